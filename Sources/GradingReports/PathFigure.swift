import Grading
import Tensors

/// A figure of the path of two parameters through a valley, over lines of equal height.
struct PathFigure {
  let path: Picture.Path

  private static let (width, height) = (420.0, 230.0)
  /// The half of what is seen of each axis.
  private static let (farX, farY) = (5.0, 2.6)

  var html: HTML {
    guard path.points.count > 1, path.curvatures.count == 2 else { return "" }
    let corners: [HTML] = path.points.map { "\(x($0[0])),\(y($0[1]))" }
    let dots = path.points.map {
      "<circle cx=\"\(x($0[0]))\" cy=\"\(y($0[1]))\" r=\"2.4\"/>" as HTML
    }
    return HTMLReport.figure(
      "Your steps in the valley (\(factor(0))x² + \(factor(1))y²) / 2",
      size: (PathFigure.width, PathFigure.height),
      """
      <g class="drawn">\(levels)<circle class="end" cx="\(x(0))" cy="\(y(0))" r="7"/>
      <polyline points="\(corners)"/>\(dots)</g>
      """,
      summary
    )
  }

  /// Ellipses on which the height is the same.
  private var levels: [HTML] {
    [0.25, 1, 3, 7, 14, 24].map { (height: Double) -> HTML in
      let radii = path.curvatures.map { (2 * height / $0).squareRoot() }
      return """
        <ellipse class="level" cx="\(x(0))" cy="\(y(0))" rx="\(x(radii[0]) - x(0))" \
        ry="\(y(0) - y(radii[1]))"/>
        """
    }
  }

  private func factor(_ axis: Int) -> String {
    path.curvatures[axis] == 1 ? "" : "\(NumberFormat.brief(path.curvatures[axis])) · "
  }

  /// Places far outside stay near the edge, so that a path that runs away is seen to leave.
  private func x(_ number: Double) -> Double {
    PathFigure.width / 2 * (1 + max(-2, min(2, number / PathFigure.farX)))
  }

  private func y(_ number: Double) -> Double {
    PathFigure.height / 2 * (1 - max(-2, min(2, number / PathFigure.farY)))
  }

  private var summary: String {
    guard let first = path.points.first, let last = path.points.last else { return "" }
    let heights = [first, last].map { NumberFormat.brief(path.height($0)) }
    return
      "\(path.points.count - 1) steps, from the height \(heights[0]) to \(heights[1]); the ground is 0, at the "
      + "green dot."
  }
}
