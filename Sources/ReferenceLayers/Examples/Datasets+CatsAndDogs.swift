import Tensors

extension Datasets {
  /// Pictures of 64 × 64 with a head: a cat's has pointed ears upon it, a dog's has hanging ones beside it.
  ///
  /// Place and size of the head and the brightness of the picture differ, and every point has noise.
  ///
  /// - Parameters:
  ///   - count: How many; cats and dogs take turns.
  ///   - noise: The standard deviation that is added to every point; the head is 1 on 0.
  ///   - random: The source of everything random.
  /// - Returns: Inputs [count, 4096], row by row; label 0 for a cat and 1 for a dog.
  /// - Throws: ``LayerError/invalidSetting(operation:name:value:rule:)``.
  public static func catsAndDogs(
    count: Int,
    noise: Double = 0.3,
    using random: inout RandomSource
  ) throws -> Labelled {
    try require(count >= 1, "count", count, "at least 1", in: "Datasets.catsAndDogs")
    var scalars: [Double] = []
    scalars.reserveCapacity(count * 4096)
    for item in 0..<count {
      let centre = (x: 28 + 8 * random.uniform(), y: 30 + 8 * random.uniform())
      let (radius, light) = (12 + 4 * random.uniform(), 0.7 + 0.6 * random.uniform())
      for row in 0..<64 {
        for column in 0..<64 {
          // Seen from the centre of the head, in units of its radius; both sides are alike.
          let x = abs(Double(column) - centre.x) / radius
          let y = (Double(row) - centre.y) / radius
          let head = x * x + y * y <= 1
          let isShown = head || (item % 2 == 0 ? pointedEar(x, y) : hangingEar(x, y))
          scalars.append((isShown ? light : 0) + noise * random.normal())
        }
      }
    }
    return Labelled(
      inputs: try Tensor(shape: [count, 4096], scalars),
      labels: (0..<count).map { $0 % 2 }
    )
  }

  /// A triangle that stands on the head, its tip 1.7 radii above the centre.
  private static func pointedEar(_ x: Double, _ y: Double) -> Bool {
    y < 0 && y > -1.7 && abs(x - 0.65) < 0.35 * (y + 1.7)
  }

  /// An ellipse that hangs beside the head.
  private static func hangingEar(_ x: Double, _ y: Double) -> Bool {
    let (dx, dy) = ((x - 1.1) / 0.3, (y - 0.1) / 0.9)
    return dx * dx + dy * dy <= 1
  }
}
