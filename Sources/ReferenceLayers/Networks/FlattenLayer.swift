import Tensors

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
