import Grading
import Tensors

extension Implementation {
  /// The same functions with the numbers of one result spoiled.
  ///
  /// - Parameters:
  ///   - name: The gradient to spoil; nil for the output of forward, and for a trajectory the label.
  ///   - spoil: The spoiled numbers; the source of randomness has the same seed in every call.
  /// - Returns: The spoiled implementation.
  func spoiling(
    _ name: String?,
    _ spoil: @escaping @Sendable (_ scalars: [Double], _ random: inout RandomSource) -> [Double]
  ) -> Implementation {
    let (original, originalBackward) = (call, backward)
    @Sendable func spoiled(_ value: Value) -> Value {
      var random = RandomSource(seed: 99)
      return value.replacingScalars(spoil(value.scalars, &random))
    }
    @Sendable func spoiledCall(
      _ inputs: [Value],
      _ random: inout RandomSource
    ) throws -> Answer {
      var answer = try original(inputs, &random)
      for position in answer.values.indices where answer.values[position].label == name {
        answer.values[position].value = spoiled(answer.values[position].value)
      }
      return answer
    }
    @Sendable func spoiledBackward(
      _ upstream: Value,
      _ inputs: [Value],
      _ cache: Any?
    ) throws -> Labelled {
      guard let originalBackward else { return [] }
      var gradients = try originalBackward(upstream, inputs, cache)
      // A single gradient carries no label.
      for position in gradients.indices
      where name != nil && (gradients[position].label ?? name) == name {
        gradients[position].value = spoiled(gradients[position].value)
      }
      return gradients
    }
    return Implementation(
      call: spoiledCall,
      backward: originalBackward == nil ? nil : spoiledBackward,
      isCached: isCached
    )
  }
}

/// Numbers that no mistake explains, made of right ones.
enum Garbage {
  /// Independent noise added to every entry.
  static func noise(_ name: String?, in right: Implementation, size: Double = 0.1) -> Wrong {
    Wrong(
      "noise of \(size) in \(name ?? "the output")",
      expected: [],
      right.spoiling(name) { scalars, random in scalars.map { $0 + size * random.normal() } }
    )
  }

  /// Every entry times a random number.
  static func factors(_ name: String?, in right: Implementation) -> Wrong {
    Wrong(
      "random factors in \(name ?? "the output")",
      expected: [],
      right.spoiling(name) { scalars, random in scalars.map { $0 * (0.5 + random.uniform()) } }
    )
  }

  /// The entries in a random order.
  static func shuffle(_ name: String?, in right: Implementation) -> Wrong {
    Wrong(
      "shuffled entries in \(name ?? "the output")",
      expected: [],
      right.spoiling(name) { scalars, random in
        random.permutation(scalars.count).map { scalars[$0] }
      }
    )
  }

  /// Random signs.
  static func signs(_ name: String?, in right: Implementation) -> Wrong {
    Wrong(
      "random signs in \(name ?? "the output")",
      expected: [],
      right.spoiling(name) { scalars, random in
        scalars.map { random.uniform() < 0.5 ? -$0 : $0 }
      }
    )
  }
}
