import Dispatch
import Grading
import Synchronization

/// The students whose sources agree in more than the task explains: a place to look, and no verdict.
struct Similarity {
  /// One exercise whose sources were compared.
  struct ComparedExercise {
    let id: ExerciseID
    /// Students whose sources agree.
    let groups: [(students: [String], isIdentical: Bool)]
    /// Students whose source equals the published solution.
    let published: [String]
  }

  /// The exercises in which sources agree, in the order in which they are taught.
  let exercises: [ComparedExercise]
  /// The exercises that were compared.
  let compared: [ExerciseID]
  /// How many exercises were not: sources of a short task agree by themselves.
  let short: Int

  /// The lines of a right solution up to which a task is short.
  static let shortLines = 5

  /// Compares the sources in the results of a class.
  ///
  /// - Parameters:
  ///   - results: The results, with their sources.
  ///   - catalog: The exercises.
  ///   - workspace: The package, with its stubs and solutions.
  init(_ results: [StudentResult], _ catalog: Catalog, in workspace: Workspace) {
    let texts = catalog.exercises.map { entry -> (id: ExerciseID, stub: String, solution: String) in
      func text(_ path: String) -> String { (try? workspace.text(path)) ?? "" }
      return (entry.id, text(entry.id.stubPath), text(entry.id.solutionPath))
    }
    let long = texts.filter { Self.lines(of: $0.solution, beyond: $0.stub) > Self.shortLines }
    compared = long.map(\.id)
    short = texts.count - long.count
    let found = Mutex([Int: ComparedExercise]())
    DispatchQueue.concurrentPerform(iterations: long.count) { position in
      let (id, stub, solution) = long[position]
      let handedIn = results.compactMap { result in
        result.sources["\(id)"].map { (student: result.student, source: $0) }
      }
      let comparison = SourceComparison(handedIn.map(\.source), stub: stub, solution: solution)
      let exercise = ComparedExercise(
        id: id,
        groups: comparison.groups.map { group in
          (group.members.map { handedIn[$0].student }, group.isIdentical)
        },
        published: comparison.published.map { handedIn[$0].student }
      )
      found.withLock { $0[position] = exercise }
    }
    exercises = found.withLock { found in found.sorted { $0.key < $1.key }.map(\.value) }
      .filter { !$0.groups.isEmpty || !$0.published.isEmpty }
  }

  /// The lines of code of a solution that its stub does not have; lines of braces alone do not count.
  static func lines(of solution: String, beyond stub: String) -> Int {
    func lines(_ text: String) -> [Substring] {
      SourceScan(text).code.split(separator: "\n").map { $0.drop { $0 == " " } }
        .filter { line in line.contains { $0.isLetter || $0.isNumber } }
    }
    var given: [Substring: Int] = [:]
    for line in lines(stub) { given[line, default: 0] += 1 }
    return lines(solution).reduce(0) { count, line in
      guard let left = given[line], left > 0 else { return count + 1 }
      given[line] = left - 1
      return count
    }
  }
}
