import Grading
import ReferenceLayers
import Tensors

@testable import LossesSolutions

extension MulticlassHingeGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (scores: Tensor, labels: [Int]) in
        try ReferenceLayers::MulticlassHinge.forward(scores, labels: labels).item()
      },
      backward: { (upstream: Double, scores: Tensor, labels: [Int]) in
        try ReferenceLayers::MulticlassHinge.backward(Tensor(upstream), scores, labels: labels)
      }
    ),
    solution: right.implementation,
    alternatives: [
      right.style(
        "loops",
        forward: { scores, labels in
          var total = 0.0
          for (n, k) in labels.enumerated() {
            for c in 0..<scores.shape[1] where c != k {
              total += Swift.max(0, scores[n, c] - scores[n, k] + 1)
            }
          }
          return total / Double(labels.count)
        },
        backward: { upstream, scores, labels in
          var gradient = Tensor.zeros(like: scores)
          let share = upstream / Double(labels.count)
          for (n, k) in labels.enumerated() {
            for c in 0..<scores.shape[1] where c != k && scores[n, c] - scores[n, k] + 1 > 0 {
              gradient[n, c] += share
              gradient[n, k] -= share
            }
          }
          return gradient
        }
      ),
      right.style(
        "the true class counted, and its 1 taken off again",
        forward: { scores, labels in
          let own = try scores.picking(labels).reshaped([labels.count, 1])
          return try maximum(scores - own + 1, 0).sum(axis: 1).mean() - 1
        },
        backward: { upstream, scores, labels in
          let own = try scores.picking(labels).reshaped([labels.count, 1])
          var alive = try scores - own + 1 .> 0
          for (n, k) in labels.enumerated() { alive[n, k] = 0 }
          for (n, k) in labels.enumerated() {
            alive[n, k] = -(0..<scores.shape[1]).reduce(0) { $0 + alive[n, $1] }
          }
          return alive * (upstream / Double(labels.count))
        }
      ),
    ],
    mistakes: [
      right.wrongLoss(
        "true class compared with itself",
        "The true class was compared with itself, which adds 1 for every example. Leave it out of the "
          + "sum."
      ) { scores, labels in try total(scores, labels) + 1 },
      right.wrongLoss(
        "margin left out",
        "The margin is missing. It is not enough that the true class wins: it should win by 1, so the "
          + "term is max(0, z_c − z_k + 1)."
      ) { scores, labels in try maximum(differences(scores, labels), 0).sum(axis: 1).mean() },
      right.wrongLoss(
        "only the worst class counted",
        "Only the largest term of each row was taken. This hinge adds the terms of all wrong classes."
      ) { scores, labels in
        try maximum(terms(scores, labels), 0).max(axis: 1).mean()
      },
      right.wrongLoss(
        "negative terms kept",
        "The terms were added without max(0, …), so classes that are far behind make the loss smaller. "
          + "Cut each term off at 0."
      ) { scores, labels in try terms(scores, labels).sum(axis: 1).mean() },
      right.wrongLoss(
        "scores the wrong way round",
        "The difference is the wrong way round. A class costs something when its score comes near that "
          + "of the true class, or above: z_c − z_k + 1."
      ) { scores, labels in try total(-scores, labels) },
      right.wrongLoss(
        "divided by the number of classes",
        "The loss was also divided by the number of classes, as PyTorch does. Here it is the sum over "
          + "the classes, and the mean over the rows."
      ) { scores, labels in try total(scores, labels) / Double(scores.shape[1]) },
      right.wrongLoss(
        "sum instead of mean",
        "The losses of the batch were added. Take their mean: divide by N."
      ) { scores, labels in try total(scores, labels) * Double(labels.count) },
      right.wrongGradient(
        "true class without gradient",
        "The true class gets no gradient. Its score stands in every term, with a minus sign: it gets "
          + "minus the number of terms that are alive."
      ) { upstream, scores, labels in
        try upstream * (terms(scores, labels) .> 0) / labels.count
      },
      right.wrongGradient(
        "true class counted once",
        "The true class gets −1 for each row. Its score stands in every term that is alive: it gets "
          + "minus their number."
      ) { upstream, scores, labels in
        let oneHot = try Tensor.oneHot(labels, classes: scores.shape[1])
        return try upstream * ((terms(scores, labels) .> 0) - oneHot) / labels.count
      }.or(
        right.wrongGradient("", "") { upstream, scores, labels in
          let alive = try terms(scores, labels) .> 0
          let some = try alive.max(axis: 1, keepingDimensions: true)
          let oneHot = try Tensor.oneHot(labels, classes: scores.shape[1])
          return try upstream * (alive - some * oneHot) / labels.count
        }.implementation
      ),
      right.wrongGradient(
        "margin left out of the mask",
        "The mask is z_c − z_k > 0, without the margin. A class that comes closer than 1 costs already."
      ) { upstream, scores, labels in
        try balanced(differences(scores, labels) .> 0, labels) * upstream / labels.count
      },
      right.wrongGradient(
        "mask forgotten",
        "Every wrong class got a gradient. Terms that are cut off at 0 do not change: they get none."
      ) { upstream, scores, labels in
        let all = try 1 - Tensor.oneHot(labels, classes: scores.shape[1])
        return try balanced(all, labels) * upstream / labels.count
      },
      right.wrongGradient(
        "slope 1 where a margin is met exactly",
        "A margin that is met exactly was counted as missed. This exercise asks for slope 0 there: use "
          + ".> rather than .>=."
      ) { upstream, scores, labels in
        let others = try 1 - Tensor.oneHot(labels, classes: scores.shape[1])
        let alive = try others * (terms(scores, labels) .>= 0)
        return try balanced(alive, labels) * upstream / labels.count
      },
      right.wrongGradient(
        "terms for slopes",
        "The gradient contains the size of the terms. A term that is alive has slope 1, however large "
          + "it is."
      ) { upstream, scores, labels in
        try balanced(maximum(terms(scores, labels), 0), labels) * upstream / labels.count
      },
      right.wrongGradient(
        "sign of the gradient",
        "The sign is wrong: a larger score of a wrong class makes the loss larger, so its gradient is "
          + "positive."
      ) { upstream, scores, labels in
        try balanced(terms(scores, labels) .> 0, labels) * (-upstream) / labels.count
      },
      right.wrongGradient(
        "1/N missing",
        "The gradient is that of the sum over the batch. The loss is the mean: divide by N."
      ) { upstream, scores, labels in
        try balanced(terms(scores, labels) .> 0, labels) * upstream
      },
      right.wrongGradient(
        "gradient divided by the number of classes",
        "The gradient was also divided by the number of classes. Divide by the number of rows alone."
      ) { upstream, scores, labels in
        try balanced(terms(scores, labels) .> 0, labels) * upstream / scores.count
      },
      right.wrongGradient(
        "upstream ignored",
        "The upstream gradient is missing. By the chain rule, multiply by it; it is not always 1."
      ) { _, scores, labels in
        try balanced(terms(scores, labels) .> 0, labels) / labels.count
      },
      right.wrongLoss(
        "true class told by its score",
        "Classes with the same score as the true class were left out of the sum with it. Tell the true "
          + "class by its label: a class that is level with it costs 1."
      ) { scores, labels in
        let others = try differences(scores, labels) .!= 0
        return try (others * maximum(differences(scores, labels) + 1, 0)).sum(axis: 1).mean()
      },
      right.wrongGradient(
        "true class told by its score in the gradient",
        "Classes with the same score as the true class got no gradient. Tell the true class by its label: "
          + "a class that is level with it misses the margin."
      ) { upstream, scores, labels in
        let alive = try (terms(scores, labels) .> 0) * (differences(scores, labels) .!= 0)
        return try balanced(alive, labels) * upstream / labels.count
      },
    ]
  )

  private static let right = LossVariants<[Int]>(
    forward: { try LossesSolutions::MulticlassHinge.forward($0, labels: $1) },
    backward: { try LossesSolutions::MulticlassHinge.backward($0, $1, labels: $2) }
  )

  private static func total(_ scores: Tensor, _ labels: [Int]) throws -> Double {
    try LossesSolutions::MulticlassHinge.forward(scores, labels: labels)
  }

  /// z_c − z_k for every class.
  private static func differences(_ scores: Tensor, _ labels: [Int]) throws -> Tensor {
    try scores - scores.picking(labels).expandingAxis(at: 1)
  }

  /// z_c − z_k + 1, and 0 for the true class.
  private static func terms(_ scores: Tensor, _ labels: [Int]) throws -> Tensor {
    let others = try 1 - Tensor.oneHot(labels, classes: scores.shape[1])
    return try others * (differences(scores, labels) + 1)
  }

  /// Slopes of the wrong classes, with minus their sum at the true class of each row.
  private static func balanced(_ slopes: Tensor, _ labels: [Int]) throws -> Tensor {
    let sums = try slopes.sum(axis: 1, keepingDimensions: true)
    return try slopes - sums * Tensor.oneHot(labels, classes: slopes.shape[1])
  }
}
