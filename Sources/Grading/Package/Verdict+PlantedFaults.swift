import Foundation

extension Verdict {
  /// Adds to the verdict on a *find the bug* exercise what there is to say about the fault.
  ///
  /// Before the exercise has passed, nothing is earned, because most of it was right when it was handed out; and the
  /// sentence about the fault is withheld, because it is the answer. Afterwards the verdict names the line.
  ///
  /// - Parameters:
  ///   - faults: The versions of the exercise.
  ///   - source: The text that was judged.
  ///   - mistakes: The known mistakes; asked for when they are needed.
  package mutating func tell(
    of faults: PlantedFaults,
    in source: String,
    mistakes: () -> [KnownMistake]
  ) {
    guard !faults.versions.isEmpty else { return }
    let own = faults.version(namedIn: source)
    guard state != .passed else {
      if let own, let repair = own.repair(in: source, mistakes()) {
        findings.append(.faultRepaired(repair))
      }
      return
    }
    for position in checks.indices {
      checks[position].possible = 0
      checks[position].findings = checks[position].findings.map { finding in
        guard case .knownMistake(let name, _) = finding,
          let planted = mistakes().first(where: { $0.name == name })?.version,
          own == nil || planted == own?.number
        else { return finding }
        return .faultRemains
      }
      guard checks[position].findings.contains(.faultRemains) else { continue }
      // Explanations would tell what is wrong.
      checks[position].findings.removeAll {
        switch $0 {
        case .explanation, .ignoresUpstream, .notLinear, .allZero: true
        default: false
        }
      }
    }
  }
}

extension PlantedFaults.Version {
  /// The repair in a student's text; nil when the line of the fault is not known.
  fileprivate func repair(in source: String, _ mistakes: [KnownMistake]) -> FaultRepair? {
    guard let line, let sentence = mistakes.first(where: { $0.version == number })?.sentence else {
      return nil
    }
    func trimmed(_ line: Substring) -> String { line.trimmingCharacters(in: .whitespaces) }
    let theirs = PlantedFaults.lines(source)
    // The comparison of a very long text would take long.
    guard theirs.count < 2_000 else { return nil }
    var repair = FaultRepair(line: line, was: trimmed(lines[line - 1]), sentence: sentence)
    let changes = theirs.difference(from: lines)
    let removed = Set(changes.removals.map(\.offset))
    guard removed.contains(line - 1) else { return repair }
    // The student's lines between the two kept lines around the fault.
    let inserted = Set(changes.insertions.map(\.offset))
    let kept = theirs.indices.filter { !inserted.contains($0) }
    let before = (0..<(line - 1)).count { !removed.contains($0) }
    let start = before == 0 ? 0 : kept[before - 1] + 1
    let end = before < kept.count ? kept[before] : theirs.count
    repair.now = theirs[start..<end].map(trimmed).filter { !$0.isEmpty }
    return repair
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
