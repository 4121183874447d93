/// A colour of the figures, on a light page and on a dark one.
///
/// The five colours differ in lightness as well as in hue, so that readers who do not see red and green apart tell them
/// apart. On its paper, each has a contrast of at least 4.5 : 1, as text needs it.
enum Ink: String, CaseIterable {
  case text, muted, grid, frame, paper
  case blue, orange, green, purple, gold
  case blueTint, orangeTint, greenTint

  /// The hexadecimal digits on a light page.
  var light: String {
    switch self {
    case .text: "1f2430"
    case .muted: "5b6472"
    case .grid: "e3e7ed"
    case .frame: "d3d9e2"
    case .paper: "ffffff"
    case .blue: "0b62a8"
    case .orange: "bf4408"
    case .green: "08775a"
    case .purple: "8d3f8c"
    case .gold: "8a6100"
    case .blueTint: "d3e6f7"
    case .orangeTint: "fbdfcf"
    case .greenTint: "cdeee2"
    }
  }

  /// The hexadecimal digits on a dark page.
  var dark: String {
    switch self {
    case .text: "e8ebf1"
    case .muted: "a5aebd"
    case .grid: "2d3440"
    case .frame: "3a4352"
    case .paper: "171b22"
    case .blue: "63b5f5"
    case .orange: "ff9a5c"
    case .green: "45d0a2"
    case .purple: "dd9de0"
    case .gold: "e5c158"
    case .blueTint: "173a57"
    case .orangeTint: "562d17"
    case .greenTint: "12473a"
    }
  }

  /// The rules that give every class of this name its colour.
  static var styleSheet: String {
    func rules(_ colour: (Ink) -> String) -> String {
      allCases.map { ".\($0.rawValue){color:#\(colour($0))}" }.joined()
        + "text{stroke:#\(colour(.paper))}"
    }
    return """
      text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
      paint-order:stroke;stroke-width:5px;stroke-linejoin:round}
      .flat{stroke-width:0}
      .code{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;stroke-width:0}
      \(rules(\.light))
      @media (prefers-color-scheme:dark){\(rules(\.dark))}
      """
  }
}
