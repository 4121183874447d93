// Two tensors may fail to fit, so those operators throw; a tensor and a number always fit.
//
// The `Int` overloads are needed: without them `2 * (u - x) / n` with `n: Int` keeps the type
// checker searching for seconds before it gives up.

extension Tensor {
  /// The sum of two tensors, entry by entry, broadcast to a common shape.
  public static func + (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "add") { $0 + $1 }
  }

  /// The difference of two tensors, entry by entry, broadcast to a common shape.
  public static func - (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "subtract") { $0 - $1 }
  }

  /// The product of two tensors, entry by entry, broadcast to a common shape.
  ///
  /// This is the Hadamard product ∘. For the matrix product see ``matmul(_:)``.
  public static func * (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "multiply entries of") { $0 * $1 }
  }

  /// The quotient of two tensors, entry by entry, broadcast to a common shape.
  public static func / (lhs: Tensor, rhs: Tensor) throws -> Tensor {
    try combine(lhs, rhs, "divide") { $0 / $1 }
  }

  /// Adds a tensor in place.
  ///
  /// The left side keeps its shape; only a number without axes takes the shape of the right side.
  public static func += (lhs: inout Tensor, rhs: Tensor) throws {
    try combine(into: &lhs, rhs, "add") { $0 + $1 }
  }

  /// Subtracts a tensor in place; the left side keeps its shape, as in `+=`.
  public static func -= (lhs: inout Tensor, rhs: Tensor) throws {
    try combine(into: &lhs, rhs, "subtract") { $0 - $1 }
  }

  /// Multiplies by a tensor in place, entry by entry; the left side keeps its shape, as in `+=`.
  public static func *= (lhs: inout Tensor, rhs: Tensor) throws {
    try combine(into: &lhs, rhs, "multiply entries of") { $0 * $1 }
  }

  /// Divides by a tensor in place, entry by entry; the left side keeps its shape, as in `+=`.
  public static func /= (lhs: inout Tensor, rhs: Tensor) throws {
    try combine(into: &lhs, rhs, "divide") { $0 / $1 }
  }

  /// Every entry with its sign changed.
  public static prefix func - (operand: Tensor) -> Tensor { operand.transformed { -$0 } }
}

// MARK: - With a Double

extension Tensor {
  /// A number added to every entry.
  public static func + (lhs: Tensor, rhs: Double) -> Tensor { lhs.transformed { $0 + rhs } }
  /// A number added to every entry.
  public static func + (lhs: Double, rhs: Tensor) -> Tensor { rhs.transformed { lhs + $0 } }
  /// A number subtracted from every entry.
  public static func - (lhs: Tensor, rhs: Double) -> Tensor { lhs.transformed { $0 - rhs } }
  /// A number minus every entry.
  public static func - (lhs: Double, rhs: Tensor) -> Tensor { rhs.transformed { lhs - $0 } }
  /// Every entry multiplied by a number.
  public static func * (lhs: Tensor, rhs: Double) -> Tensor { lhs.transformed { $0 * rhs } }
  /// Every entry multiplied by a number.
  public static func * (lhs: Double, rhs: Tensor) -> Tensor { rhs.transformed { lhs * $0 } }
  /// Every entry divided by a number.
  public static func / (lhs: Tensor, rhs: Double) -> Tensor { lhs.transformed { $0 / rhs } }
  /// A number divided by every entry.
  public static func / (lhs: Double, rhs: Tensor) -> Tensor { rhs.transformed { lhs / $0 } }

  /// Adds a number to every entry, in place.
  public static func += (lhs: inout Tensor, rhs: Double) {
    lhs.transform { $0 + rhs }
  }
  /// Subtracts a number from every entry, in place.
  public static func -= (lhs: inout Tensor, rhs: Double) {
    lhs.transform { $0 - rhs }
  }
  /// Multiplies every entry by a number, in place.
  public static func *= (lhs: inout Tensor, rhs: Double) {
    lhs.transform { $0 * rhs }
  }
  /// Divides every entry by a number, in place.
  public static func /= (lhs: inout Tensor, rhs: Double) {
    lhs.transform { $0 / rhs }
  }
}

// MARK: - With an Int

// Disfavoured, so that a quotient of literals stays a real number: 1 / 2 * x is half of x, not 0.

extension Tensor {
  /// A whole number added to every entry.
  @_disfavoredOverload
  public static func + (lhs: Tensor, rhs: Int) -> Tensor { lhs + Double(rhs) }
  /// A whole number added to every entry.
  @_disfavoredOverload
  public static func + (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) + rhs }
  /// A whole number subtracted from every entry.
  @_disfavoredOverload
  public static func - (lhs: Tensor, rhs: Int) -> Tensor { lhs - Double(rhs) }
  /// A whole number minus every entry.
  @_disfavoredOverload
  public static func - (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) - rhs }
  /// Every entry multiplied by a whole number.
  @_disfavoredOverload
  public static func * (lhs: Tensor, rhs: Int) -> Tensor { lhs * Double(rhs) }
  /// Every entry multiplied by a whole number.
  @_disfavoredOverload
  public static func * (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) * rhs }
  /// Every entry divided by a whole number.
  @_disfavoredOverload
  public static func / (lhs: Tensor, rhs: Int) -> Tensor { lhs / Double(rhs) }
  /// A whole number divided by every entry.
  @_disfavoredOverload
  public static func / (lhs: Int, rhs: Tensor) -> Tensor { Double(lhs) / rhs }

  /// Adds a whole number to every entry, in place.
  @_disfavoredOverload
  public static func += (lhs: inout Tensor, rhs: Int) { lhs += Double(rhs) }
  /// Subtracts a whole number from every entry, in place.
  @_disfavoredOverload
  public static func -= (lhs: inout Tensor, rhs: Int) { lhs -= Double(rhs) }
  /// Multiplies every entry by a whole number, in place.
  @_disfavoredOverload
  public static func *= (lhs: inout Tensor, rhs: Int) { lhs *= Double(rhs) }
  /// Divides every entry by a whole number, in place.
  @_disfavoredOverload
  public static func /= (lhs: inout Tensor, rhs: Int) { lhs /= Double(rhs) }
}
