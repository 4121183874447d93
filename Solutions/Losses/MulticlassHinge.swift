import Tensors

/// The multiclass hinge: L = 1/N Σₙ Σ_{c ≠ k} max(0, z[n, c] − z[n, k] + 1), with k = labels[n].
enum MulticlassHinge {
  static func forward(_ scores: Tensor, labels: [Int]) throws -> Double {
    let terms = try maximum(violations(scores, labels), 0)  // [N, C]
    return terms.sum() / Double(labels.count)
  }

  // With m[n, c] = 1 where c ≠ k and z[n, c] − z[n, k] + 1 > 0, else 0:
  //
  // ∂l[n]/∂z[n, c] = m[n, c]          for c ≠ k: its own term alone
  // ∂l[n]/∂z[n, k] = −Σ_c m[n, c]     it stands in every term, with −1
  //
  // Both together:  m − onehot · (row sums of m). The mean brings 1/N.
  static func backward(_ upstream: Double, _ scores: Tensor, labels: [Int]) throws -> Tensor {
    let alive = try violations(scores, labels) .> 0  // [N, C]
    let counts = try alive.sum(axis: 1, keepingDimensions: true)  // [N, 1]
    let oneHot = try Tensor.oneHot(labels, classes: scores.shape[1])
    return try upstream * (alive - oneHot * counts) / labels.count
  }

  /// z[c] − z[k] + 1 for every class, and 0 for the true class itself.
  private static func violations(_ scores: Tensor, _ labels: [Int]) throws -> Tensor {
    let own = try scores.picking(labels).expandingAxis(at: 1)  // [N, 1]
    let others = try 1 - Tensor.oneHot(labels, classes: scores.shape[1])
    return try others * (scores - own + 1)
  }
}
