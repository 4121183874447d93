import Grading
import Tensors

/// A right loss of two arguments, from which a certification makes other styles and known mistakes.
struct LossVariants<Target: ExerciseValue>: Sendable {
  typealias Forward = @Sendable (_ prediction: Tensor, _ target: Target) throws -> Double
  typealias Backward =
    @Sendable (_ upstream: Double, _ prediction: Tensor, _ target: Target) throws -> Tensor

  let forward: Forward
  let backward: Backward

  var implementation: Implementation { Implementation(forward: forward, backward: backward) }

  /// Another right way to write both functions.
  func style(_ name: String, forward: @escaping Forward, backward: @escaping Backward)
    -> Alternative
  {
    Alternative(name, Implementation(forward: forward, backward: backward))
  }

  /// A wrong loss with the right gradient.
  func wrongLoss(_ name: String, _ sentence: String, _ forward: @escaping Forward) -> KnownMistake {
    KnownMistake(name, sentence, replacingLoss(forward))
  }

  /// Another loss with the right gradient.
  func replacingLoss(_ forward: @escaping Forward) -> Implementation {
    Implementation(forward: forward, backward: backward)
  }

  /// The right loss with a wrong gradient.
  func wrongGradient(_ name: String, _ sentence: String, _ backward: @escaping Backward)
    -> KnownMistake
  {
    KnownMistake(name, sentence, replacingGradient(backward))
  }

  /// The right loss with another gradient.
  func replacingGradient(_ backward: @escaping Backward) -> Implementation {
    Implementation(forward: forward, backward: backward)
  }
}
