import Tensors

/// Binary cross-entropy with logits: the mean of −t log σ(z) − (1 − t) log(1 − σ(z)).
enum BinaryCrossEntropyWithLogits {
  // −log σ(z)       = log(1 + e⁻ᶻ) = log(1 + eᶻ) − z
  // −log(1 − σ(z))  = log(1 + eᶻ)
  //
  // l = t · (log(1 + eᶻ) − z) + (1 − t) · log(1 + eᶻ)
  //   = log(1 + eᶻ) − z·t
  //   = max(z, 0) + log(1 + e^−|z|) − z·t          no exponent is positive
  static func forward(_ logits: Tensor, target: Tensor) throws -> Double {
    let softplus = try maximum(logits, 0) + log1p(exp(-abs(logits)))
    return try (softplus - logits * target).mean()
  }

  // dl/dz = eᶻ/(1 + eᶻ) − t
  //       = σ(z) − t
  //
  // The mean brings 1/n, the chain rule the upstream gradient.
  static func backward(_ upstream: Double, _ logits: Tensor, target: Tensor) throws -> Tensor {
    let sigmoid = 1 / (1 + exp(-logits))
    return try upstream * (sigmoid - target) / logits.count
  }
}
