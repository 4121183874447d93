// Natural slips, declared so that the compiler can answer them in one clear sentence. None of these can
// be called. Without them a slip ends in "no exact matches in call", or keeps the type checker
// searching for seconds before it gives up.

// MARK: - Comparing tensors as if they were numbers

extension Tensor {
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .> to get a mask of 1 and 0")
  public static func > (lhs: Tensor, rhs: Double) -> Tensor { lhs .> rhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .> to get a mask of 1 and 0")
  public static func > (lhs: Tensor, rhs: Tensor) -> Tensor { lhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .< to get a mask of 1 and 0")
  public static func < (lhs: Tensor, rhs: Double) -> Tensor { lhs .< rhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .< to get a mask of 1 and 0")
  public static func < (lhs: Tensor, rhs: Tensor) -> Tensor { lhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .>= to get a mask of 1 and 0")
  public static func >= (lhs: Tensor, rhs: Double) -> Tensor { lhs .>= rhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .<= to get a mask of 1 and 0")
  public static func <= (lhs: Tensor, rhs: Double) -> Tensor { lhs .<= rhs }
  /// Not available: a comparison with a number is a mask.
  @available(*, unavailable, message: "compare with a number with .== to get a mask of 1 and 0")
  public static func == (lhs: Tensor, rhs: Double) -> Tensor { lhs .== rhs }
}

/// Not available: the larger of each pair is ``maximum(_:_:)-(Tensor,Double)``.
@available(*, unavailable, message: "entry by entry, write maximum(x, y); for one number, x.max()")
public func max(_ x: Tensor, _ y: Double) -> Tensor { x }
/// Not available: the larger of each pair is ``maximum(_:_:)-(Double,Tensor)``.
@available(*, unavailable, message: "entry by entry, write maximum(x, y); for one number, x.max()")
public func max(_ x: Double, _ y: Tensor) -> Tensor { y }
/// Not available: the larger of each pair is ``maximum(_:_:)-(Tensor,Tensor)``.
@available(*, unavailable, message: "entry by entry, write maximum(x, y); for one number, x.max()")
public func max(_ x: Tensor, _ y: Tensor) -> Tensor { x }
/// Not available: the smaller of each pair is ``minimum(_:_:)-(Tensor,Double)``.
@available(*, unavailable, message: "entry by entry, write minimum(x, y); for one number, x.min()")
public func min(_ x: Tensor, _ y: Double) -> Tensor { x }
/// Not available: the smaller of each pair is ``minimum(_:_:)-(Double,Tensor)``.
@available(*, unavailable, message: "entry by entry, write minimum(x, y); for one number, x.min()")
public func min(_ x: Double, _ y: Tensor) -> Tensor { y }

// MARK: - Powers and transposes as other languages write them

extension Tensor {
  /// Not available: in Swift `^` is not a power.
  @available(*, unavailable, message: "for a power write pow(x, 2) or x.squared()")
  public static func ^ (lhs: Tensor, rhs: Double) -> Tensor { lhs }

  /// Not available: NumPy's transpose.
  @available(*, unavailable, message: "write try x.transposed()")
  public var T: Tensor { self }
}

// MARK: - Whole numbers among real ones

extension Double {
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in a * Double(n)")
  public static func * (lhs: Double, rhs: Int) -> Double { lhs * Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in Double(n) * a")
  public static func * (lhs: Int, rhs: Double) -> Double { Double(lhs) * rhs }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in a / Double(n)")
  public static func / (lhs: Double, rhs: Int) -> Double { lhs / Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in Double(n) / a")
  public static func / (lhs: Int, rhs: Double) -> Double { Double(lhs) / rhs }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in a + Double(n)")
  public static func + (lhs: Double, rhs: Int) -> Double { lhs + Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in Double(n) + a")
  public static func + (lhs: Int, rhs: Double) -> Double { Double(lhs) + rhs }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in a - Double(n)")
  public static func - (lhs: Double, rhs: Int) -> Double { lhs - Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert the whole number first, as in Double(n) - a")
  public static func - (lhs: Int, rhs: Double) -> Double { Double(lhs) - rhs }
}

/// Not available: the function needs a real number.
@available(*, unavailable, message: "write sqrt(Double(n)), and 2 / Double(n) for a quotient")
public func sqrt(_ n: Int) -> Double { sqrt(Double(n)) }
/// Not available: the function needs a real number.
@available(*, unavailable, message: "write exp(Double(n)), and 2 / Double(n) for a quotient")
public func exp(_ n: Int) -> Double { exp(Double(n)) }
/// Not available: the function needs a real number.
@available(*, unavailable, message: "write log(Double(n)), and 2 / Double(n) for a quotient")
public func log(_ n: Int) -> Double { log(Double(n)) }
