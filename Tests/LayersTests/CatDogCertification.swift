import Grading
import ReferenceLayers
import Tensors

@testable import LayersSolutions

extension CatDogGrader: Certified {
  static let certification = Certification(
    reference: Implementation(
      forward: { (x: Tensor, labels: [Int], w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) in
        let logits = try network(w1, b1, w2, b2).forward(x)
        return try SoftmaxCrossEntropy.forward(logits, labels: labels).item()
      },
      backward: {
        (g: Double, x: Tensor, labels: [Int], w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) in
        let network = network(w1, b1, w2, b2)
        let (logits, cache) = try network.forwardWithCache(x)
        let delta = try SoftmaxCrossEntropy.backward(Tensor(g), logits, labels: labels)
        let gradients = try network.backward(delta, cache: cache).parameters.map(\.value)
        return (
          weight1: gradients[0], bias1: gradients[1], weight2: gradients[2], bias2: gradients[3]
        )
      }
    ),
    solution: solution,
    alternatives: [
      Alternative(
        "the mask from the ReLU's output",
        wrong { $0.mask = { _, cache in cache.hidden .> 0 } }
      ),
      Alternative(
        "one example after the other",
        solution.replacingBackward { (upstream: Double, cache: Cache) in
          let (x, h, w2) = (cache.images, cache.hidden, cache.weight2)
          var weight1 = try Tensor.zeros([x.shape[1], h.shape[1]])
          var bias1 = try Tensor.zeros([h.shape[1]])
          var weight2 = Tensor.zeros(like: w2)
          var bias2 = try Tensor.zeros([w2.shape[1]])
          for (n, label) in cache.labels.enumerated() {
            for c in 0..<w2.shape[1] {
              let hit = c == label ? 1.0 : 0
              let delta = upstream * (cache.probabilities[n, c] - hit) / Double(x.shape[0])
              bias2[c] += delta
              for j in 0..<h.shape[1] {
                weight2[j, c] += h[n, j] * delta
                guard cache.sums[n, j] > 0 else { continue }
                bias1[j] += w2[j, c] * delta
                for d in 0..<x.shape[1] { weight1[d, j] += x[n, d] * w2[j, c] * delta }
              }
            }
          }
          return (weight1: weight1, bias1: bias1, weight2: weight2, bias2: bias2)
        }
      ),
    ],
    mistakes: [
      mistake(
        "the code as it was handed out",
        "This is the code as it was handed out, with all its bugs. Begin with what is right: "
          + "∂L/∂bias2, and so δ². Which of its neighbours is made from δ² and one other tensor?"
      ) {
        $0.input2 = { $0.sums }
        $0.mask = { hidden, _ in hidden .> 0 }
        $0.bias1 = { try $0.mean(axis: 0) }
      },
      mistake(
        "mask from the gradient's sign, and bias1 averaged",
        "δ¹ is wrong, and both gradients of layer 1 with it: the mask has to come from what the ReLU saw "
          + "in forward, not from the gradient. Repair that first; then look at bias1 again."
      ) {
        $0.mask = { hidden, _ in hidden .> 0 }
        $0.bias1 = { try $0.mean(axis: 0) }
      },
      mistake(
        "pre-activation for activation in layer 2",
        "∂L/∂weight2 was made from z¹, before the ReLU. Layer 2 never saw z¹: look up in forward what it "
          + "multiplied with weight2."
      ) { $0.input2 = { $0.sums } },
      mistake(
        "mask from the gradient's sign",
        "The mask of the ReLU was taken from the sign of the gradient that comes back. Whether a unit "
          + "is open was decided in forward, by the sign of its sum."
      ) { $0.mask = { hidden, _ in hidden .> 0 } },
      mistake(
        "bias1 averaged over the batch",
        "∂L/∂bias1 was averaged over the batch. The loss has averaged already, and its 1/N is in δ¹; "
          + "here, sum."
      ) { $0.bias1 = { try $0.mean(axis: 0) } },
      mistake(
        "mask left out",
        "The gradient passes the ReLU everywhere. Where the sum was negative, the hidden unit did not "
          + "move, and nothing may pass."
      ) { $0.mask = { hidden, _ in .ones(like: hidden) } },
      mistake(
        "mask inverted",
        "The mask is inverted: the gradient passes where the sum was negative."
      ) { $0.mask = { _, cache in cache.sums .<= 0 } },
      mistake(
        "hidden values for the mask",
        "∂L/∂h was multiplied by the hidden values. Multiply it by their slope: 1 where the sum was "
          + "positive, else 0."
      ) { $0.mask = { _, cache in cache.hidden } },
      mistake(
        "mask applied to layer 2",
        "The input of layer 2 was replaced by a mask of ones and zeros. ∂L/∂weight2 is made from the "
          + "hidden values themselves."
      ) { $0.input2 = { $0.hidden .> 0 } },
      mistake(
        "1/N missing",
        "δ² is not divided by the batch size. The loss is a mean: the 1/N belongs there, once."
      ) { $0.delta2 = { $0 * $1.probabilities.shape[0] } },
      mistake(
        "1/N twice",
        "δ² was divided by the batch size twice. The mean brings 1/N once."
      ) { $0.delta2 = { $0 / $1.probabilities.shape[0] } },
      mistake(
        "one-hot labels not subtracted",
        "δ² is the probabilities alone. What is predicted minus what is true: subtract the one-hot "
          + "labels."
      ) {
        $0.delta2 = { delta, cache in
          let oneHot = try Tensor.oneHot(cache.labels, classes: delta.shape[1])
          let truth = try (cache.probabilities - oneHot)
          return try delta / truth * cache.probabilities
        }
      },
      mistake(
        "weight2 not transposed",
        "δ² was multiplied by weight2 itself, which does not fit: δ² is [N, C] and weight2 is [H, C], so "
          + "transpose it."
      ) { $0.weight2 = { $0.weight2 } },
      mistake(
        "weight2 forgotten on the way to layer 1",
        "δ² was used for ∂L/∂h without going back through weight2. It has C columns, and ∂L/∂h has H: "
          + "multiply by weight2, transposed."
      ) { $0.weight2 = { try Tensor.identity($0.weight2.shape[1]) } },
    ]
  )

