// The scalar functions that an exercise needs, so that `import Tensors` is the only import there is.
//
// They are the C library's own, taken one by one. Foundation's functions of the same names would add
// variants for CGFloat, Float80 and Decimal, which make `exp(1)` ambiguous, `pow(2, 10)` a Decimal, and
// long formulas slow to compile. Because they are the same declarations that Foundation passes on, a
// file may import both.

#if canImport(SwiftGlibc)
  @_exported import func SwiftGlibc.atan2
  @_exported import func SwiftGlibc.ceil
  @_exported import func SwiftGlibc.cos
  @_exported import func SwiftGlibc.cosh
  @_exported import func SwiftGlibc.erf
  @_exported import func SwiftGlibc.exp
  @_exported import func SwiftGlibc.expm1
  @_exported import func SwiftGlibc.floor
  @_exported import func SwiftGlibc.log
  @_exported import func SwiftGlibc.log10
  @_exported import func SwiftGlibc.log1p
  @_exported import func SwiftGlibc.log2
  @_exported import func SwiftGlibc.pow
  @_exported import func SwiftGlibc.round
  @_exported import func SwiftGlibc.sin
  @_exported import func SwiftGlibc.sinh
  @_exported import func SwiftGlibc.sqrt
  @_exported import func SwiftGlibc.tan
  @_exported import func SwiftGlibc.tanh
#else
  @_exported import func Foundation.atan2
  @_exported import func Foundation.ceil
  @_exported import func Foundation.cos
  @_exported import func Foundation.cosh
  @_exported import func Foundation.erf
  @_exported import func Foundation.exp
  @_exported import func Foundation.expm1
  @_exported import func Foundation.floor
  @_exported import func Foundation.log
  @_exported import func Foundation.log10
  @_exported import func Foundation.log1p
  @_exported import func Foundation.log2
  @_exported import func Foundation.pow
  @_exported import func Foundation.round
  @_exported import func Foundation.sin
  @_exported import func Foundation.sinh
  @_exported import func Foundation.sqrt
  @_exported import func Foundation.tan
  @_exported import func Foundation.tanh
#endif

/// A number raised to a whole power: `pow(beta, step)` with a step that is counted in `Int`.
@_disfavoredOverload
public func pow(_ base: Double, _ exponent: Int) -> Double { pow(base, Double(exponent)) }
