import Tensors

/// Starting values: how the weights of a network are drawn before it has learnt anything.
///
/// Weights that start equal stay equal: every unit of a layer would get the same gradient (the symmetry
/// problem). So weights are drawn at random, with a spread chosen so that signals neither die out nor grow
/// from layer to layer; biases may start at zero.
public enum Initialiser {
  /// All zeros: right for biases, useless for weights.
  ///
  /// - Parameter shape: The size of every axis.
  /// - Returns: Zeros.
  /// - Throws: `TensorError.negativeSize`.
  public static func zeros(_ shape: [Int]) throws -> Tensor { try Tensor.zeros(shape) }

  /// All ones: right for the scale of a normalisation, useless for weights.
  ///
  /// - Parameter shape: The size of every axis.
  /// - Returns: Ones.
  /// - Throws: `TensorError.negativeSize`.
  public static func ones(_ shape: [Int]) throws -> Tensor { try Tensor.ones(shape) }
}
