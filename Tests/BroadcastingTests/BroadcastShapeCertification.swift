import Grading
import Tensors

@testable import BroadcastingSolutions

extension BroadcastShapeGrader: Certified {
  static let certification = Certification(
    // A shape is stretched from its indices: axis i from the right has a size unless both sides contradict.
    reference: answering { a, b in
      var result: [Int] = []
      for i in 1..<(max(a.count, b.count) + 1) {
        let sizes = Set([a, b].filter { i <= $0.count }.map { $0[$0.count - i] }).subtracting([1])
        guard sizes.count <= 1 else { return nil }
        result.insert(sizes.first ?? 1, at: 0)
      }
      return result
    },
    solution: answering(BroadcastingSolutions::BroadcastShape.combined),
    alternatives: [
      Alternative(
        "from the right, with reversed lists",
        answering { a, b in
          var result: [Int] = []
          var (left, right) = (a, b)
          while let p = left.popLast() ?? (right.isEmpty ? nil : 1) {
            let q = right.popLast() ?? 1
            if p == q || q == 1 {
              result.append(p)
            } else if p == 1 {
              result.append(q)
            } else {
              return nil
            }
          }
          return result.reversed()
        }
      ),
      Alternative("by recursion on the last axis", answering { a, b in try recursive(a, b) }),
    ],
    mistakes: [
      mistake(
        "filled up on the right",
        "The shorter shape was filled up with ones on its right. Shapes are matched from the right, so "
          + "the ones go on the left."
      ) { a, b in
        let rank = max(a.count, b.count)
        return combined(
          a + Array(repeating: 1, count: rank - a.count),
          b + Array(repeating: 1, count: rank - b.count)
        )
      },
      mistake(
        "larger size, whatever it is",
        "The larger size was taken on every axis, so nothing ever fails to fit. Only a size of 1 may be "
          + "stretched: return nil where the sizes differ and neither is 1."
      ) { a, b in
        let (left, right) = filled(a, b)
        return zip(left, right).map { max($0, $1) }
      },
      mistake(
        "larger size where one is 1",
        "The larger of both sizes was taken. That is right for 1 and 5, and wrong for 1 and 0: the size of "
          + "1 takes on the other size, which is 0."
      ) { a, b in
        let (left, right) = filled(a, b)
        guard combined(left, right) != nil else { return nil }
        return zip(left, right).map { max($0, $1) }
      },
      mistake(
        "multiples fit",
        "Sizes of which one is a multiple of the other were taken to fit, such as 4 and 2. Only a size of 1 may be "
          + "stretched: return nil where the sizes differ and neither is 1."
      ) { a, b in
        let (left, right) = filled(a, b)
        let fit = zip(left, right).allSatisfy { p, q in
          p == q || min(p, q) > 0 && max(p, q) % min(p, q) == 0 || min(p, q) == 0 && max(p, q) == 1
        }
        return fit ? zip(left, right).map { $0 == 1 || $1 == 1 ? $0 * $1 : max($0, $1) } : nil
      },
      mistake(
        "another number of axes refused",
        "Shapes with different numbers of axes were refused. Fill the shorter one up with ones on its left."
      ) { a, b in a.count == b.count ? combined(a, b) : nil },
      mistake(
        "empty b refused",
        "Where b is [] and a is not, nil is returned. [] is the shape of a single number, which fits every shape."
      ) { a, b in
        let (left, right) = filled(a, b)
        return b.isEmpty && !a.isEmpty ? nil : combined(left, right)
      },
      mistake(
        "only the shared axes returned",
        "The result has only the axes that both shapes have. The further axes of the longer shape belong to "
          + "it too, on the left."
      ) { a, b in
        let rank = min(a.count, b.count)
        return combined(Array(a.suffix(rank)), Array(b.suffix(rank)))
      },
      mistake(
        "compared from the left and cut off",
        "The axes were paired from the left, and those left over dropped. Pair them from the right: fill the "
          + "shorter shape up with ones first."
      ) { a, b in
        let rank = min(a.count, b.count)
        return combined(Array(a.prefix(rank)), Array(b.prefix(rank)))
      },
      mistake(
        "only b is stretched",
        "Only b is stretched to a. Each of the two may be: where a has a size of 1, it takes on that of b."
      ) { a, b in
        let (left, right) = filled(a, b)
        return zip(left, right).allSatisfy { $0 == $1 || $1 == 1 } ? left : nil
      },
      mistake(
        "only ones on the left are missing",
        "The shapes were filled up, but a size of 1 was not stretched. Equal sizes fit, and so does 1 with "
          + "any size."
      ) { a, b in
        let shorter = min(a.count, b.count)
        guard Array(a.suffix(shorter)) == Array(b.suffix(shorter)) else { return nil }
        return a.count > b.count ? a : b
      },
      mistake(
        "axes in reverse order",
        "The sizes are in reverse order. They were collected from the right: reverse the list at the end."
      ) { a, b in
        let (left, right) = filled(a, b)
        return combined(left, right)?.reversed()
      },
      mistake(
        "never nil",
        "A list is returned even for shapes that do not fit. Return nil for them; the empty list is the shape of "
          + "a single number."
      ) { a, b in
        let (left, right) = filled(a, b)
        return combined(left, right) ?? []
      },
      KnownMistake(
        "error instead of nil",
        "Tensor.broadcastShape throws an error when the shapes do not fit. Here nil is asked for, from the three "
          + "rules in your own code.",
        answering { a, b in try Tensor.broadcastShape(a, b) }
      ),
    ]
  )

  private static func filled(_ a: [Int], _ b: [Int]) -> ([Int], [Int]) {
    let rank = max(a.count, b.count)
    return (
      Array(repeating: 1, count: rank - a.count) + a,
      Array(repeating: 1, count: rank - b.count) + b
    )
  }

  /// The rules for two shapes of one length.
  private static func combined(_ a: [Int], _ b: [Int]) -> [Int]? {
    guard zip(a, b).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else { return nil }
    return zip(a, b).map { $0 == 1 ? $1 : $0 }
  }

  private static func recursive(_ a: [Int], _ b: [Int]) throws -> [Int]? {
    guard let p = a.last else { return b }
    guard let q = b.last else { return a }
    guard let rest = try recursive(a.dropLast(), b.dropLast()) else { return nil }
    if p == 1 { return rest + [q] }
    return q == 1 || p == q ? rest + [p] : nil
  }

  private static func mistake(
    _ name: String,
    _ sentence: String,
    _ combined: @escaping @Sendable (_ a: [Int], _ b: [Int]) -> [Int]?
  ) -> KnownMistake {
    KnownMistake(name, sentence, answering(combined))
  }
}
