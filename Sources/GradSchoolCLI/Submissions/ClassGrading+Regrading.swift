import Foundation
import Grading

extension ClassGrading {
  /// The file about a regrading that has not ended.
  static let regrading = "work/regrade.json"

  /// The points that students had before a grader was mended.
  private struct Before: Codable {
    var exercises: Set<String>
    var points: [String: [String: Int]]
  }

  /// Grades exercises anew for every student, whose texts are kept with the results; says whose points changed.
  ///
  /// - Parameter names: Exercises or packs; without any, the exercises whose graders have changed.
  /// - Returns: The exit code.
  /// - Throws: ``ProgramError`` when there is no class, or its exercises are others; results that were reached before
  ///   are kept.
  func regrade(_ names: [String]) throws -> Int32 {
    guard var settings = try output.settings(), let fingerprints = settings.exercises else {
      throw ProgramError.noClass(output.workspace.root.path)
    }
    let old = GradingIdentity(exercises: fingerprints)
    let new = try GradingIdentity(subset, seed: settings.seed)
    let uncommon = new.uncommon(with: old)
    guard uncommon.isEmpty else { throw ProgramError.otherExercises(uncommon) }
    let place = ClassGrading.regrading
    let stopped = (try? Data(contentsOf: output.workspace.file(place)))
      .flatMap { try? JSONDecoder().decode(Before.self, from: $0) }
    let changed = new.changed(since: old)
    // What was stopped is ended first: some students have its new fingerprints, and others the old ones.
    let chosen = Set(
      (names.isEmpty ? changed : try setup.catalog.exercises(named: names).map { "\($0.id)" })
        + (stopped?.exercises ?? [])
    ).intersection(fingerprints.keys)
    guard !chosen.isEmpty else {
      console.line(ClassText.nothingToRegrade)
      return 0
    }
    let ids = Set(catalog.exercises.map(\.id).filter { chosen.contains("\($0)") })
    var next = old.exercises
    for id in chosen { next[id] = new.exercises[id] }
    let identity = GradingIdentity(exercises: next)
    // After a stop, some results have the new fingerprints already.
    let results = output.results().all.filter { result in
      let others = result.grading.filter { !chosen.contains($0.key) }
      return others == next.filter { !chosen.contains($0.key) }
        && (stopped != nil || result.grading == old.exercises)
    }
    let before = Before(
      exercises: chosen,
      points: points(of: chosen, results).merging(stopped?.points ?? [:]) { now, earlier in
        now.merging(earlier) { $1 }
      }
    )
    try output.workspace.writeSecret(before, to: place)
    settings.exercises = next
    try output.write(settings)

    let cache = VerdictCache(output.workspace, identity, catalog, package: setup.workspace)
    // Where the grader is the same, somebody wants to see it graded once more.
    let begun = stopped?.exercises ?? []
    ids.filter { !changed.contains("\($0)") && !begun.contains("\($0)") }.forEach(cache.forget)
    let jobs = results.map { job(for: $0, anew: chosen) }
    console.note(ClassText.regrading(chosen.sorted(), results.count))
    let rest = new.changed(since: identity)
    do {
      try grade(jobs, identity, settings)
    } catch {
      if rest.isEmpty { _ = try? report(settings, of: []) }
      throw error
    }
    try tellChanges(from: before, chosen)
    try? FileManager.default.removeItem(at: output.workspace.file(place))
    guard rest.isEmpty else {
      console.line(ClassText.alsoChanged(rest))
      return 1
    }
    return try report(settings, of: [])
  }

  private func points(of exercises: Set<String>, _ results: [StudentResult]) -> [String: [String:
    Int]]
  {
    let pairs = results.map { result in
      (
        result.student,
        Dictionary(
          result.verdicts.filter { exercises.contains($0.exercise) }.map {
            ($0.exercise, $0.earned)
          }
        ) { first, _ in first }
      )
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// A job that grades some exercises of a result anew, and keeps the verdicts on the others.
  private func job(for result: StudentResult, anew exercises: Set<String>) -> ClassRun.Job {
    let ids = Dictionary(catalog.exercises.map { ("\($0.id)", $0.id) }) { first, _ in first }
    let sources = result.sources.compactMap { id, text in ids[id].map { ($0, text) } }
    var job = ClassRun.Job(
      submission: Submission(result, sources: Dictionary(sources) { first, _ in first })
    )
    job.known = result.verdicts.filter { verdict in
      !exercises.contains(verdict.exercise) || result.sources[verdict.exercise] == nil
    }
    return job
  }

  /// Writes changes.csv, and says whose points have changed.
  private func tellChanges(from before: Before, _ exercises: Set<String>) throws {
    let results = output.results().all
    let after = points(of: exercises, results)
    var rows: [[String]] = []
    for student in before.points.keys.sorted() {
      for id in catalog.exercises.map({ "\($0.id)" }) where exercises.contains(id) {
        let (old, new) = (before.points[student]?[id], after[student]?[id])
        guard old != new else { continue }
        rows.append([student, id, old.map(String.init) ?? "", new.map(String.init) ?? ""])
      }
    }
    let header = ["student", "exercise", "before", "after"]
    try output.workspace.write(
      Data((CSV.mark + CSV.text([header] + rows)).utf8),
      to: "changes.csv"
    )
    console.line(ClassText.changes(rows.count))
    for row in rows.prefix(20) {
      console.line("  \(FileName.printable(row[0])): \(row[1]) \(row[2]) → \(row[3])")
    }
    if rows.count > 20 { console.line("  and \(rows.count - 20) more: changes.csv") }
  }
}
