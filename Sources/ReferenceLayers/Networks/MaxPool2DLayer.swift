import Tensors

/// ``MaxPool2D`` as a link of a network.
public struct MaxPool2DLayer: NetworkLayer {
  /// The height and width of the window, and the distance of its places.
  public let size: Extent2D

  /// Creates the layer.
  ///
  /// - Parameter size: The height and width of the window, and the distance of its places.
  public init(size: Extent2D) { self.size = size }

  /// "MaxPool2D(size)", or "MaxPool2D(height×width)" for a window that is not square.
  public var title: String {
    "MaxPool2D(\(size.height)\(size.isSquare ? "" : "×\(size.width)"))"
  }

  /// None.
  public var parameters: [Parameter] {
    get { [] }
    set {}
  }

  /// The largest value at every place.
  ///
  /// - Parameter x: [N, C, H, W].
  /// - Returns: [N, C, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public func forward(_ x: Tensor) throws -> Tensor { try MaxPool2D.forward(x, size: size) }

  /// The gradient with respect to x: see ``MaxPool2D``.
  ///
  /// - Parameters:
  ///   - upstream: [N, C, OH, OW].
  ///   - x: [N, C, H, W].
  /// - Returns: The gradient of x.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public func backward(_ upstream: Tensor, _ x: Tensor) throws -> (
    x: Tensor, parameters: [Tensor]
  ) { (try MaxPool2D.backward(upstream, x, size: size), []) }
}
