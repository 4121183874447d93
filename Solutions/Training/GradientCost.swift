import Tensors

/// The cost of a gradient in a network of fully connected layers, in multiplications.
enum GradientCost {
  // A layer from D to M, for N rows:
  // forward    x · W      [N, D] · [D, M]    N · D · M
  // backward   xᵀ · δ     [D, N] · [N, M]    N · D · M
  //            δ · Wᵀ     [N, M] · [M, D]    N · D · M, except in the first layer
  //
  // P derivatives by finite differences are P + 1 forward passes (one-sided) or 2 P (central).
  static func count(
    widths: [Int],
    batch: Int
  ) throws -> (parameters: Int, forward: Int, backward: Int, oneSided: Int, central: Int) {
    var (parameters, forward) = (0, 0)
    for (inputs, outputs) in zip(widths, widths.dropFirst()) {
      parameters += (inputs + 1) * outputs
      forward += batch * inputs * outputs
    }
    let backward = 2 * forward - batch * widths[0] * widths[1]
    return (
      parameters: parameters,
      forward: forward,
      backward: backward,
      oneSided: (parameters + 1) * forward,
      central: 2 * parameters * forward
    )
  }
}