  private typealias CatDog = LayersSolutions::CatDog
  private typealias Cache = LayersSolutions::CatDog.Cache

  private static let solution = Implementation(forward: CatDog.forward, backward: CatDog.backward)

  private static func network(_ w1: Tensor, _ b1: Tensor, _ w2: Tensor, _ b2: Tensor) -> Network {
    Network([
      LinearLayer(weight: w1, bias: b1), ActivationLayer.relu, LinearLayer(weight: w2, bias: b2),
    ])
  }

  /// The right backward pass in pieces, each of which a mistake can replace.
  private struct Pieces {
    var delta2: (_ right: Tensor, Cache) throws -> Tensor = { delta, _ in delta }
    var input2: (Cache) -> Tensor = { $0.hidden }
    var weight2: (Cache) throws -> Tensor = { try $0.weight2.transposed() }
    var mask: (_ hidden: Tensor, Cache) -> Tensor = { _, cache in cache.sums .> 0 }
    var bias1: (_ delta1: Tensor) throws -> Tensor = { try $0.sum(axis: 0) }
  }

  private static func wrong(_ spoil: @escaping @Sendable (inout Pieces) -> Void) -> Implementation {
    solution.replacingBackward { (upstream: Double, cache: Cache) in
      var pieces = Pieces()
      spoil(&pieces)
      let oneHot = try Tensor.oneHot(cache.labels, classes: cache.probabilities.shape[1])
      let right = try upstream * (cache.probabilities - oneHot) / cache.probabilities.shape[0]
      let delta2 = try pieces.delta2(right, cache)
      let hidden = try delta2.matmul(pieces.weight2(cache))
      let delta1 = try hidden * pieces.mask(hidden, cache)
      return (
        weight1: try cache.images.transposed().matmul(delta1),
        bias1: try pieces.bias1(delta1),
        weight2: try pieces.input2(cache).transposed().matmul(delta2),
        bias2: try delta2.sum(axis: 0)
      )
    }
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ spoil: @escaping @Sendable (inout Pieces) -> Void
  ) -> KnownMistake {
    KnownMistake(name, sentence, wrong(spoil))
  }
}
