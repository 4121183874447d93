/// The few lines at the end of a run: a row for each pack, and what to do next.
package struct ReportCard {
  private let verdicts: [Verdict]

  package init(_ verdicts: [Verdict]) {
    self.verdicts = verdicts.sorted { $0.exercise < $1.exercise }
  }

  package var text: String {
    let packs = Dictionary(grouping: verdicts) { String($0.exercise.prefix { $0 != "/" }) }
    let width = packs.keys.map(\.count).max() ?? 0
    let rows = packs.sorted { $0.key < $1.key }.map { pack, verdicts in
      let signs = verdicts.map { Wording.sign($0.state) }.joined()
      return "  \(pack.padding(to: width))  \(points(verdicts).padding(to: 17))  \(signs)"
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
