import Grading

/// A figure of points with their classes, on the plane as it was divided into classes.
///
/// Each class has a colour and a shape. Examples are filled, new points are outlines, and a cross is on those that are
/// wrong.
struct PlaneFigure {
  let plane: Picture.Plane

  private static let width = 400.0
  private static let names = ["circle", "square", "triangle", "diamond"]

  var html: HTML {
    guard plane.side > 1, plane.low < plane.high else { return "" }
    let groups = Set(plane.points.map(\.label)).sorted().map { label -> HTML in
      let points = plane.points.filter { $0.label == label }
      let known = points.filter(\.isExample).map { mark($0.label, x($0.x), y($0.y)) }
      let new = points.filter { !$0.isExample }.map { mark($0.label, x($0.x), y($0.y)) }
      return "<g class=\"class\(label % 4)\">\(known)<g class=\"new\">\(new)</g></g>"
    }
    let wrong = plane.points.filter { $0.guess != $0.label }.map { point -> HTML in
      let (x, y) = (x(point.x), y(point.y))
      return "<path d=\"M\(x - 5) \(y - 5)l10 10m0 -10l-10 10\"/>"
    }
    return HTMLReport.figure(
      "Points and the classes of the plane",
      size: (PlaneFigure.width, PlaneFigure.width),
      "<g class=\"region\">\(regions)</g>\(groups)<g class=\"wrong\">\(wrong)</g>",
      legend: legend,
      summary
    )
  }

  /// The cells around the lattice points, those of one class in a row as one rectangle.
  private var regions: [HTML] {
    let side = plane.side
    let step = PlaneFigure.width / Double(side)
    return (0..<side).flatMap { row -> [HTML] in
      let classes = Array(plane.classes[row * side..<(row + 1) * side])
      var cells: [HTML] = []
      var start = 0
      for column in 1...side where column == side || classes[column] != classes[start] {
        let (x, width) = (Double(start) * step, Double(column - start) * step)
        let y = Double(side - 1 - row) * step
        let color = ((classes[start] % 4) + 4) % 4
        cells.append(
          """
          <rect class="class\(color)" x="\(x)" y="\(y)" width="\(width)" height="\(step)"/>
          """
        )
        start = column
      }
      return cells
    }
  }

  /// A lattice point is the middle of its cell.
  private func x(_ number: Double) -> Double {
    let cells = Double(plane.side)
    let cell = (number - plane.low) / (plane.high - plane.low) * (cells - 1) + 0.5
    return cell / cells * PlaneFigure.width
  }

  private func y(_ number: Double) -> Double { PlaneFigure.width - x(number) }

  private func mark(_ label: Int, _ x: Double, _ y: Double) -> HTML {
    switch label % 4 {
    case 0: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3.6\"/>"
    case 1: "<rect x=\"\(x - 3.2)\" y=\"\(y - 3.2)\" width=\"6.4\" height=\"6.4\"/>"
    case 2: "<path d=\"M\(x) \(y - 4.2)l4 7.4h-8z\"/>"
    default: "<path d=\"M\(x) \(y - 4.4)l4.4 4.4l-4.4 4.4l-4.4 -4.4z\"/>"
    }
  }

  private var legend: HTML {
    let items = Set(plane.points.map(\.label)).sorted().map { label -> HTML in
      """
      <li><svg class="symbol" viewBox="0 0 18 12" aria-hidden="true"><g class="class\(label % 4)">\
      \(mark(label, 9, 6))</g></svg>class \(label), \(PlaneFigure.names[label % 4])</li>
      """
    }
    return "<ul class=\"legend\">\(items)</ul>"
  }

  private var summary: String {
    let parts = [("examples", true), ("new points", false)].compactMap { name, isExample in
      let points = plane.points.filter { $0.isExample == isExample }
      let right = points.count { $0.guess == $0.label }
      return points.isEmpty ? nil : "\(right) of \(points.count) \(name)"
    }
    return
      "\(parts.joined(separator: " and ")) have the right class. Examples are filled, new points are outlines, "
      + "and wrong ones have a cross."
  }
}
