import Tensors

/// Smooth L1: the mean over all entries of ½ d² where |d| < 1, and |d| − ½ elsewhere; d = x − t.
enum SmoothL1 {
  static func forward(_ prediction: Tensor, target: Tensor) throws -> Double {
    let distance = try abs(prediction - target)
    return try distance.map { $0 < 1 ? $0 * $0 / 2 : $0 - 0.5 }.mean()
  }

  // |d| < 1:   l = ½ d²        dl/dd = d
  // else:      l = |d| − ½     dl/dd = sign(d)
  //
  // Together:  dl/dd = d, kept between −1 and 1. With the mean and the chain rule:
  //
  // ∂L/∂x = upstream · clamp(x − t, −1, 1) / n
  static func backward(_ upstream: Double, _ prediction: Tensor, target: Tensor) throws -> Tensor {
    try upstream * (prediction - target).clamped(to: -1...1) / prediction.count
  }
}
