// Comparisons answer with a mask: 1 where they hold and 0 elsewhere, so that `(x .> 0) * upstream`
// is a formula. The operators are those of Swift's SIMD types.

extension Tensor {
  /// 1 where the left entry is greater, 0 elsewhere.
  public static func .> (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 > $1 ? 1 : 0 }
  }
  /// 1 where the left entry is greater or equal, 0 elsewhere.
  public static func .>= (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 >= $1 ? 1 : 0 }
  }
  /// 1 where the left entry is smaller, 0 elsewhere.
  public static func .< (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 < $1 ? 1 : 0 }
  }
  /// 1 where the left entry is smaller or equal, 0 elsewhere.
  public static func .<= (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 <= $1 ? 1 : 0 }
  }
  /// 1 where the entries are equal, 0 elsewhere.
  public static func .== (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "compare") { $0 == $1 ? 1 : 0 }
  }

  /// 1 where the entry is greater than the number, 0 elsewhere.
  public static func .> (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 > rhs ? 1 : 0 }
  }
  /// 1 where the entry is greater than or equal to the number, 0 elsewhere.
  public static func .>= (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 >= rhs ? 1 : 0 }
  }
  /// 1 where the entry is smaller than the number, 0 elsewhere.
  public static func .< (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 < rhs ? 1 : 0 }
  }
  /// 1 where the entry is smaller than or equal to the number, 0 elsewhere.
  public static func .<= (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 <= rhs ? 1 : 0 }
  }
  /// 1 where the entry equals the number, 0 elsewhere.
  public static func .== (lhs: Tensor, rhs: Double) -> Tensor {
    lhs.transformed { $0 == rhs ? 1 : 0 }
  }
}

// A plain `>` on tensors is a natural slip; these make it one clear sentence.
extension Tensor {
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .> to get a mask of 1 and 0")
  public static func > (lhs: Tensor, rhs: Double) -> Tensor { lhs .> rhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .< to get a mask of 1 and 0")
  public static func < (lhs: Tensor, rhs: Double) -> Tensor { lhs .< rhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .>= to get a mask of 1 and 0")
  public static func >= (lhs: Tensor, rhs: Double) -> Tensor { lhs .>= rhs }
  /// Not available: a comparison of tensors is a mask.
  @available(*, unavailable, message: "compare tensors with .<= to get a mask of 1 and 0")
  public static func <= (lhs: Tensor, rhs: Double) -> Tensor { lhs .<= rhs }
}
