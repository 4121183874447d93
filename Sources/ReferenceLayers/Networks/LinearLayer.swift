import Tensors

/// ``Linear`` as a link of a network.
public struct LinearLayer: NetworkLayer {
  /// [D, M].
  public var weight: Tensor
  /// [M].
  public var bias: Tensor

  /// Creates a layer with given parameters.
  ///
  /// - Parameters:
  ///   - weight: [D, M].
  ///   - bias: [M].
  public init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  /// Creates a layer with Kaiming-uniform weights and a bias of zeros.
  ///
  /// - Parameters:
  ///   - inputs: D.
  ///   - outputs: M.
  ///   - gain: See ``Gain``; √2 is for a rectifier behind the layer.
  ///   - random: The source of the numbers.
  /// - Throws: ``LayerError`` for sizes that are not positive.
  public init(
    _ inputs: Int,
    _ outputs: Int,
    gain: Double = Gain.relu,
    using random: inout RandomSource
  ) throws {
    weight = try Initialiser.kaimingUniform([inputs, outputs], gain: gain, using: &random)
    bias = try Initialiser.zeros([outputs])
  }

  /// "Linear(D → M)".
  public var title: String {
    "Linear(" + weight.shape.map(String.init).joined(separator: " → ") + ")"
  }

  /// Weight and bias.
  public var parameters: [Parameter] {
    get { [Parameter("weight", weight), Parameter("bias", bias)] }
    set { (weight, bias) = (newValue[0].value, newValue[1].value) }
  }

  /// x · W + b.
  ///
  /// - Parameter x: [N, D].
  /// - Returns: [N, M].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public func forward(_ x: Tensor) throws -> Tensor {
    try Linear.forward(x, weight: weight, bias: bias)
  }

  /// See ``Linear/backward(_:_:weight:bias:)``.
  ///
  /// - Parameters:
  ///   - upstream: [N, M].
  ///   - x: [N, D].
  /// - Returns: The gradients of x, and of weight and bias.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public func backward(_ upstream: Tensor, _ x: Tensor) throws -> (
    x: Tensor, parameters: [Tensor]
  ) {
    let gradients = try Linear.backward(upstream, x, weight: weight, bias: bias)
    return (gradients.x, [gradients.weight, gradients.bias])
  }
}
