import Tensors

extension Datasets {
  /// Digits of 5 × 3 points, at a random place in a noisy picture of 8 × 8.
  ///
  /// - Parameters:
  ///   - count: How many; the classes take turns.
  ///   - noise: The standard deviation that is added to every point; the strokes are 1 on 0.
  ///   - random: The source of places and noise.
  /// - Returns: Inputs [count, 1, 8, 8], labels 0 to 9.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func digits(
    count: Int,
    noise: Double = 0.2,
    using random: inout RandomSource
  ) throws -> Labelled {
    try require(count >= 1, "count", count, "at least 1", in: "Datasets.digits")
    var scalars: [Double] = []
    scalars.reserveCapacity(count * 64)
    for item in 0..<count {
      let (top, left) = (random.integer(below: 4), random.integer(below: 6))
      let glyph = glyphs[item % 10]
      for row in 0..<8 {
        for column in 0..<8 {
          let (y, x) = (row - top, column - left)
          let inside = (0..<5).contains(y) && (0..<3).contains(x)
          let ink = inside && glyph[y] & (4 >> x) != 0
          scalars.append((ink ? 1 : 0) + noise * random.normal())
        }
      }
    }
    return Labelled(
      inputs: try Tensor(shape: [count, 1, 8, 8], scalars),
      labels: (0..<count).map { $0 % 10 }
    )
  }

  /// The digits, row by row: bit 2 is the left column and bit 0 the right one.
  private static let glyphs = [
    [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
  ]
}
