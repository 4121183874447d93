extension Wording {
  /// The line of a planted fault, before and after its repair, and the sentence about it.
  static func text(_ repair: FaultRepair) -> [String] {
    let now =
      repair.now.map { lines in
        let shown = lines.prefix(3).map { cut($0) } + (lines.count > 3 ? ["…"] : [])
        return shown.isEmpty ? ["(nothing)"] : shown
      } ?? ["the same; you have changed other lines instead"]
    return ["The fault was in line \(repair.line) of the file as it was handed out:"]
      + ["  was  \(cut(repair.was))"]
      + now.enumerated().map { ($0.offset == 0 ? "  now  " : "       ") + $0.element }
      + wrapped(repair.sentence)
  }

  private static func cut(_ line: String) -> String {
    line.count > 80 ? line.prefix(79) + "…" : line
  }
}
