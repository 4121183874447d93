// Natural slips, declared so that the compiler can answer each in one clear sentence. Without these
// declarations a slip ends in "no exact matches in call" or, in a formula of some length, keeps the type
// checker searching for five to eight seconds before it gives up without naming the place.
//
// Most of them work and warn. An unavailable operator would be no help in a long formula, because the type
// checker looks at those only after it has tried everything else. They are disfavoured, so that correct
// code never means one of them. A slip that would give a wrong result, such as `x ^ 2`, is unavailable.

// MARK: - Comparing tensors as if they were numbers

extension Tensor {
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .> to get a mask of 1 and 0")
  public static func > (lhs: Tensor, rhs: Double) -> Tensor { lhs .> rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .> to get a mask of 1 and 0")
  public static func > (lhs: Double, rhs: Tensor) -> Tensor { lhs .> rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .> to get a mask of 1 and 0")
  public static func > (lhs: Tensor, rhs: Tensor) throws -> Tensor { try lhs .> rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .< to get a mask of 1 and 0")
  public static func < (lhs: Tensor, rhs: Double) -> Tensor { lhs .< rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .< to get a mask of 1 and 0")
  public static func < (lhs: Double, rhs: Tensor) -> Tensor { lhs .< rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .< to get a mask of 1 and 0")
  public static func < (lhs: Tensor, rhs: Tensor) throws -> Tensor { try lhs .< rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .>= to get a mask of 1 and 0")
  public static func >= (lhs: Tensor, rhs: Double) -> Tensor { lhs .>= rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .>= to get a mask of 1 and 0")
  public static func >= (lhs: Double, rhs: Tensor) -> Tensor { lhs .>= rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .>= to get a mask of 1 and 0")
  public static func >= (lhs: Tensor, rhs: Tensor) throws -> Tensor { try lhs .>= rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .<= to get a mask of 1 and 0")
  public static func <= (lhs: Tensor, rhs: Double) -> Tensor { lhs .<= rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .<= to get a mask of 1 and 0")
  public static func <= (lhs: Double, rhs: Tensor) -> Tensor { lhs .<= rhs }
  /// Warns: a comparison of tensors is a mask.
  @_disfavoredOverload
  @available(*, deprecated, message: "compare tensors with .<= to get a mask of 1 and 0")
  public static func <= (lhs: Tensor, rhs: Tensor) throws -> Tensor { try lhs .<= rhs }
  /// Not available: a comparison with a number is a mask.
  @available(*, unavailable, message: "compare with a number with .== to get a mask of 1 and 0")
  public static func == (lhs: Tensor, rhs: Double) -> Tensor { lhs .== rhs }
}

/// Warns: the larger of each pair is `maximum`.
@_disfavoredOverload
@available(*, deprecated, message: "entry by entry, write maximum(x, y); for one number, x.max()")
public func max(_ x: Tensor, _ y: Double) -> Tensor { maximum(x, y) }
/// Warns: the larger of each pair is `maximum`.
@_disfavoredOverload
@available(*, deprecated, message: "entry by entry, write maximum(x, y); for one number, x.max()")
public func max(_ x: Double, _ y: Tensor) -> Tensor { maximum(x, y) }
/// Warns: the larger of each pair is `maximum`.
@_disfavoredOverload
@available(*, deprecated, message: "entry by entry, write maximum(x, y); for one number, x.max()")
public func max(_ x: Tensor, _ y: Tensor) throws -> Tensor { try maximum(x, y) }
/// Warns: the smaller of each pair is `minimum`.
@_disfavoredOverload
@available(*, deprecated, message: "entry by entry, write minimum(x, y); for one number, x.min()")
public func min(_ x: Tensor, _ y: Double) -> Tensor { minimum(x, y) }
/// Warns: the smaller of each pair is `minimum`.
@_disfavoredOverload
@available(*, deprecated, message: "entry by entry, write minimum(x, y); for one number, x.min()")
public func min(_ x: Double, _ y: Tensor) -> Tensor { minimum(x, y) }
/// Warns: the smaller of each pair is `minimum`.
@_disfavoredOverload
@available(*, deprecated, message: "entry by entry, write minimum(x, y); for one number, x.min()")
public func min(_ x: Tensor, _ y: Tensor) throws -> Tensor { try minimum(x, y) }

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

// These are unavailable, though the type checker then takes long over long formulas. If they worked,
// even disfavoured, 3 / 4 * 1.0 would become a whole quotient times 1.0, which is 0.

extension Double {
  /// Not available: Swift does not mix real and whole numbers.
  @available(*, unavailable, message: "convert the whole number first: a * Double(n)")
  public static func * (lhs: Double, rhs: Int) -> Double { lhs * Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert each whole number first: Double(n) * a")
  public static func * (lhs: Int, rhs: Double) -> Double { Double(lhs) * rhs }
  /// Not available: Swift does not mix real and whole numbers.
  @available(*, unavailable, message: "convert the whole number first: a / Double(n)")
  public static func / (lhs: Double, rhs: Int) -> Double { lhs / Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert each whole number first: Double(n) / a")
  public static func / (lhs: Int, rhs: Double) -> Double { Double(lhs) / rhs }
  /// Not available: Swift does not mix real and whole numbers.
  @available(*, unavailable, message: "convert the whole number first: a + Double(n)")
  public static func + (lhs: Double, rhs: Int) -> Double { lhs + Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert each whole number first: Double(n) + a")
  public static func + (lhs: Int, rhs: Double) -> Double { Double(lhs) + rhs }
  /// Not available: Swift does not mix real and whole numbers.
  @available(*, unavailable, message: "convert the whole number first: a - Double(n)")
  public static func - (lhs: Double, rhs: Int) -> Double { lhs - Double(rhs) }
  /// Not available: Swift does not mix whole and real numbers.
  @available(*, unavailable, message: "convert each whole number first: Double(n) - a")
  public static func - (lhs: Int, rhs: Double) -> Double { Double(lhs) - rhs }
}

// MARK: - Float among Double

extension Tensor {
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func * (lhs: Tensor, rhs: Float) -> Tensor { lhs * Double(rhs) }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func * (lhs: Float, rhs: Tensor) -> Tensor { Double(lhs) * rhs }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func / (lhs: Tensor, rhs: Float) -> Tensor { lhs / Double(rhs) }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func / (lhs: Float, rhs: Tensor) -> Tensor { Double(lhs) / rhs }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func + (lhs: Tensor, rhs: Float) -> Tensor { lhs + Double(rhs) }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func + (lhs: Float, rhs: Tensor) -> Tensor { Double(lhs) + rhs }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func - (lhs: Tensor, rhs: Float) -> Tensor { lhs - Double(rhs) }
  /// Warns: tensors hold Double values.
  @_disfavoredOverload
  @available(*, deprecated, message: "tensors hold Double: write Double instead of Float")
  public static func - (lhs: Float, rhs: Tensor) -> Tensor { Double(lhs) - rhs }
}

// MARK: - Functions of whole numbers

/// Not available: the function needs a real number.
@available(*, unavailable, message: "convert the whole number first: sqrt(Double(n))")
public func sqrt(_ n: Int) -> Double { sqrt(Double(n)) }
/// Not available: the function needs a real number.
@available(*, unavailable, message: "convert the whole number first: exp(Double(n))")
public func exp(_ n: Int) -> Double { exp(Double(n)) }
/// Not available: the function needs a real number.
@available(*, unavailable, message: "convert the whole number first: log(Double(n))")
public func log(_ n: Int) -> Double { log(Double(n)) }
