/// A place on a figure: x to the right and y downwards, in units of which a figure is 640 wide.
typealias Point = SIMD2<Double>

extension Point {
  /// The vector of length 1 that leads to another place.
  func direction(to other: Point) -> Point {
    let way = other - self
    return way / (way * way).sum().squareRoot()
  }
}

/// A rectangle on a figure.
struct Area {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }
  var centre: Point { Point(x + width / 2, y + height / 2) }
}

/// How a line is broken.
enum Dash: String {
  case solid = ""
  case dashed = "8 6"
  case dotted = "1 6"
}

/// The side of a text that its place names.
enum Anchor: String {
  case start, middle, end
}

/// The elements of a figure, in the order in which they are drawn.
struct Canvas {
  private(set) var elements: [String] = []
  private var clips = 0

  // MARK: - Lines

  /// Draws a line through some points.
  mutating func line(
    _ points: [Point],
    _ ink: Ink,
    width: Double = 2,
    dash: Dash = .solid
  ) {
    let path = "M" + points.map(Canvas.pair).joined(separator: "L")
    add("path", ink, "d=\"\(path)\" \(Canvas.outline(width, dash))")
  }

  /// Draws a line from one point to another that ends in an arrow.
  mutating func arrow(_ start: Point, _ end: Point, _ ink: Ink) {
    let along = start.direction(to: end)
    let across = Point(-along.y, along.x)
    let base = end - along * 12
    line([start, base], ink)
    region([[end, base + across * 6, base - across * 6]], ink)
  }

  // MARK: - Areas

  /// Fills the regions that some closed lines bound.
  mutating func region(_ lines: [[Point]], _ ink: Ink, opacity: Double = 1) {
    let part = opacity < 1 ? " fill-opacity=\"\(Canvas.number(opacity, 100))\"" : ""
    let path = lines.map { "M" + $0.map(Canvas.pair).joined(separator: "L") + "Z" }.joined()
    add("path", ink, "d=\"\(path)\" fill=\"currentColor\" fill-rule=\"evenodd\"\(part)")
  }

  /// Draws a rectangle: filled, outlined or both.
  mutating func rectangle(
    _ area: Area,
    fill: Ink? = nil,
    outline: Ink? = nil,
    radius: Double = 0,
    dash: Dash = .solid
  ) {
    let shape =
      Canvas.attributes(area)
      + (radius > 0 ? " rx=\"\(Canvas.number(radius))\"" : "")
    if let fill { add("rect", fill, "\(shape) fill=\"currentColor\"") }
    if let outline {
      add("rect", outline, "\(shape) \(Canvas.outline(2, dash))")
    }
  }

  /// Draws a circle: filled, outlined or both.
  mutating func circle(
    _ centre: Point,
    _ radius: Double,
    fill: Ink? = nil,
    outline: Ink? = nil
  ) {
    ellipse(centre, Point(radius, radius), fill: fill, outline: outline)
  }

  /// Draws an ellipse whose axes lie along those of the page.
  mutating func ellipse(
    _ centre: Point,
    _ radii: Point,
    fill: Ink? = nil,
    outline: Ink? = nil,
    width: Double = 2
  ) {
    let shape =
      "cx=\"\(Canvas.number(centre.x))\" cy=\"\(Canvas.number(centre.y))\" "
      + "rx=\"\(Canvas.number(radii.x))\" ry=\"\(Canvas.number(radii.y))\""
    if let fill { add("ellipse", fill, "\(shape) fill=\"currentColor\"") }
    if let outline { add("ellipse", outline, "\(shape) \(Canvas.outline(width, .solid))") }
  }

  // MARK: - Text

  /// Writes a line of text; `place` is on its base line.
  ///
  /// With a halo, lines behind the letters do not disturb them; inside of filled shapes it would be seen.
  /// Code is as wide as `codeWidth` says, whatever the font.
  mutating func text(
    _ text: String,
    _ place: Point,
    _ ink: Ink = .text,
    anchor: Anchor = .start,
    size: Double = 20,
    isBold: Bool = false,
    isHalo: Bool = true,
    codeWidth: Double? = nil
  ) {
    let shape =
      "x=\"\(Canvas.number(place.x))\" y=\"\(Canvas.number(place.y))\" "
      + "font-size=\"\(Canvas.number(size))\""
      + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
      + (isBold ? " font-weight=\"600\"" : "")
      + (codeWidth.map { " textLength=\"\(Canvas.number($0))\" lengthAdjust=\"spacingAndGlyphs\"" }
        ?? "")
    let style = ink.rawValue + (codeWidth == nil ? "" : " code") + (isHalo ? "" : " flat")
    elements.append(
      "<text class=\"\(style)\" \(shape) fill=\"currentColor\">\(text.escapedForXML)</text>"
    )
  }

  // MARK: - Groups

  /// Draws something of which only the part inside an area is seen.
  mutating func clipped<Failure: Error>(
    to area: Area,
    _ draw: (inout Canvas) throws(Failure) -> Void
  ) throws(Failure) {
    clips += 1
    let name = "clip\(clips)"
    let shape = "<rect \(Canvas.attributes(area))/>"
    elements.append("<clipPath id=\"\(name)\">\(shape)</clipPath>")
    elements.append("<g clip-path=\"url(#\(name))\">")
    try draw(&self)
    elements.append("</g>")
  }

  // MARK: - Elements

  private mutating func add(_ name: String, _ ink: Ink, _ attributes: String) {
    elements.append("<\(name) class=\"\(ink.rawValue)\" \(attributes)/>")
  }

  private static func outline(_ width: Double, _ dash: Dash) -> String {
    "fill=\"none\" stroke=\"currentColor\" stroke-width=\"\(number(width))\" "
      + "stroke-linejoin=\"round\" stroke-linecap=\"round\""
      + (dash == .solid ? "" : " stroke-dasharray=\"\(dash.rawValue)\"")
  }

  private static func attributes(_ area: Area) -> String {
    "x=\"\(number(area.x))\" y=\"\(number(area.y))\" "
      + "width=\"\(number(area.width))\" height=\"\(number(area.height))\""
  }

  private static func pair(_ point: Point) -> String { "\(number(point.x)) \(number(point.y))" }

  /// A number to a tenth of a unit: finer than a screen shows, and coarser than libraries differ in their last digit.
  static func number(_ value: Double, _ parts: Double = 10) -> String {
    let rounded = (value * parts).rounded() / parts
    let text = "\(rounded == 0 ? 0 : rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension String {
  var escapedForXML: String {
    map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      default: String(character)
      }
    }.joined()
  }
}
