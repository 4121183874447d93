import ReferenceLayers
import Tensors

extension Subject {
  /// The losses with a target that is differentiated, too.
  static let lossesOfTargets: [Subject] = [
    withTarget("MeanSquaredError", "target") {
      try MeanSquaredError.targetGradient(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    },
    withTarget("MeanAbsoluteError", "target") {
      try MeanAbsoluteError.targetGradient(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    },
    withTarget("SmoothL1", "target") {
      try SmoothL1.targetGradient(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        beta: $0.double("beta"),
        reduction: $0.reduction()
      )
    },
    withTarget("Huber", "target") {
      try Huber.targetGradient(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        delta: $0.double("delta"),
        reduction: $0.reduction()
      )
    },
    withTarget("BinaryCrossEntropy", "target") {
      try BinaryCrossEntropy.targetGradient(
        $0.upstream(),
        $0("probability"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    },
    withTarget("BinaryCrossEntropyOnLogits", "target") {
      try BinaryCrossEntropyWithLogits.targetGradient(
        $0.upstream(),
        $0("logit"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    },
    withTarget("KLDivergence", "targets") {
      try KLDivergence.targetGradient(
        $0.upstream(),
        $0("logProbabilities"),
        targets: $0("targets"),
        reduction: $0.reduction()
      )
    },
    withTarget("ProbabilityCrossEntropy", "targets") {
      try ProbabilityCrossEntropy.targetGradient(
        $0.upstream(),
        $0("probabilities"),
        targets: $0("targets"),
        epsilon: $0.double("epsilon"),
        reduction: $0.reduction()
      )
    },
  ]
  .compactMap(\.self)

  /// A loss whose target is an input and no constant.
  private static func withTarget(
    _ name: String,
    _ target: String,
    gradient: @escaping @Sendable (Case) throws -> Tensor
  ) -> Subject? {
    // A name that is misspelt leaves its fixtures unused, which a test reports.
    (regressionLosses + classificationLosses).first { $0.name == name }
      .map { loss in
        Subject(
          name: name + ", target too",
          forward: loss.forward,
          backward: {
            try loss.backward($0).merging([target: try gradient($0)]) { $1 }
          },
          sample: { random in
            var result = try loss.sample(&random)
            result.inputs[target] = result.constants.removeValue(forKey: target)
            return result
          }
        )
      }
  }
}
