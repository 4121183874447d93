/// The lines at the end of a run: a row for each pack, and the next step.
package struct ReportCard {
  private let verdicts: [Verdict]

  /// Creates the report card of a run, whose order is that of the ids of all exercises.
  package init(_ verdicts: [Verdict], order: [String]) {
    func rank(_ verdict: Verdict) -> Int { order.firstIndex(of: verdict.exercise) ?? order.count }
    self.verdicts = verdicts.sorted { (rank($0), $0.exercise) < (rank($1), $1.exercise) }
  }

  package var text: String {
    (isNothingStarted ? firstWords + rows + firstSteps : [headline] + rows + next)
      .joined(separator: "\n")
  }

  private var isNothingStarted: Bool { verdicts.allSatisfy { $0.state == .notStarted } }

  /// An explanation of the test runner's words for a newcomer.
  private var firstWords: [String] {
    [
      "GradSchool: you have not started an exercise yet, and none has failed.",
      "  Swift Testing has no word for “not started”. The lines above say “cancelled” for such an",
      "  exercise, and “passed” for the suite around it.",
    ]
  }

  private var firstSteps: [String] {
    [
      "  to begin:  swift run gradschool        shows the first exercise",
      "  to work:   swift run gradschool watch  grades each exercise when you save it",
    ]
  }

  private var headline: String {
    let passed = verdicts.count { $0.state == .passed }
    return "GradSchool: \(passed) of \(verdicts.count) exercises passed, \(points(verdicts))"
  }

  private var rows: [String] {
    func pack(_ verdict: Verdict) -> String { String(verdict.exercise.prefix { $0 != "/" }) }
    let names = verdicts.map(pack).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let rows = names.map { name in
      let verdicts = verdicts.filter { pack($0) == name }
      return (
        name: name, points: points(verdicts),
        signs: verdicts.map { Wording.sign($0.state) }.joined()
      )
    }
    let nameWidth = rows.map(\.name.count).max() ?? 0
    let pointsWidth = rows.map(\.points.count).max() ?? 0
    return rows.map {
      "  \($0.name.padding(to: nameWidth))  \($0.points.padding(to: pointsWidth))  \($0.signs)"
    }
  }

  private func points(_ verdicts: [Verdict]) -> String {
    let earned = verdicts.reduce(0) { $0 + $1.earned }
    return "\(earned) of \(verdicts.reduce(0) { $0 + $1.possible }) points"
  }

  private var next: [String] {
    let open = verdicts.filter { $0.state != .passed && $0.state != .notStarted }
    let places = open.prefix(5).map { $0.sourcePath + ($0.sourceLine.map { ":\($0)" } ?? "") }
    let width = places.map(\.count).max() ?? 0
    let shown = zip(open, places).map { verdict, place in
      "  \(Wording.sign(verdict.state)) \(place.padding(to: width))  \(Wording.name(verdict.state))"
    }
    let more = open.count > 5 ? ["  … and \(open.count - 5) more: swift run gradschool list"] : []
    if !open.isEmpty { return shown + more }
    guard let first = verdicts.first(where: { $0.state == .notStarted }) else {
      return ["  You have passed all of these exercises."]
    }
    return ["  next: open \(first.sourcePath), or run: swift run gradschool"]
  }
}
