import ReferenceLayers
import Tensors

extension Figures {
  /// The points of a data set, over the regions of a linear layer and of a solution.
  static func boundaries(
    _ path: String,
    _ title: String,
    _ description: String,
    _ inputs: Tensor,
    _ labels: [Int],
    _ range: ClosedRange<Double>,
    _ classify: (Tensor, Tensor, [Int]) throws -> [Int]
  ) throws -> Figure {
    // A few points beyond the edges, where regions are cut off.
    let (size, margin) = (141, 6)
    let unit = (range.upperBound - range.lowerBound) / Double(size - 1 - 2 * margin)
    func coordinate(_ index: Int) -> Double { range.lowerBound + unit * Double(index - margin) }
    let lattice = (0..<size).flatMap { row in
      (0..<size).map { column in [coordinate(column), coordinate(row)] }
    }
    let count = labels.count
    let points = try Tensor.concatenated([inputs, Tensor(rows: lattice)], axis: 0)
    let classes = (labels.max() ?? 0) + 1
    let inks: [(dot: Ink, tint: Ink)] = [
      (.blue, .blueTint), (.orange, .orangeTint), (.green, .greenTint),
    ]
    let answers = [
      (name: "one linear layer", classes: try linear(points, inputs, labels, classes)),
      (name: "a hidden layer", classes: try classify(points, inputs, labels)),
    ]
    return Figure(path, title, description, height: 400) { canvas in
      for (index, answer) in answers.enumerated() {
        let area = Area(x: 24 + 304 * Double(index), y: 80, width: 288, height: 288)
        let plot = Plot(area: area, x: .linear(range), y: .linear(range))
        let right = zip(answer.classes, labels).count { $0 == $1 }
        canvas.text(answer.name, Point(area.x, 40), isBold: true)
        canvas.text("\(right) of \(count) points right", Point(area.x, 66), .muted)
        canvas.clipped(to: area) { canvas in
          // Each over those before it, so that no gaps are between neighbours.
          for number in 0..<classes {
            let regions = Regions(size) { answer.classes[count + $1 * size + $0] >= number }
            let lines = regions.lines.map { line in
              line.map { place in
                plot.place(
                  range.lowerBound + unit * (place.x - Double(margin)),
                  range.lowerBound + unit * (place.y - Double(margin))
                )
              }
            }
            canvas.region(lines, inks[number].tint)
          }
        }
        for (point, label) in labels.enumerated() {
          let place = plot.place(inputs[point, 0], inputs[point, 1])
          canvas.mark(place, label, inks[label].dot)
        }
        canvas.rectangle(area, outline: .frame)
      }
    }
  }

  /// The answers of one linear layer that was trained with softmax and cross-entropy.
  private static func linear(
    _ points: Tensor,
    _ inputs: Tensor,
    _ labels: [Int],
    _ classes: Int
  ) throws -> [Int] {
    var random = RandomSource(seed: 1)
    var network = Network([try LinearLayer(2, classes, using: &random)])
    try ReferenceLayers.Training(epochs: 500, batchSize: labels.count) { _ in 0.5 }
      .run(&network, inputs: inputs, targets: .labels(labels))
    return try network.forward(points).argmax(axis: 1)
  }
}

extension Canvas {
  /// Draws a point of a class: each class has a form of its own beside its colour.
  mutating func mark(_ place: Point, _ label: Int, _ ink: Ink) {
    switch label {
    case 0: circle(place, 5, fill: ink)
    case 1: rectangle(Area(x: place.x - 4.5, y: place.y - 4.5, width: 9, height: 9), fill: ink)
    default:
      region([[place + Point(0, -6.5), place + Point(6, 4.5), place + Point(-6, 4.5)]], ink)
    }
  }
}
