import Tensors

/// The Huber loss: the mean of ½ d² where |d| ≤ δ, and δ · (|d| − δ/2) elsewhere; d = x − t.
enum Huber {
  static func forward(_ prediction: Tensor, target: Tensor, delta: Double) throws -> Double {
    let distance = try abs(prediction - target)
    return try distance.map { $0 <= delta ? $0 * $0 / 2 : delta * ($0 - delta / 2) }.mean()
  }

  // |d| ≤ δ:   l = ½ d²               dl/dd = d
  // else:      l = δ · (|d| − δ/2)    dl/dd = δ · sign(d)
  //
  // Together:  dl/dd = d, kept between −δ and δ. With the mean and the chain rule:
  //
  // ∂L/∂x = upstream · clamp(x − t, −δ, δ) / n
  static func backward(
    _ upstream: Double,
    _ prediction: Tensor,
    target: Tensor,
    delta: Double
  ) throws -> Tensor {
    try upstream * (prediction - target).clamped(to: -delta...delta) / prediction.count
  }
}
