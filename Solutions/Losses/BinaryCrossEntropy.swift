import Tensors

/// Binary cross-entropy: the mean of −t log p − (1 − t) log(1 − p), with no logarithm below −100.
enum BinaryCrossEntropy {
  static func forward(_ probability: Tensor, target: Tensor) throws -> Double {
    let logYes = maximum(log(probability), -100)
    let logNo = maximum(log(1 - probability), -100)
    return try -(target * logYes + (1 - target) * logNo).mean()
  }

  // l     = −t log p − (1 − t) log(1 − p)
  //
  // dl/dp = −t · 1/p − (1 − t) · 1/(1 − p) · (−1)
  //       = −t/p + (1 − t)/(1 − p)
  //
  // The mean brings 1/n, the chain rule the upstream gradient.
  static func backward(_ upstream: Double, _ probability: Tensor, target: Tensor) throws -> Tensor {
    let forYes = try -target / maximum(probability, 1e-12)
    let forNo = try (1 - target) / maximum(1 - probability, 1e-12)
    return try upstream * (forYes + forNo) / probability.count
  }
}
