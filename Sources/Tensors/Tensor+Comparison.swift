// Comparisons answer with a mask: 1 where they hold and 0 elsewhere, so that `(x .> 0) * upstream`
// is a formula. The operators are those of Swift's SIMD types. As everywhere, a comparison with NaN does
// not hold, except `.!=`.

extension Tensor {
  /// 1 where the left entry is greater than the right one, 0 elsewhere; broadcast to a common shape.
  public static func .> (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 > $1 ? 1 : 0 }
  }
  /// 1 where the left entry is greater than or equal to the right one, 0 elsewhere; broadcast to a common shape.
  public static func .>= (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 >= $1 ? 1 : 0 }
  }
  /// 1 where the left entry is smaller than the right one, 0 elsewhere; broadcast to a common shape.
  public static func .< (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 < $1 ? 1 : 0 }
  }
  /// 1 where the left entry is smaller than or equal to the right one, 0 elsewhere; broadcast to a common shape.
  public static func .<= (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 <= $1 ? 1 : 0 }
  }
  /// 1 where the left entry is equal to the right one, 0 elsewhere; broadcast to a common shape.
  public static func .== (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 == $1 ? 1 : 0 }
  }
  /// 1 where the left entry is different from the right one, 0 elsewhere; broadcast to a common shape.
  public static func .!= (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 != $1 ? 1 : 0 }
  }
}

// MARK: - With a number

extension Tensor {
  /// 1 where the entry is greater than the number, 0 elsewhere.
  public static func .> (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 > rhs ? 1 : 0 }
  }
  /// 1 where the entry is greater than the whole number, 0 elsewhere.
  @_disfavoredOverload
  public static func .> (lhs: Tensor, rhs: Int) -> Tensor { lhs .> Double(rhs) }
  /// 1 where the number is greater than the entry, 0 elsewhere.
  public static func .> (lhs: Double, rhs: Tensor) -> Tensor {
    rhs.transformed { lhs > $0 ? 1 : 0 }
  }
  /// 1 where the whole number is greater than the entry, 0 elsewhere.
  @_disfavoredOverload
  public static func .> (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) .> rhs }
  /// 1 where the entry is greater than or equal to the number, 0 elsewhere.
  public static func .>= (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 >= rhs ? 1 : 0 }
  }
  /// 1 where the entry is greater than or equal to the whole number, 0 elsewhere.
  @_disfavoredOverload
  public static func .>= (lhs: Tensor, rhs: Int) -> Tensor { lhs .>= Double(rhs) }
  /// 1 where the number is greater than or equal to the entry, 0 elsewhere.
  public static func .>= (lhs: Double, rhs: Tensor) -> Tensor {
    rhs.transformed { lhs >= $0 ? 1 : 0 }
  }
  /// 1 where the whole number is greater than or equal to the entry, 0 elsewhere.
  @_disfavoredOverload
  public static func .>= (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) .>= rhs }
  /// 1 where the entry is smaller than the number, 0 elsewhere.
  public static func .< (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 < rhs ? 1 : 0 }
  }
  /// 1 where the entry is smaller than the whole number, 0 elsewhere.
  @_disfavoredOverload
  public static func .< (lhs: Tensor, rhs: Int) -> Tensor { lhs .< Double(rhs) }
  /// 1 where the number is smaller than the entry, 0 elsewhere.
  public static func .< (lhs: Double, rhs: Tensor) -> Tensor {
    rhs.transformed { lhs < $0 ? 1 : 0 }
  }
  /// 1 where the whole number is smaller than the entry, 0 elsewhere.
  @_disfavoredOverload
  public static func .< (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) .< rhs }
  /// 1 where the entry is smaller than or equal to the number, 0 elsewhere.
  public static func .<= (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 <= rhs ? 1 : 0 }
  }
  /// 1 where the entry is smaller than or equal to the whole number, 0 elsewhere.
  @_disfavoredOverload
  public static func .<= (lhs: Tensor, rhs: Int) -> Tensor { lhs .<= Double(rhs) }
  /// 1 where the number is smaller than or equal to the entry, 0 elsewhere.
  public static func .<= (lhs: Double, rhs: Tensor) -> Tensor {
    rhs.transformed { lhs <= $0 ? 1 : 0 }
  }
  /// 1 where the whole number is smaller than or equal to the entry, 0 elsewhere.
  @_disfavoredOverload
  public static func .<= (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) .<= rhs }
  /// 1 where the entry is equal to the number, 0 elsewhere.
  public static func .== (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 == rhs ? 1 : 0 }
  }
  /// 1 where the entry is equal to the whole number, 0 elsewhere.
  @_disfavoredOverload
  public static func .== (lhs: Tensor, rhs: Int) -> Tensor { lhs .== Double(rhs) }
  /// 1 where the number is equal to the entry, 0 elsewhere.
  public static func .== (lhs: Double, rhs: Tensor) -> Tensor {
    rhs.transformed { lhs == $0 ? 1 : 0 }
  }
  /// 1 where the whole number is equal to the entry, 0 elsewhere.
  @_disfavoredOverload
  public static func .== (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) .== rhs }
  /// 1 where the entry is different from the number, 0 elsewhere.
  public static func .!= (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 != rhs ? 1 : 0 }
  }
  /// 1 where the entry is different from the whole number, 0 elsewhere.
  @_disfavoredOverload
  public static func .!= (lhs: Tensor, rhs: Int) -> Tensor { lhs .!= Double(rhs) }
  /// 1 where the number is different from the entry, 0 elsewhere.
  public static func .!= (lhs: Double, rhs: Tensor) -> Tensor {
    rhs.transformed { lhs != $0 ? 1 : 0 }
  }
  /// 1 where the whole number is different from the entry, 0 elsewhere.
  @_disfavoredOverload
  public static func .!= (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) .!= rhs }
}
