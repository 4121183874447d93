import Tensors

/// How the numbers of an axis are laid out along it.
enum Scale {
  case linear(ClosedRange<Double>)
  case logarithmic(ClosedRange<Double>)

  /// Where a number stands: 0 at the start of the axis, 1 at its end.
  func position(of value: Double) -> Double {
    switch self {
    case .linear(let range):
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic(let range):
      (log(value) - log(range.lowerBound)) / (log(range.upperBound) - log(range.lowerBound))
    }
  }

  var range: ClosedRange<Double> {
    switch self {
    case .linear(let range), .logarithmic(let range): range
    }
  }

  /// Evenly spaced numbers from one end to the other.
  func samples(_ count: Int) -> [Double] {
    let range = range
    return (0..<count).map { i in
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(i) / Double(count - 1)
    }
  }
}

/// A number of an axis, and what is written beside it.
struct Tick {
  let value: Double
  let label: String

  init(_ value: Double, _ label: String? = nil) {
    self.value = value
    self.label = label ?? value.short
  }
}

/// An area with two axes.
struct Plot {
  let area: Area
  let x: Scale
  let y: Scale

  func place(_ x: Double, _ y: Double) -> Point {
    Point(
      area.x + self.x.position(of: x) * area.width,
      area.bottom - self.y.position(of: y) * area.height
    )
  }

  /// Draws the grid, the numbers of the axes and their names.
  func axes(
    on canvas: inout Canvas,
    x xTicks: [Tick],
    y yTicks: [Tick],
    xName: String = "",
    yName: String = ""
  ) {
    for tick in xTicks {
      let foot = place(tick.value, y.range.lowerBound)
      canvas.line([Point(foot.x, area.y), foot], .grid, width: 1.5)
      canvas.text(tick.label, Point(foot.x, area.bottom + 24), .muted, anchor: .middle, size: 18)
    }
    for tick in yTicks {
      let foot = place(x.range.lowerBound, tick.value)
      canvas.line([foot, Point(area.right, foot.y)], tick.value == 0 ? .frame : .grid, width: 1.5)
      canvas.text(tick.label, Point(area.x - 8, foot.y + 6), .muted, anchor: .end, size: 18)
    }
    if !xName.isEmpty {
      canvas.text(xName, Point(area.right, area.bottom + 50), .muted, anchor: .end)
    }
    if !yName.isEmpty { canvas.text(yName, Point(area.x, area.y - 12), .muted) }
  }

  /// Draws a line through points of the plot; what lies outside of the area is not seen.
  func curve(
    on canvas: inout Canvas,
    _ points: [(x: Double, y: Double)],
    _ ink: Ink,
    width: Double = 3,
    dash: Dash = .solid
  ) {
    let places = points.map { place($0.x, $0.y) }
    canvas.clipped(to: area) { $0.line(places, ink, width: width, dash: dash) }
  }
}

extension Double {
  /// The number as one writes it, with a minus sign and not a hyphen.
  var short: String { Canvas.number(self, 10_000).replacing("-", with: "−") }

  /// The number with as many digits behind the point.
  func fixed(_ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    let whole = Int((magnitude * scale).rounded())
    let sign = self < 0 && whole != 0 ? "−" : ""
    guard digits > 0 else { return "\(sign)\(whole)" }
    let fraction = "\(whole % Int(scale))"
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(whole / Int(scale)).\(zeros)\(fraction)"
  }
}
