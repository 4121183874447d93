import Tensors

/// A whole number for the height and one for the width: the size of a window, its stride, its padding or its
/// dilation.
///
/// A literal stands for both: `2` is two rows and two columns.
public struct Extent2D: Sendable, Hashable, ExpressibleByIntegerLiteral {
  /// The number for the axis H.
  public var height: Int
  /// The number for the axis W.
  public var width: Int

  /// Creates a pair of different numbers.
  ///
  /// - Parameters:
  ///   - height: The number for the axis H.
  ///   - width: The number for the axis W.
  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// Creates a pair of equal numbers.
  ///
  /// - Parameter both: The number for both axes.
  public init(_ both: Int) { self.init(height: both, width: both) }

  /// Creates a pair of equal numbers.
  ///
  /// - Parameter value: The number for both axes.
  public init(integerLiteral value: Int) { self.init(value) }

  /// Whether both numbers are equal.
  public var isSquare: Bool { height == width }
}

/// An axis of an image.
enum ImageAxis {
  case height, width
}

extension Extent2D {
  /// The number for one axis.
  subscript(axis: ImageAxis) -> Int { axis == .height ? height : width }
}

/// Throws unless both numbers of a setting fulfil the rule for their axis.
///
/// The message names an axis if the setting or the rule is not the same for both.
func require(
  _ extent: Extent2D,
  _ name: String,
  in operation: String,
  _ holds: (ImageAxis) -> Bool,
  rule: (ImageAxis) -> String
) throws {
  let isHigh = holds(.height)
  guard !isHigh || !holds(.width) else { return }
  let isOne = !isHigh && !holds(.width) && extent.isSquare && rule(.height) == rule(.width)
  let axis = isHigh ? ImageAxis.width : .height
  let axisName = isHigh ? " width" : " height"
  try require(false, isOne ? name : name + axisName, extent[axis], rule(axis), in: operation)
}

/// Throws unless both numbers of a setting reach a minimum.
func require(
  _ extent: Extent2D,
  _ name: String,
  atLeast minimum: Int,
  in operation: String
) throws {
  try require(extent, name, in: operation) {
    extent[$0] >= minimum
  } rule: { _ in
    "at least \(minimum)"
  }
}
