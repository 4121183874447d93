#if canImport(_Differentiation)
  import GradientChecking
  import _Differentiation

  /// An output of a differentiable function: a value whose numbers can be handed to a pullback.
  ///
  /// `Double`, `Float`, SIMD vectors and arrays of these conform. A structure of your own says how its
  /// tangent vector is made:
  ///
  ///     struct Scores: Differentiable, CompositeCoordinates {
  ///       var logits: [Double]
  ///       var penalty: Double
  ///       static let fields: [CoordinateField<Scores>] = [
  ///         CoordinateField("logits", \.logits), CoordinateField("penalty", \.penalty),
  ///       ]
  ///     }
  ///     extension Scores: TangentConvertible {
  ///       var tangent: TangentVector { TangentVector(logits: logits.tangent, penalty: penalty.tangent) }
  ///     }
  public protocol TangentConvertible: CoordinateValue, Differentiable {
    /// The tangent vector with the same numbers.
    var tangent: TangentVector { get }
  }

  extension TangentConvertible where TangentVector == Self {
    /// The value itself.
    public var tangent: TangentVector { self }
  }

  extension Double: TangentConvertible {}
  extension Float: TangentConvertible {}

  extension SIMD2: TangentConvertible
  where Scalar: CoordinateScalar & Differentiable, Scalar.TangentVector: BinaryFloatingPoint {}

  extension SIMD4: TangentConvertible
  where Scalar: CoordinateScalar & Differentiable, Scalar.TangentVector: BinaryFloatingPoint {}

  extension SIMD8: TangentConvertible
  where Scalar: CoordinateScalar & Differentiable, Scalar.TangentVector: BinaryFloatingPoint {}

  extension SIMD16: TangentConvertible
  where Scalar: CoordinateScalar & Differentiable, Scalar.TangentVector: BinaryFloatingPoint {}

  extension SIMD32: TangentConvertible
  where Scalar: CoordinateScalar & Differentiable, Scalar.TangentVector: BinaryFloatingPoint {}

  extension SIMD64: TangentConvertible
  where Scalar: CoordinateScalar & Differentiable, Scalar.TangentVector: BinaryFloatingPoint {}

  extension Array: TangentConvertible where Element: TangentConvertible {
    /// The tangent vectors of the elements.
    public var tangent: TangentVector { TangentVector(map(\.tangent)) }
  }
#endif
