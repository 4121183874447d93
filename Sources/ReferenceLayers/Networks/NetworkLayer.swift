import Tensors

/// A named array of numbers that a network learns, or its gradient.
public struct Parameter: Sendable, Equatable {
  /// What it is called: "weight" in its layer, "hidden.weight" in the network.
  public var name: String
  /// Its values.
  public var value: Tensor

  /// Creates a parameter.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - value: Its values.
  public init(_ name: String, _ value: Tensor) {
    self.name = name
    self.value = value
  }
}

/// A link of a ``Network``: a forward pass, its backward pass, and the parameters of both.
///
/// The types below wrap the layers of this module; write your own for others.
public protocol NetworkLayer: Sendable {
  /// What the layer is, for a summary: "Linear(3 → 2)".
  var title: String { get }

  /// Its parameters, always in the same order.
  var parameters: [Parameter] { get set }

  /// The output.
  ///
  /// - Parameter x: A batch, items on the first axis.
  /// - Returns: The output for each item.
  /// - Throws: What the layer throws.
  func forward(_ x: Tensor) throws -> Tensor

  /// The gradients with respect to the input and the parameters.
  ///
  /// - Parameters:
  ///   - upstream: The gradient of the output.
  ///   - x: What ``forward(_:)`` was given.
  /// - Returns: The gradient of x, and those of the parameters in their order.
  /// - Throws: What the layer throws.
  func backward(_ upstream: Tensor, _ x: Tensor) throws -> (x: Tensor, parameters: [Tensor])
}

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

/// An activation as a link of a network.
public enum ActivationLayer: String, NetworkLayer, CaseIterable {
  /// ``ReLU``.
  case relu = "ReLU"
  /// ``Tanh``.
  case tanh = "Tanh"
  /// ``Sigmoid``.
  case sigmoid = "Sigmoid"
  /// ``GELU``.
  case gelu = "GELU"
  /// ``SiLU``.
  case silu = "SiLU"
  /// ``Softplus``.
  case softplus = "Softplus"

  /// The name of the activation.
  public var title: String { rawValue }

  /// None.
  public var parameters: [Parameter] {
    get { [] }
    set {}
  }

  /// The activation of every entry.
  ///
  /// - Parameter x: Any shape.
  /// - Returns: The shape of x.
  public func forward(_ x: Tensor) -> Tensor {
    switch self {
    case .relu: ReLU.forward(x)
    case .tanh: Tanh.forward(x)
    case .sigmoid: Sigmoid.forward(x)
    case .gelu: GELU.forward(x)
    case .silu: SiLU.forward(x)
    case .softplus: Softplus.forward(x)
    }
  }

  /// The backward pass of the activation.
  ///
  /// - Parameters:
  ///   - upstream: The shape of x.
  ///   - x: Any shape.
  /// - Returns: The gradient of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public func backward(_ upstream: Tensor, _ x: Tensor) throws -> (
    x: Tensor, parameters: [Tensor]
  ) {
    let gradient =
      switch self {
      case .relu: try ReLU.backward(upstream, x)
      case .tanh: try Tanh.backward(upstream, x)
      case .sigmoid: try Sigmoid.backward(upstream, x)
      case .gelu: try GELU.backward(upstream, x)
      case .silu: try SiLU.backward(upstream, x)
      case .softplus: try Softplus.backward(upstream, x)
      }
    return (gradient, [])
  }
}

/// ``Flatten`` as a link of a network.
public struct FlattenLayer: NetworkLayer {
  /// Creates the layer.
  public init() {}

  /// "Flatten".
  public var title: String { "Flatten" }

  /// None.
  public var parameters: [Parameter] {
    get { [] }
    set {}
  }

  /// The items as rows.
  ///
  /// - Parameter x: [N, …].
  /// - Returns: [N, D].
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public func forward(_ x: Tensor) throws -> Tensor { try Flatten.forward(x) }

  /// The upstream gradient in the shape of x.
  ///
  /// - Parameters:
  ///   - upstream: [N, D].
  ///   - x: [N, …].
  /// - Returns: The gradient of x.
  /// - Throws: ``LayerError/wrongShape(operation:argument:expected:actual:)``.
  public func backward(_ upstream: Tensor, _ x: Tensor) throws -> (
    x: Tensor, parameters: [Tensor]
  ) { (try Flatten.backward(upstream, x), []) }
}
