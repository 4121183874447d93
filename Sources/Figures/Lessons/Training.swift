import ReferenceLayers
import Tensors

@testable import TrainingSolutions

extension Figures {
  /// The spirals: what one linear layer draws, and what the solution draws.
  static func spirals() throws -> Figure {
    var random = RandomSource(seed: 3)
    let data = try Datasets.spirals(points: 50, using: &random)
    return try boundaries(
      "Exercises/Training/Figures/spirals.svg",
      "Spirals: the boundaries of one linear layer, and of a network with a hidden layer",
      """
      Two plots of the same 150 points, in three arms that wind around each other. On the left straight lines from the \
      middle divide the plane into three sectors, and each sector has points of every arm. On the right the regions of \
      the trained network wind with the arms.
      """,
      data.inputs,
      data.labels,
      -1.15...1.15,
      Spirals.classify
    )
  }

  /// Ten digits of the kind that the exercise has.
  static func digits() throws -> Figure {
    var random = RandomSource(seed: 5)
    let data = try Datasets.digits(count: 400, noise: 0.12, using: &random)
    // The exercise has digits at four places near the middle: with nothing at the edges.
    func isInTheMiddle(_ picture: Int) -> Bool {
      (0..<64).allSatisfy { point in
        let (row, column) = (point / 8, point % 8)
        return (1...6).contains(row) && (2...5).contains(column)
          || data.inputs[picture, 0, row, column] < 0.6
      }
    }
    let pictures = (0..<10).compactMap { digit in
      stride(from: digit, to: 400, by: 10).first(where: isInTheMiddle)
    }
    return Figure(
      "Exercises/Training/Figures/digits.svg",
      "Ten digits in noise",
      """
      Ten pictures of 8 × 8 points, one of each digit from 0 to 9, drawn in 5 × 3 points at different places, each point \
      a little lighter or darker than it should be.
      """,
      height: 288
    ) { canvas in
      // All points of one shade are one region.
      var shades: [[[Point]]] = Array(repeating: [], count: 11)
      for (digit, picture) in pictures.enumerated() {
        let corner = Point(28 + 120 * Double(digit % 5), 28 + 128 * Double(digit / 5))
        canvas.rectangle(
          Area(x: corner.x, y: corner.y, width: 104, height: 104),
          fill: .blueTint
        )
        for row in 0..<8 {
          for column in 0..<8 {
            let ink = data.inputs[picture, 0, row, column]
            let place = corner + 13 * Point(Double(column), Double(row))
            shades[Int((10 * Swift.max(0, Swift.min(1, ink))).rounded())].append([
              place, place + Point(13, 0), place + Point(13, 13), place + Point(0, 13),
            ])
          }
        }
      }
      for (shade, squares) in shades.enumerated() where shade > 0 && !squares.isEmpty {
        canvas.region(squares, .blue, opacity: Double(shade) / 10)
      }
    }
  }
}
