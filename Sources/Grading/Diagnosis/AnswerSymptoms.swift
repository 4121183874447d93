/// What the answers of a function show that misses its goals, on every probe on which it misses one.
extension ProbedExercise {
  /// The finding; nil where the answers show nothing with certainty.
  func symptom(of observation: Observation, missing goals: [Exercise.Goal]) -> Finding? {
    let missed = zip(trials, observation[.result("")]).compactMap { trial, item -> Answered? in
      guard case .integers(let answers)? = item.outcome.value else { return nil }
      let answered = Answered(trial: trial, answers: answers, goals: goals)
      return answered.isMissed ? answered : nil
    }
    guard let first = missed.first, missed.allSatisfy(\.isComplete) else { return nil }
    let symptom =
      shared(missed.map(\.oneClass)) ?? renamed(missed) ?? onlyExamples(missed)
      ?? (missed.allSatisfy { $0.guessing != nil } ? first.guessing : nil)
    return symptom.map { .symptom($0, on: first.trial.name) }
  }

  private func shared(_ symptoms: [Symptom?]) -> Symptom? {
    symptoms.allSatisfy { $0 != nil && $0 == symptoms[0] } ? symptoms[0] : nil
  }

  /// The renaming of the first probe, if it mends every one.
  private func renamed(_ missed: [Answered]) -> Symptom? {
    guard let names = missed[0].renaming,
      missed.allSatisfy({ $0.isReached(renaming: names) })
    else { return nil }
    let (right, total) = missed[0].counts(renaming: names)
    let renamings = names.sorted { $0.key < $1.key }.map { Symptom.Renaming($0, means: $1) }
    return .renamed(renamings.filter { $0.answer != $0.meant }, right: right, total: total)
  }

  private func onlyExamples(_ missed: [Answered]) -> Symptom? {
    missed.allSatisfy(\.knowsOnlyExamples) ? .onlyExamples : nil
  }
}

/// The answers on one probe, beside the right ones.
private struct Answered {
  let trial: Trial
  let answers: [Int]
  let goals: [Exercise.Goal]
  private let truths: [[Int?]]

  init(trial: Trial, answers: [Int], goals: [Exercise.Goal]) {
    self.trial = trial
    self.answers = answers
    self.goals = goals
    truths = goals.map { $0.truth(trial.arguments) }
  }

  var isComplete: Bool { truths.allSatisfy { $0.count == answers.count } }

  /// Whether a goal is missed.
  var isMissed: Bool { !isReached(renaming: [:]) }

  /// Every counted answer with its right one.
  private var counted: [(answer: Int, truth: Int)] {
    truths.flatMap { truth in
      zip(answers, truth).compactMap { answer, right in
        right.map { (answer, $0) }
      }
    }
  }

  func counts(renaming names: [Int: Int]) -> (right: Int, total: Int) {
    let counted = counted
    return (counted.count { names[$0.answer, default: $0.answer] == $0.truth }, counted.count)
  }

  func isReached(renaming names: [Int: Int]) -> Bool {
    let renamed = answers.map { names[$0, default: $0] }
    return goals.allSatisfy { goal in
      let (right, total) = goal.measure(renamed, trial.arguments)
      return Double(right) >= goal.minimum * Double(total)
    }
  }

  var oneClass: Symptom? {
    guard let first = answers.first, answers.allSatisfy({ $0 == first }),
      Set(counted.map(\.truth)).count > 1
    else { return nil }
    return .oneClass(first)
  }

  /// The class that most points of each answer have, if no two answers share one and one has another name.
  var renaming: [Int: Int]? {
    let groups = Dictionary(grouping: counted, by: \.answer)
    let names = groups.mapValues { group in
      let counts = Dictionary(group.map { ($0.truth, 1) }, uniquingKeysWith: +)
      return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
    }
    guard names.count > 1, Set(names.values).count == names.count,
      names.contains(where: { $0.key != $0.value })
    else { return nil }
    return names
  }

  /// Whether the goals about examples are reached, and one about other points is not.
  var knowsOnlyExamples: Bool {
    let reached = goals.map { goal in
      let (right, total) = goal.measure(answers, trial.arguments)
      return Double(right) >= goal.minimum * Double(total)
    }
    let all = zip(goals, reached)
    return all.contains { $0.0.points == .examples }
      && all.allSatisfy { $0.0.points != .examples || $0.1 }
      && all.contains { $0.0.points == .newPoints && !$0.1 }
  }

  /// No goal is nearer than one standard deviation above what the commonest class alone would get.
  var guessing: Symptom? {
    let isGuessed = goals.allSatisfy { goal in
      let classes = goal.truth(trial.arguments).compactMap { $0 }
      let (right, total) = goal.measure(answers, trial.arguments)
      let share = Self.commonest(classes)
      let spread = (Double(total) * share * (1 - share)).squareRoot()
      return Double(right) <= Double(total) * share + spread
    }
    guard isGuessed, let goal = goals.first else { return nil }
    let (right, total) = goal.measure(answers, trial.arguments)
    let share = Self.commonest(goal.truth(trial.arguments).compactMap { $0 })
    return .guessing(
      right: right,
      total: total,
      expected: Int((share * Double(total)).rounded())
    )
  }

  private static func commonest(_ classes: [Int]) -> Double {
    let counts = Dictionary(classes.map { ($0, 1) }, uniquingKeysWith: +)
    return Double(counts.values.max() ?? 0) / Double(max(1, classes.count))
  }
}
