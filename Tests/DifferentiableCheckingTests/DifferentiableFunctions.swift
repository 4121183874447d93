#if canImport(_Differentiation)
  import DifferentiableChecking
  import Foundation
  import GradientChecking
  import _Differentiation

  // MARK: - Derivatives by the compiler

  /// ½·x³ − 2x, once with a branch.
  @differentiable(reverse)
  func polynomial(_ x: Double) -> Double { x > 0 ? 0.5 * x * x * x - 2 * x : -x * x - 2 * x }

  /// The sum of squares, with a loop over an array.
  @differentiable(reverse)
  func sumOfSquares(_ x: [Double]) -> Double {
    var result = 0.0
    for i in withoutDerivative(at: x.indices) { result += x[i] * x[i] }
    return result
  }

  @differentiable(reverse)
  func squares(_ x: [Double]) -> [Double] { x.differentiableMap { $0 * $0 } }

  struct Affine: Differentiable, CompositeCoordinates {
    var weight: [Double]
    var bias: Double
    @noDerivative var name = "affine"
    static let fields: [CoordinateField<Affine>] = [
      // In another order than the properties: they are found by their names.
      CoordinateField("bias", \.bias), CoordinateField("weight", \.weight),
    ]
  }

  @differentiable(reverse)
  func affine(_ parameters: Affine, _ x: [Double]) -> Double {
    var result = parameters.bias
    for i in withoutDerivative(at: x.indices) { result += parameters.weight[i] * x[i] }
    return result
  }

  struct Network: Differentiable, CompositeCoordinates {
    var layers: [Affine]
    var scale: Float
    static let fields: [CoordinateField<Network>] = [
      CoordinateField("layers", \.layers), CoordinateField("scale", \.scale),
    ]
  }

  @differentiable(reverse)
  func network(_ network: Network, _ x: [Double]) -> Double {
    let first = affine(network.layers[0], x)
    let second = affine(network.layers[1], [first, 1])
    return Double(network.scale) * second
  }

  struct Scores: Differentiable, CompositeCoordinates {
    var logits: [Double]
    var penalty: Double
    static let fields: [CoordinateField<Scores>] = [
      CoordinateField("logits", \.logits), CoordinateField("penalty", \.penalty),
    ]
  }

  extension Scores: TangentConvertible {
    var tangent: TangentVector { TangentVector(logits: logits.tangent, penalty: penalty.tangent) }
  }

  @differentiable(reverse)
  func scores(_ x: [Double], _ decay: Double) -> Scores {
    Scores(logits: squares(x), penalty: decay * sumOfSquares(x))
  }

  /// s·x, with s captured by a differentiable closure: Swift 6.3 then takes ∂/∂s to be 0.
  @differentiable(reverse)
  func scaledByClosure(_ x: Double, _ s: Double) -> Double {
    let scaled: @differentiable(reverse) (Double) -> Double = { $0 * s }
    return scaled(x)
  }

  struct Negative: Error {}

  @differentiable(reverse)
  func squareOfPositive(_ x: Double) throws -> Double {
    if x < 0 { throw Negative() }
    return x * x
  }

  // MARK: - Derivatives by hand

  func softplus(_ x: Double) -> Double { log1p(exp(x)) }

  @derivative(of: softplus)
  func softplusDerivative(_ x: Double) -> (value: Double, pullback: (Double) -> Double) {
    (softplus(x), { $0 / (1 + exp(-x)) })
  }

  func cube(_ x: Double) -> Double { x * x * x }

  @derivative(of: cube)  // wrong on purpose: 2x² instead of 3x²
  func cubeDerivative(_ x: Double) -> (value: Double, pullback: (Double) -> Double) {
    (cube(x), { $0 * 2 * x * x })
  }

  func meanOfSquares(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } / Double(x.count) }

  @derivative(of: meanOfSquares)  // wrong on purpose: the mean is forgotten
  func meanOfSquaresDerivative(
    _ x: [Double]
  ) -> (value: Double, pullback: (Double) -> [Double].TangentVector) {
    (meanOfSquares(x), { upstream in [Double].TangentVector(x.map { upstream * 2 * $0 }) })
  }

  func product(_ x: Double, _ y: Double, _ z: Double) -> Double { x * y * z }

  @derivative(of: product)  // wrong on purpose: the gradients of y and z are exchanged
  func productDerivative(
    _ x: Double,
    _ y: Double,
    _ z: Double
  ) -> (value: Double, pullback: (Double) -> (Double, Double, Double)) {
    (x * y * z, { ($0 * y * z, $0 * x * y, $0 * x * z) })
  }

  func exponential(_ x: Double) -> Double { exp(x) }

  @derivative(of: exponential)  // wrong on purpose: the value of another function
  func exponentialDerivative(_ x: Double) -> (value: Double, pullback: (Double) -> Double) {
    (exp(-x), { $0 * exp(x) })
  }
#endif
