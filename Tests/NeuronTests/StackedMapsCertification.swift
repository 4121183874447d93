import Grading
import Tensors

@testable import NeuronSolutions

extension StackedMapsGrader: Certified {
  static let certification = Certification(
    // Read off from the stack itself: it answers b to x = 0, and b plus row d of W to the d-th unit vector.
    reference: labelled { w1, b1, w2, b2 in
      func stack(_ x: [Double]) -> [Double] {
        let h = (0..<b1.count).map { k in
          x.indices.reduce(b1[k]) { $0 + x[$1] * w1[$1, k] }
        }
        return (0..<b2.count).map { m in
          h.indices.reduce(b2[m]) { $0 + h[$1] * w2[$1, m] }
        }
      }
      let inputs = w1.shape[0]
      let bias = stack(Array(repeating: 0, count: inputs))
      let rows = (0..<inputs).map { d in
        zip(stack((0..<inputs).map { $0 == d ? 1 : 0 }), bias).map { $0 - $1 }
      }
      return (try Tensor(rows: rows), Tensor(bias))
    },
    solution: Implementation(function: NeuronSolutions::StackedMaps.combined),
    alternatives: [
      Alternative(
        "the bias as a matrix with one row",
        labelled { w1, b1, w2, b2 in
          let row = try b1.expandingAxis(at: 0).matmul(w2).squeezingAxis(at: 0)
          return (try w1.matmul(w2), try b2 + row)
        }
      ),
      Alternative(
        "loops",
        labelled { w1, b1, w2, b2 in
          var (weight, bias) = (try Tensor.zeros([w1.shape[0], w2.shape[1]]), b2)
          for m in 0..<w2.shape[1] {
            for k in 0..<w2.shape[0] {
              bias[m] += b1[k] * w2[k, m]
              for d in 0..<w1.shape[0] { weight[d, m] += w1[d, k] * w2[k, m] }
            }
          }
          return (weight, bias)
        }
      ),
    ],
    mistakes: [
      mistake(
        "factors in the wrong order",
        "The weights were multiplied in the wrong order. x meets W₁ first, so W₁ stands on the left: "
          + "W₁ · W₂."
      ) { w1, b1, w2, b2 in (try w2.matmul(w1), try b1.matmul(w2) + b2) },
      mistake(
        "biases added as they are",
        "The biases were added. b₁ goes through the second map like everything in h: it arrives as "
          + "b₁ · W₂."
      ) { w1, b1, w2, b2 in (try w1.matmul(w2), try b1 + b2) },
      mistake(
        "first bias forgotten",
        "The bias is b₂ alone. The first bias goes through the second map, and b₁ · W₂ is added."
      ) { w1, _, w2, b2 in (try w1.matmul(w2), b2) },
      mistake(
        "second bias forgotten",
        "The bias is b₁ · W₂ alone. The second bias is added to it."
      ) { w1, b1, w2, _ in (try w1.matmul(w2), try b1.matmul(w2)) },
      mistake(
        "second bias through the second map",
        "Both biases were multiplied by W₂. b₂ is added after the second map, and stays as it is."
      ) { w1, b1, w2, b2 in (try w1.matmul(w2), try (b1 + b2).matmul(w2)) },
      mistake(
        "elementwise product of the weights",
        "The weights were multiplied entry by entry with *. A map after a map is their matrix product: "
          + "matmul."
      ) { w1, b1, w2, b2 in (try w1 * w2, try b1.matmul(w2) + b2) },
      mistake(
        "weights added",
        "The weights were added. One map after the other multiplies them: W₁ · W₂."
      ) { w1, b1, w2, b2 in (try w1 + w2, try b1.matmul(w2) + b2) },
    ]
  )

  private typealias Combine =
    @Sendable (_ w1: Tensor, _ b1: Tensor, _ w2: Tensor, _ b2: Tensor) throws -> (Tensor, Tensor)

  private static func labelled(_ combine: @escaping Combine) -> Implementation {
    Implementation(function: { (w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor) in
      let (weight, bias) = try combine(w1, b1, w2, b2)
      return (weight: weight, bias: bias)
    })
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ combine: @escaping Combine
  ) -> KnownMistake {
    KnownMistake(name, sentence, labelled(combine))
  }
}
