import Tensors

/// Layers in a row: the output of each is the input of the next.
///
///     aₗ = layerₗ(aₗ₋₁)        a₀ = x, the output is a_L
///
/// Every parameter has the name of its layer before its own: "hidden.weight". Layers without a name of their
/// own are numbered from 0.
///
///     var random = RandomSource(seed: 1)
///     let network = try Network([
///       "hidden": LinearLayer(4096, 64, using: &random),
///       "relu": ActivationLayer.relu,
///       "output": LinearLayer(64, 2, using: &random),
///     ])
///     network.parameterCount        // 262338
public struct Network: Sendable {
  /// The names of the layers.
  public let names: [String]
  /// The layers, first to last.
  public private(set) var layers: [any NetworkLayer]

  /// Creates a network of named layers.
  ///
  /// - Parameter layers: First to last.
  /// - Precondition: No name stands for two layers.
  public init(_ layers: KeyValuePairs<String, any NetworkLayer>) {
    names = layers.map(\.key)
    self.layers = layers.map(\.value)
    precondition(Set(names).count == names.count, "Each layer of a network needs its own name.")
  }

  /// Creates a network of numbered layers.
  ///
  /// - Parameter layers: First to last.
  public init(_ layers: [any NetworkLayer]) {
    names = layers.indices.map(String.init)
    self.layers = layers
  }

  /// All parameters, named "layer.parameter", first layer first.
  public var parameters: [Parameter] {
    zip(names, layers).flatMap { name, layer in
      layer.parameters.map { Parameter("\(name).\($0.name)", $0.value) }
    }
  }

  /// The number of values that the network learns.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }

  /// The output.
  ///
  /// - Parameter x: A batch, items on the first axis.
  /// - Returns: The output of the last layer.
  /// - Throws: What the layers throw.
  public func forward(_ x: Tensor) throws -> Tensor { try layers.reduce(x) { try $1.forward($0) } }

  /// The output, with what the backward pass needs.
  ///
  /// - Parameter x: A batch, items on the first axis.
  /// - Returns: The output, and the cache: the input of every layer.
  /// - Throws: What the layers throw.
  public func forwardWithCache(_ x: Tensor) throws -> (output: Tensor, cache: [Tensor]) {
    var cache: [Tensor] = []
    let output = try layers.reduce(x) { input, layer in
      cache.append(input)
      return try layer.forward(input)
    }
    return (output, cache)
  }

  /// The gradients with respect to the input and all parameters.
  ///
  ///     δ_L = ∂L/∂output        δₗ₋₁ = (∂aₗ/∂aₗ₋₁)ᵀ δₗ        ∂L/∂θₗ = (∂aₗ/∂θₗ)ᵀ δₗ
  ///
  /// - Parameters:
  ///   - upstream: ∂L/∂output.
  ///   - cache: The inputs of the layers, from ``forwardWithCache(_:)``.
  /// - Returns: ∂L/∂x, and the gradients named and ordered as ``parameters``.
  /// - Throws: What the layers throw.
  /// - Precondition: The cache has one tensor for each layer.
  public func backward(
    _ upstream: Tensor,
    cache: [Tensor]
  ) throws -> (x: Tensor, parameters: [Parameter]) {
    precondition(cache.count == layers.count, "The cache is not that of this network.")
    // The chain rule, last layer first. With δₗ = ∂L/∂aₗ:
    //
    // δ_L    = upstream
    // δₗ₋₁   = (∂aₗ/∂aₗ₋₁)ᵀ δₗ        the layer's backward with respect to its input
    // ∂L/∂θₗ = (∂aₗ/∂θₗ)ᵀ δₗ          and to its parameters
    var delta = upstream
    var gradients: [[Parameter]] = []  // last layer first
    for (position, layer) in layers.enumerated().reversed() {
      let step = try layer.backward(delta, cache[position])
      delta = step.x
      gradients.append(
        zip(layer.parameters, step.parameters).map {
          Parameter("\(names[position]).\($0.name)", $1)
        }
      )
    }
    return (delta, gradients.reversed().flatMap { $0 })
  }

  /// Replaces parameters by name; others stay.
  ///
  /// - Parameter updated: Values in the shape of the parameters they replace.
  /// - Throws: ``LayerError`` for an unknown name or another shape.
  public mutating func replace(_ updated: [Parameter]) throws {
    var values: [String: Tensor] = [:]
    for parameter in updated { values[parameter.name] = parameter.value }
    for (position, layer) in layers.enumerated() {
      var own = layer.parameters
      for (k, parameter) in own.enumerated() {
        let name = "\(names[position]).\(parameter.name)"
        guard let value = values.removeValue(forKey: name) else { continue }
        try requireShape(value, parameter.value.sizes, name, in: "Network.replace")
        own[k].value = value
      }
      layers[position].parameters = own
    }
    if let unknown = values.keys.min() {
      throw LayerError.unknownParameter(
        operation: "Network.replace",
        name: unknown,
        known: parameters.map(\.name)
      )
    }
  }
}
