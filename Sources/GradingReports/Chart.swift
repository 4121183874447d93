import Foundation
import Grading
import Tensors

/// The frame of a drawing with two axes and their numbers.
struct Chart {
  static let size = (width: 420.0, height: 230.0)
  private static let (left, right, top, bottom) = (58.0, 406.0, 14.0, 194.0)

  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>
  private let isLogarithmic: Bool
  private let xName: String

  /// Creates a frame for some numbers; the vertical axis is logarithmic if asked for.
  init(
    x: ClosedRange<Double>,
    y: ClosedRange<Double>,
    isLogarithmic: Bool = false,
    xName: String
  ) {
    func wide(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
      range.lowerBound < range.upperBound
        ? range : (range.lowerBound - 0.5)...(range.upperBound + 0.5)
    }
    self.x = wide(x)
    self.y = wide(y)
    self.isLogarithmic = isLogarithmic && y.lowerBound > 0 && y.lowerBound < y.upperBound
    self.xName = xName
  }

  func x(_ number: Double) -> Double {
    Chart.left + (Chart.right - Chart.left) * (number - x.lowerBound)
      / (x.upperBound - x.lowerBound)
  }

  func y(_ number: Double) -> Double {
    let share =
      isLogarithmic
      ? (Foundation.log(number) - Foundation.log(y.lowerBound))
        / (Foundation.log(y.upperBound) - Foundation.log(y.lowerBound))
      : (number / 2 - y.lowerBound / 2) / (y.upperBound / 2 - y.lowerBound / 2)
    return Chart.bottom - (Chart.bottom - Chart.top) * (share.isFinite ? min(1, max(0, share)) : 0)
  }

  /// Lines at the least, the middle and the largest number of the vertical axis, and both ends of the other.
  var grid: HTML {
    let middle =
      isLogarithmic
      ? y.lowerBound.squareRoot() * y.upperBound.squareRoot()
      : y.lowerBound / 2 + y.upperBound / 2
    let horizontal = [y.lowerBound, middle, y.upperBound].map { number -> HTML in
      let at = y(number)
      return """
        <line x1="\(Chart.left)" x2="\(Chart.right)" y1="\(at)" y2="\(at)"/>\
        <text x="\(Chart.left - 6)" y="\(at + 3.5)" text-anchor="end">\(NumberFormat.brief(number))</text>
        """
    }
    let below = Chart.bottom + 16
    return """
      <g class="grid">\(horizontal)
      <text x="\(Chart.left)" y="\(below)">\(NumberFormat.brief(x.lowerBound))</text>
      <text x="\(Chart.right)" y="\(below)" text-anchor="end">\(NumberFormat.brief(x.upperBound))</text>
      <text x="\((Chart.left + Chart.right) / 2)" y="\(below + 14)" text-anchor="middle">\(xName)</text></g>
      """
  }

  /// The line of the horizontal axis.
  static var base: Double { bottom }
}
