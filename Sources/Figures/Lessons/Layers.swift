import ReferenceLayers
import Tensors

extension Figures {
  /// The network whose parameters the lesson counts.
  static func network() throws -> Figure {
    let widths = [3, 3, 2, 2]
    var random = RandomSource(seed: 1)
    let layers = try zip(widths, widths.dropFirst()).map { try LinearLayer($0, $1, using: &random) }
    let counts = layers.map { layer in layer.parameters.map(\.value.count) }
    return Figure(
      "Exercises/Layers/Figures/network.svg",
      "A network with the widths 3, 3, 2 and 2",
      """
      Four columns of circles, 3, 3, 2 and 2 of them, each circle joined to all circles of the next column. The lines \
      between two columns are the weights, 9, 6 and 4 of them; each circle but those of the first column has a bias, 3, \
      2 and 2. Together there are 26 parameters.
      """,
      height: 440
    ) { canvas in
      func place(_ column: Int, _ unit: Int) -> Point {
        Point(90 + 153 * Double(column), 190 + 92 * (Double(unit) - Double(widths[column] - 1) / 2))
      }
      for column in layers.indices {
        for unit in 0..<widths[column] {
          for target in 0..<widths[column + 1] {
            let (start, end) = (place(column, unit), place(column + 1, target))
            canvas.link(start, end, from: 26, to: 27, .blue)
          }
        }
        let middle = Point(166.5 + 153 * Double(column), 356)
        canvas.text("layer\(column + 1)", middle, anchor: .middle, isBold: true)
        canvas.text("\(counts[column][0]) weights", middle + Point(0, 28), .blue, anchor: .middle)
        canvas.text("\(counts[column][1]) biases", middle + Point(0, 54), .orange, anchor: .middle)
      }
      for (column, width) in widths.enumerated() {
        for unit in 0..<width {
          let centre = place(column, unit)
          canvas.circle(
            centre,
            26,
            fill: column == 0 ? .grid : .orangeTint,
            outline: column == 0 ? .muted : .orange
          )
        }
        let name = column == 0 ? "input" : column == widths.count - 1 ? "output" : ""
        canvas.text(name, Point(90 + 153 * Double(column), 40), .muted, anchor: .middle)
      }
    }
  }
}
