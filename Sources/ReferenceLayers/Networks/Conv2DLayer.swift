import Tensors

/// ``Conv2D`` as a link of a network.
public struct Conv2DLayer: NetworkLayer {
  /// [F, C, KH, KW].
  public var weight: Tensor
  /// [F].
  public var bias: Tensor
  /// The distance of neighbouring places.
  public let stride: Extent2D
  /// The rows and columns of zeros on each side.
  public let padding: Extent2D

  /// Creates a layer with Kaiming-uniform weights and a bias of zeros.
  ///
  /// - Parameters:
  ///   - channels: C.
  ///   - filters: F.
  ///   - size: KH and KW.
  ///   - stride: The distance of neighbouring places.
  ///   - padding: The rows and columns of zeros on each side.
  ///   - random: The source of the numbers.
  /// - Throws: ``LayerError`` for sizes that are not positive.
  public init(
    channels: Int,
    filters: Int,
    size: Extent2D,
    stride: Extent2D = 1,
    padding: Extent2D = 0,
    using random: inout RandomSource
  ) throws {
    let shape = [filters, channels, size.height, size.width]
    weight = try Initialiser.kaimingUniform(shape, using: &random)
    bias = try Initialiser.zeros([filters])
    (self.stride, self.padding) = (stride, padding)
  }

  /// "Conv2D(C → F, KH×KW)".
  public var title: String {
    let s = weight.shape
    return "Conv2D(\(s[1]) → \(s[0]), \(s[2])×\(s[3]))"
  }

  /// Weight and bias.
  public var parameters: [Parameter] {
    get { [Parameter("weight", weight), Parameter("bias", bias)] }
    set { (weight, bias) = (newValue[0].value, newValue[1].value) }
  }

  /// The filtered images: see ``Conv2D``.
  ///
  /// - Parameter x: [N, C, H, W].
  /// - Returns: [N, F, OH, OW].
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public func forward(_ x: Tensor) throws -> Tensor {
    try Conv2D.forward(x, weight: weight, bias: bias, stride: stride, padding: padding)
  }

  /// The gradients with respect to x, weight and bias: see ``Conv2D``.
  ///
  /// - Parameters:
  ///   - upstream: [N, F, OH, OW].
  ///   - x: [N, C, H, W].
  /// - Returns: The gradients of x, and of weight and bias.
  /// - Throws: ``LayerError`` for wrong shapes or settings.
  public func backward(_ upstream: Tensor, _ x: Tensor) throws -> (
    x: Tensor, parameters: [Tensor]
  ) {
    let gradients = try Conv2D.backward(
      upstream,
      x,
      weight: weight,
      bias: bias,
      stride: stride,
      padding: padding
    )
    return (gradients.x, [gradients.weight, gradients.bias])
  }
}
