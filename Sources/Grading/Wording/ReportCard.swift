/// The few lines at the end of a run: a row for each pack, and what to do next.
package struct ReportCard {
  private let verdicts: [Verdict]

  /// Creates a report card.
  ///
  /// - Parameters:
  ///   - verdicts: The verdicts of a run, in any order.
  ///   - order: The ids of all exercises, in the order in which they are taught.
  package init(_ verdicts: [Verdict], order: [String]) {
    func rank(_ verdict: Verdict) -> Int { order.firstIndex(of: verdict.exercise) ?? order.count }
    self.verdicts = verdicts.sorted { (rank($0), $0.exercise) < (rank($1), $1.exercise) }
  }

  package var text: String {
    func pack(_ verdict: Verdict) -> String { String(verdict.exercise.prefix { $0 != "/" }) }
    let names = verdicts.map(pack)
    let packs = names.indices.filter { names.firstIndex(of: names[$0]) == $0 }.map { names[$0] }
    let width = packs.map(\.count).max() ?? 0
    let rows = packs.map { name in
      let verdicts = verdicts.filter { pack($0) == name }
      let signs = verdicts.map { Wording.sign($0.state) }.joined()
      return "  \(name.padding(to: width))  \(points(verdicts).padding(to: 17))  \(signs)"
    }
    return ([headline] + rows + next).joined(separator: "\n")
  }

  private var headline: String {
    let passed = verdicts.filter { $0.state == .passed }.count
    return "GradSchool: \(passed) of \(verdicts.count) exercises passed, \(points(verdicts))"
  }

  private func points(_ verdicts: [Verdict]) -> String {
    let earned = verdicts.reduce(0) { $0 + $1.earned }
    return "\(earned) of \(verdicts.reduce(0) { $0 + $1.possible }) points"
  }

  private var next: [String] {
    let open = verdicts.filter { $0.state != .passed && $0.state != .notStarted }
    let shown = open.prefix(5).map { verdict in
      "  \(Wording.sign(verdict.state)) \(verdict.exercise) \(Wording.name(verdict.state)): "
        + verdict.sourcePath + (verdict.sourceLine.map { ":\($0)" } ?? "")
    }
    let more = open.count > 5 ? ["  … and \(open.count - 5) more"] : []
    if !open.isEmpty { return shown + more }
    guard let first = verdicts.first(where: { $0.state == .notStarted }) else {
      return ["  All of these are done."]
    }
    return ["  next: open \(first.sourcePath), or run: swift run gradschool"]
  }
}
