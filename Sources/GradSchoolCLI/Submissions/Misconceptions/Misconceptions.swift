import Grading

/// What went wrong in a class: for each exercise, how many passed, and the causes why others did not.
///
/// Every student who handed in an exercise is counted once: under passed, under one ``RootCause``, or as not graded.
struct Misconceptions {
  /// One exercise, in a class.
  struct ExerciseCauses {
    let entry: Catalog.Entry
    /// How many students handed it in, and how many could have.
    let handedIn: Int
    let students: Int
    let passed: Int
    let notGraded: [String]
    /// The points that count, over all students, and how many of those who handed it in have no points yet.
    let points: Int
    let withoutPoints: Int
    /// The causes, the most frequent first.
    let causes: [Cause]
  }

  /// A cause, and the students who are counted under it.
  struct Cause {
    let root: RootCause
    let students: [String]
    let example: Example?
  }

  /// A student's code that shows a cause.
  struct Example {
    let student: String
    let path: String
    let excerpt: CodeExcerpt?
  }

  /// All exercises, in the order in which they are taught.
  let exercises: [ExerciseCauses]
  /// How many students there are.
  let students: Int
  /// How many submissions could not be read; they are counted nowhere else.
  let unreadable: Int

  /// Counts the results of a class.
  ///
  /// - Parameters:
  ///   - results: The results of one grading.
  ///   - table: The marks made of them.
  init(_ results: [StudentResult], _ table: ClassTable) {
    let readable = results.filter { $0.unreadable == nil }
    students = readable.count
    unreadable = results.count - readable.count
    let rows = Dictionary(table.rows.map { ($0.student, $0.marks) }) { first, _ in first }
    let marks = readable.map { rows[$0.student] ?? [:] }
    // Verdicts are large, and a class has many: they stay where they are.
    var places: [String: [Place]] = [:]
    for (result, student) in readable.enumerated() {
      for (verdict, exercise) in student.verdicts.map(\.exercise).enumerated() {
        places[exercise, default: []].append(Place(result: result, verdict: verdict))
      }
    }
    exercises = table.catalog.exercises.map { entry in
      ExerciseCauses(entry, places["\(entry.id)"] ?? [], in: readable) {
        marks[$0][entry.id]?.points
      }
    }
  }

  /// The place of a verdict in the results.
  fileprivate struct Place {
    var result: Int
    var verdict: Int
  }

  /// The most frequent causes of the whole class, with their exercises.
  func frequent(_ most: Int) -> [(exercise: ExerciseCauses, cause: Cause)] {
    let all = exercises.enumerated().flatMap { position, exercise in
      exercise.causes.filter { !$0.root.isUnwritten }.map { (position, exercise, $0) }
    }
    // The sort is not stable: equals keep the order in which they are taught.
    return all.sorted { (-$0.2.students.count, $0.0) < (-$1.2.students.count, $1.0) }
      .prefix(most).map { ($0.1, $0.2) }
  }
}

extension Misconceptions.ExerciseCauses {
  fileprivate init(
    _ entry: Catalog.Entry,
    _ places: [Misconceptions.Place],
    in results: [StudentResult],
    points: (Int) -> Int?
  ) {
    var causes: [String: [(root: RootCause, place: Misconceptions.Place)]] = [:]
    var (passed, notGraded) = (0, [String]())
    for place in places {
      let verdict = results[place.result].verdicts[place.verdict]
      switch verdict.state {
      case .passed: passed += 1
      case .inconclusive: notGraded.append(results[place.result].student)
      case .notStarted, .doesNotCompile, .crashed, .timedOut, .wrong:
        guard let root = RootCause(verdict) else { continue }
        causes[root.title, default: []].append((root, place))
      }
    }
    self.init(
      entry: entry,
      handedIn: places.count,
      students: results.count,
      passed: passed,
      notGraded: notGraded,
      points: results.indices.reduce(0) { $0 + (points($1) ?? 0) },
      withoutPoints: places.filter { points($0.result) == nil }.count,
      causes: causes.values.map { Misconceptions.Cause($0, in: results) }.sorted {
        (-$0.students.count, $0.root.title) < (-$1.students.count, $1.root.title)
      }
    )
  }

  /// The mean of the points of those who handed it in and have points; nil when nobody has.
  var meanOfHandedIn: Double? { mean(of: handedIn - withoutPoints) }

  /// The mean of the points of all students, of whom those who did not hand it in have 0; nil when there are none.
  var meanOfAll: Double? { mean(of: students - withoutPoints) }

  private func mean(of count: Int) -> Double? { count == 0 ? nil : Double(points) / Double(count) }

  /// The shares of those who handed it in, in per cent, which add up to 100: passed, each cause, not graded.
  var shares: (passed: Double, causes: [Double], notGraded: Double) {
    let all = Percentages([passed] + causes.map(\.students.count) + [notGraded.count]).values
    return (all[0], Array(all[1..<(all.count - 1)]), all[all.count - 1])
  }
}

extension Misconceptions.Cause {
  /// The number of students whose code is compared to find the shortest example.
  private static let candidates = 5

  fileprivate init(
    _ made: [(root: RootCause, place: Misconceptions.Place)],
    in results: [StudentResult]
  ) {
    let examples = made.prefix(Self.candidates).map { root, place in
      let result = results[place.result]
      let verdict = result.verdicts[place.verdict]
      let excerpt = result.sources[verdict.exercise].flatMap {
        CodeExcerpt(of: $0, function: root.subject?.function, line: verdict.sourceLine)
      }
      return Misconceptions.Example(
        student: result.student,
        path: verdict.sourcePath,
        excerpt: excerpt
      )
    }
    let best = examples.indices.min {
      let (one, other) = (examples[$0].excerpt, examples[$1].excerpt)
      return (one?.lines.count ?? .max, $0) < (other?.lines.count ?? .max, $1)
    }
    // The sentence is the one that the student of the example reads.
    root = made[best ?? 0].root
    students = made.map { results[$0.place.result].student }
    example = root.isUnwritten ? nil : best.map { examples[$0] }
  }
}

/// Shares of a whole in per cent that add up to exactly 100, or to 0 when there is nothing.
///
/// They are rounded to whole per cents, or to tenths above 200, so that one of many is not 0 %. What rounding down
/// leaves over goes to the largest remainders.
struct Percentages {
  let values: [Double]

  init(_ counts: [Int]) {
    let total = counts.reduce(0, +)
    guard total > 0 else {
      values = counts.map { _ in 0 }
      return
    }
    let units = total > 200 ? 1_000 : 100
    var shares = counts.map { $0 * units / total }
    let remainders = counts.map { $0 * units % total }
    let left = units - shares.reduce(0, +)
    let order = counts.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
    for index in order.prefix(left) { shares[index] += 1 }
    values = shares.map { Double($0 * 100) / Double(units) }
  }
}
