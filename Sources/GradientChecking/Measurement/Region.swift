/// Where a function may be evaluated: the domain of the options, resolved for every coordinate.
struct Region {
  /// The interval of each coordinate; empty where none is restricted.
  var intervals: [ClosedRange<Double>] = []
  /// Whether a point, given by all its coordinates, lies inside.
  var predicate: (@Sendable ([Double]) -> Bool)?

  /// Whether the function may be evaluated everywhere.
  var isEverywhere: Bool { intervals.isEmpty && predicate == nil }

  /// Whether a coordinate may have a value, whatever the others are.
  func allows(_ coordinate: Int, _ value: Double) -> Bool {
    value.isFinite && (intervals.isEmpty || intervals[coordinate].contains(value))
  }

  /// Whether a point lies inside.
  func contains(_ point: [Double]) -> Bool { predicate?(point) ?? true }
}
