import Tensors

/// A parameter that collects its gradients until somebody clears them, and an epoch of training with it.
///
/// In PyTorch and many other libraries backward does not *set* the gradient of a parameter. It *adds* to what is
/// there.
///
///     accumulate(g)     gradient ← gradient + g
///     step(η)           value ← value − η · gradient
///     zero()            gradient ← 0
enum ZeroGradients {
  /// A parameter and what was collected for it: value and gradient have one shape, [D].
  struct Parameter {
    var value: Tensor
    var gradient: Tensor

    /// A parameter for which nothing has been collected yet (given: change nothing here).
    init(_ value: Tensor) {
      self.value = value
      gradient = Tensor.zeros(like: value)
    }

    /// Adds to the gradient, and leaves the value as it is.
    mutating func accumulate(_ gradient: Tensor) throws {
      throw NotStarted()
    }

    /// Moves the value downhill by the gradient that has been collected, and leaves the gradient as it is.
    mutating func step(learningRate: Double) throws {
      throw NotStarted()
    }

    /// Clears the gradient, and leaves the value as it is.
    mutating func zero() throws {
      throw NotStarted()
    }
  }

  /// One epoch of training with your `Parameter`: its value after all batches.
  ///
  /// Each row of x [N, D] is an example. It pulls the value towards itself: its loss is ½ Σ (value − x[n])², and the
  /// gradient of that is `value − x[n]`. Take the rows in batches of `batchSize`, in the order in which they stand;
  /// the last batch may be shorter. For each batch clear the gradient, accumulate those of all its examples, which
  /// are added and not averaged, and step once. `try x.at(n)` is row n.
  static func epoch(_ start: Tensor, x: Tensor, batchSize: Int, learningRate: Double) throws
    -> Tensor
  {
    throw NotStarted()
  }
}
