import ReferenceLayers
import Tensors

extension Subject {
  static let regressionLosses: [Subject] = [
    regression("MeanSquaredError") {
      try MeanSquaredError.forward(
        $0("prediction"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    } backward: {
      try MeanSquaredError.backward(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    },
    regression("MeanAbsoluteError") {
      try MeanAbsoluteError.forward(
        $0("prediction"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    } backward: {
      try MeanAbsoluteError.backward(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        reduction: $0.reduction()
      )
    },
    regression("SmoothL1", ["beta": 0.02]) {
      try SmoothL1.forward(
        $0("prediction"),
        target: $0("target"),
        beta: $0.double("beta"),
        reduction: $0.reduction()
      )
    } backward: {
      try SmoothL1.backward(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        beta: $0.double("beta"),
        reduction: $0.reduction()
      )
    },
    regression("Huber", ["delta": 10]) {
      try Huber.forward(
        $0("prediction"),
        target: $0("target"),
        delta: $0.double("delta"),
        reduction: $0.reduction()
      )
    } backward: {
      try Huber.backward(
        $0.upstream(),
        $0("prediction"),
        target: $0("target"),
        delta: $0.double("delta"),
        reduction: $0.reduction()
      )
    },
    Subject(
      name: "BinaryCrossEntropy",
      forward: {
        [
          "y": try BinaryCrossEntropy.forward(
            $0("probability"),
            target: $0("target"),
            reduction: $0.reduction()
          )
        ]
      },
      backward: {
        [
          "probability": try BinaryCrossEntropy.backward(
            $0.upstream(),
            $0("probability"),
            target: $0("target"),
            reduction: $0.reduction()
          )
        ]
      },
      sample: { random in
        let shape = random.shape()
        return Case(
          inputs: ["probability": try Tensor.uniform(shape, in: 0.1..<0.9, using: &random)],
          constants: ["target": try Tensor.uniform(shape, using: &random)],
          settings: ["reduction": random.reduction()]
        )
      }
    ),
    Subject(
      name: "BinaryCrossEntropyOnLogits",
      forward: {
        [
          "y": try BinaryCrossEntropyWithLogits.forward(
            $0("logit"),
            target: $0("target"),
            reduction: $0.reduction()
          )
        ]
      },
      backward: {
        [
          "logit": try BinaryCrossEntropyWithLogits.backward(
            $0.upstream(),
            $0("logit"),
            target: $0("target"),
            reduction: $0.reduction()
          )
        ]
      },
      sample: { random in
        let shape = random.shape()
        return Case(
          inputs: ["logit": try Tensor.normal(shape, using: &random)],
          constants: ["target": try Tensor.uniform(shape, using: &random)],
          settings: ["reduction": random.reduction()]
        )
      }
    ),
  ]

  static let classificationLosses: [Subject] = [
    classification("SoftmaxCrossEntropy", of: "logits") {
      try SoftmaxCrossEntropy.forward($0("logits"), labels: $0.labels, reduction: $0.reduction())
    } backward: {
      try SoftmaxCrossEntropy.backward(
        $0.upstream(),
        $0("logits"),
        labels: $0.labels,
        reduction: $0.reduction()
      )
    },
    Subject(
      name: "SoftmaxCrossEntropy on distributions",
      forward: {
        [
          "y": try SoftmaxCrossEntropy.forward(
            $0("logits"),
            targets: $0("targets"),
            reduction: $0.reduction()
          )
        ]
      },
      backward: {
        let gradients = try SoftmaxCrossEntropy.backward(
          $0.upstream(),
          $0("logits"),
          targets: $0("targets"),
          reduction: $0.reduction()
        )
        return ["logits": gradients.logits, "targets": gradients.targets]
      },
      sample: { random in
        let (rows, classes) = (random.size(), random.size(2...5))
        return Case(
          inputs: [
            "logits": try random.normal(rows, classes),
            "targets": try random.distributions(rows, classes),
          ],
          settings: ["reduction": random.reduction()]
        )
      }
    ),
    classification("CrossEntropy", of: "logits", ["smoothing": 0.3]) {
      try CrossEntropy.forward(
        $0("logits"),
        labels: $0.labels,
        smoothing: $0.double("smoothing"),
        ignored: try? $0.int("ignored"),
        reduction: $0.reduction()
      )
    } backward: {
      try CrossEntropy.backward(
        $0.upstream(),
        $0("logits"),
        labels: $0.labels,
        smoothing: $0.double("smoothing"),
        ignored: try? $0.int("ignored"),
        reduction: $0.reduction()
      )
    },
    classification("NegativeLogLikelihood", of: "logProbabilities") {
      try NegativeLogLikelihood.forward(
        $0("logProbabilities"),
        labels: $0.labels,
        reduction: $0.reduction()
      )
    } backward: {
      try NegativeLogLikelihood.backward(
        $0.upstream(),
        $0("logProbabilities"),
        labels: $0.labels,
        reduction: $0.reduction()
      )
    },
    classification("KLDivergence", of: "logProbabilities") {
      try KLDivergence.forward(
        $0("logProbabilities"),
        targets: $0("targets"),
        reduction: $0.reduction()
      )
    } backward: {
      try KLDivergence.backward(
        $0.upstream(),
        $0("logProbabilities"),
        targets: $0("targets"),
        reduction: $0.reduction()
      )
    },
    classification("ProbabilityCrossEntropy", of: "probabilities", ["epsilon": 1e-3]) {
      try ProbabilityCrossEntropy.forward(
        $0("probabilities"),
        targets: $0("targets"),
        epsilon: $0.double("epsilon"),
        reduction: $0.reduction()
      )
    } backward: {
      try ProbabilityCrossEntropy.backward(
        $0.upstream(),
        $0("probabilities"),
        targets: $0("targets"),
        epsilon: $0.double("epsilon"),
        reduction: $0.reduction()
      )
    },
    classification("MulticlassHinge", of: "scores", ["margin": 0.55]) {
      try MulticlassHinge.forward(
        $0("scores"),
        labels: $0.labels,
        margin: $0.double("margin"),
        reduction: $0.reduction()
      )
    } backward: {
      try MulticlassHinge.backward(
        $0.upstream(),
        $0("scores"),
        labels: $0.labels,
        margin: $0.double("margin"),
        reduction: $0.reduction()
      )
    },
  ]

  private static func regression(
    _ name: String,
    _ settings: [String: Case.Setting] = [:],
    forward: @escaping @Sendable (Case) throws -> Tensor,
    backward: @escaping @Sendable (Case) throws -> Tensor
  ) -> Subject {
    Subject(
      name: name,
      forward: { ["y": try forward($0)] },
      backward: { ["prediction": try backward($0)] },
      sample: { random in
        // Errors of at least 0.05 keep away from the kinks at 0 and, with the settings above, at β and δ.
        let difference = try random.normalAwayFromZero(random.shape())
        let target = try Tensor.normal(difference.shape, using: &random)
        return Case(
          inputs: ["prediction": try target + difference],
          constants: ["target": target],
          settings: settings.merging(["reduction": random.reduction()]) { $1 }
        )
      }
    )
  }

  private static func classification(
    _ name: String,
    of input: String,
    _ settings: [String: Case.Setting] = [:],
    forward: @escaping @Sendable (Case) throws -> Tensor,
    backward: @escaping @Sendable (Case) throws -> Tensor
  ) -> Subject {
    Subject(
      name: name,
      forward: { ["y": try forward($0)] },
      backward: { [input: try backward($0)] },
      sample: { random in
        let (rows, classes) = (random.size(), random.size(2...5))
        // Scores on a grid of 0.1 keep half a step away from the hinge at 0.55.
        let values =
          switch input {
          case "scores": try random.distinct([rows, classes])
          case "logits": try random.normal(rows, classes)
          case "probabilities": try random.distributions(rows, classes)
          default: try LogSoftmax.forward(random.normal(rows, classes))
          }
        return Case(
          inputs: [input: values],
          constants: ["targets": try random.distributions(rows, classes)],
          labels: random.labels(rows, classes),
          settings: settings.merging(["reduction": random.reduction()]) { $1 }
        )
      }
    )
  }
}
