import Foundation

extension Tensor {
  /// The tensor with a function applied to every entry.
  ///
  /// - Parameter transform: The function.
  /// - Returns: A tensor of the same shape.
  public func map(_ transform: (Double) throws -> Double) rethrows -> Tensor {
    Tensor(unchecked: sizes, try scalars.map(transform))
  }

  /// Two tensors combined entry by entry, after both are broadcast to a common shape.
  ///
  /// - Parameters:
  ///   - other: The second operand.
  ///   - combine: The function of an entry of each.
  /// - Returns: A tensor of the broadcast shape.
  /// - Throws: ``TensorError/notBroadcastable(operation:lhs:rhs:)`` or ``TensorError/tooLarge(shape:)``.
  public func combined(with other: Tensor, _ combine: (Double, Double) -> Double) throws -> Tensor {
    try Tensor.combine(self, other, "combine", combine)
  }

  /// `map` for the operations of this module: not throwing, inlined, and so vectorised.
  @inline(__always)
  func transformed(_ body: (Double) -> Double) -> Tensor {
    let count = count
    let scalars = [Double](count: count) { target in
      self.scalars.withUnsafeBufferPointer { source in
        for i in 0..<count { target[i] = body(source[i]) }
      }
    }
    return Tensor(unchecked: sizes, scalars)
  }

  /// Replaces every entry by a function of it.
  @inline(__always)
  mutating func transform(_ body: (Double) -> Double) {
    scalars.withUnsafeMutableBufferPointer { values in
      for i in values.indices { values[i] = body(values[i]) }
    }
    TensorTally.note(self)
  }

  /// Every entry brought into an interval.
  ///
  /// - Parameter limits: The interval; NaN stays NaN.
  /// - Returns: A tensor of the same shape.
  public func clamped(to limits: ClosedRange<Double>) -> Tensor {
    transformed {
      $0 < limits.lowerBound ? limits.lowerBound : $0 > limits.upperBound ? limits.upperBound : $0
    }
  }

  /// Every entry multiplied by itself.
  ///
  /// - Returns: A tensor of the same shape.
  public func squared() -> Tensor { transformed { $0 * $0 } }
}

/// e raised to every entry.
public func exp(_ x: Tensor) -> Tensor { x.transformed { Foundation.exp($0) } }

/// The natural logarithm of every entry: −∞ at 0, NaN below.
public func log(_ x: Tensor) -> Tensor { x.transformed { Foundation.log($0) } }

/// log(1 + x) of every entry, exact for small x.
public func log1p(_ x: Tensor) -> Tensor { x.transformed { Foundation.log1p($0) } }

/// eˣ − 1 of every entry, exact for small x.
public func expm1(_ x: Tensor) -> Tensor { x.transformed { Foundation.expm1($0) } }

/// The square root of every entry: NaN below 0.
public func sqrt(_ x: Tensor) -> Tensor { x.transformed { $0.squareRoot() } }

/// The hyperbolic tangent of every entry.
public func tanh(_ x: Tensor) -> Tensor { x.transformed { Foundation.tanh($0) } }

/// The error function of every entry.
public func erf(_ x: Tensor) -> Tensor { x.transformed { Foundation.erf($0) } }

/// The sine of every entry, in radians.
public func sin(_ x: Tensor) -> Tensor { x.transformed { Foundation.sin($0) } }

/// The cosine of every entry, in radians.
public func cos(_ x: Tensor) -> Tensor { x.transformed { Foundation.cos($0) } }

/// Every entry raised to a power: NaN where a negative entry meets a fractional exponent.
public func pow(_ x: Tensor, _ exponent: Double) -> Tensor {
  x.transformed { Foundation.pow($0, exponent) }
}

/// Every entry raised to a whole power.
@_disfavoredOverload
public func pow(_ x: Tensor, _ exponent: Int) -> Tensor { pow(x, Double(exponent)) }

/// The absolute value of every entry.
public func abs(_ x: Tensor) -> Tensor { x.transformed { $0.magnitude } }

/// −1, 0 or 1 for every entry, by its sign; NaN stays NaN.
public func sign(_ x: Tensor) -> Tensor {
  x.transformed { $0 > 0 ? 1 : $0 < 0 ? -1 : $0.isNaN ? .nan : 0 }
}

/// The larger of two tensors, entry by entry, broadcast to a common shape; NaN wins.
public func maximum(_ x: Tensor, _ y: Tensor) throws -> Tensor {
  try Tensor.combine(x, y, "compare", larger)
}

/// The larger of every entry and a number; NaN wins.
public func maximum(_ x: Tensor, _ y: Double) -> Tensor { x.transformed { larger($0, y) } }

/// The larger of a number and every entry; NaN wins.
public func maximum(_ x: Double, _ y: Tensor) -> Tensor { maximum(y, x) }

/// The smaller of two tensors, entry by entry, broadcast to a common shape; NaN wins.
public func minimum(_ x: Tensor, _ y: Tensor) throws -> Tensor {
  try Tensor.combine(x, y, "compare", smaller)
}

/// The smaller of every entry and a number; NaN wins.
public func minimum(_ x: Tensor, _ y: Double) -> Tensor { x.transformed { smaller($0, y) } }

/// The smaller of a number and every entry; NaN wins.
public func minimum(_ x: Double, _ y: Tensor) -> Tensor { minimum(y, x) }

/// The larger of two numbers, or NaN when either is NaN.
///
/// Two selections instead of `a > b || a.isNaN`: a branch here is taken at random.
@inlinable
@inline(__always)
package func larger(_ a: Double, _ b: Double) -> Double {
  let greater = a > b ? a : b
  return a.isNaN ? a : greater
}

/// The smaller of two numbers, or NaN when either is NaN.
@inline(__always)
func smaller(_ a: Double, _ b: Double) -> Double {
  let less = a < b ? a : b
  return a.isNaN ? a : less
}
