import Foundation
import Grading
import Tensors
import Testing

/// A general explanation of a mistake, one that needs no knowledge of the exercise.
enum ExpectedExplanation: String, CaseIterable, Sendable {
  /// A constant ratio: the size of an axis, its inverse, a product of them, −1, 2, ½.
  case scaled
  /// Axes transposed or permuted.
  case transposed
  /// The upstream gradient plays no part.
  case upstreamIgnored
  /// Right only where the upstream gradient is the same everywhere.
  case upstreamUniform
  /// The upstream gradient is applied twice.
  case upstreamTwice
  /// Not summed over an axis: all of it returned, or its first or last entry alone.
  case notSummed
  /// Summed or normalised over the wrong axis.
  case wrongAxis
  /// Zero throughout.
  case zero
  /// The gradient of another input.
  case otherInput
  /// Wrong only where a mask holds: negative inputs, ties, borders, one item, the true class.
  case maskOnly
  /// A constant or rank-one difference along an axis: a path left out.
  case missingTerm
  /// The derivative is taken at the wrong variable: the output instead of the input.
  case wrongVariable
  /// Right for another known function of these inputs.
  case otherFunction
  /// Right for a batch of one only.
  case batchOne
  /// Overwritten where contributions should accumulate.
  case overwritten
  /// Right to about 1e-7, as finite differences are.
  case numericallyDifferentiated
  /// The output is not finite for large inputs.
  case forwardOverflow
  /// The output is reduced or normalised over the wrong axis.
  case forwardWrongAxis
  /// The output is off by a constant.
  case forwardOffset
  /// The output is off by a factor.
  case forwardScaled
  /// The output comes from another broadcast.
  case forwardOtherBroadcast
}

/// A wrong implementation, and the general explanations that are true of it.
struct Wrong: Sendable {
  let name: String
  /// The explanations of which the first one given must be one; if empty, none must be given.
  let expected: [ExpectedExplanation]
  let implementation: Implementation

  init(_ name: String, expected: [ExpectedExplanation], _ implementation: Implementation) {
    self.name = name
    self.expected = expected
    self.implementation = implementation
  }
}

/// One operation of the corpus: an exercise with right, wrong and meaningless implementations.
struct CorpusOperation: Sendable, CustomTestStringConvertible {
  let name: String
  let exercise: Exercise
  let reference: Implementation
  /// Other correct ways to write it.
  let right: [Alternative]
  let wrong: [Wrong]
  /// Meaningless results, which must be rejected without an explanation.
  var garbage: [Wrong] = []

  var testDescription: String { name }

  /// A judge without known mistakes, which can only give general explanations.
  func judge(seed: UInt64 = Exercise.defaultSeed) throws -> Judge {
    try Judge(
      exercise,
      Certification(reference: reference, solution: reference, alternatives: [], mistakes: []),
      seed: seed
    )
  }
}

/// Wrong implementations as students write them, to test explanations that know no exercise.
///
/// The entries were written before the explanations, from mistakes that courses report and that are frequent in
/// their forums. No entry may be changed to fit an explanation.
enum MistakeCorpus {
  static let all: [CorpusOperation] = [
    LinearCorpus.operation,
    BroadcastCorpus.operation,
    TwoLayersCorpus.operation,
    SigmoidCorpus.operation,
    TanhCorpus.operation,
    ReLUCorpus.operation,
    SoftmaxCorpus.operation,
    LogSoftmaxCorpus.operation,
    MeanSquaredErrorCorpus.operation,
    RegressionLossCorpus.operation,
    SoftmaxCrossEntropyCorpus.operation,
    BinaryCrossEntropyCorpus.operation,
    ResidualCorpus.operation,
    LayerNormCorpus.operation,
    BatchNormCorpus.operation,
    DropoutCorpus.operation,
    ConvolutionCorpus.operation,
    MaxPoolCorpus.operation,
    AveragePoolCorpus.operation,
    EmbeddingCorpus.operation,
    RecurrentCorpus.operation,
    GatedUnitCorpus.operation,
    AttentionCorpus.operation,
    MomentumCorpus.operation,
    AdamCorpus.operation,
  ]
}

/// Whether GRADSCHOOL_FULL=1 asks for the long sweeps that GRADSCHOOL_TESTS=1 leaves out.
let isFullRun = ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1"
