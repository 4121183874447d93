import Grading
import ReferenceLayers
import Tensors

/// softmax(Q · Kᵀ/√d, where the mask is 1) · V with Q: [T, D], K: [S, D], V: [S, E], mask: [T, S].
enum AttentionCorpus {
  static let operation = CorpusOperation(
    name: "attention",
    exercise: Exercise(
      .differentiable,
      axes: [
        .axis("T", "number of queries", 3), .axis("S", "number of keys", 4),
        .axis("D", "size of queries and keys", 5), .axis("E", "size of values", 2),
      ],
      inputs: [
        .tensor("query", "T", "D"), .tensor("key", "S", "D"), .tensor("value", "S", "E"),
        .made("mask") { sizes, _ in try causalMask(sizes["T"] ?? 1, sizes["S"] ?? 1) },
      ],
      edges: [
        .edge("nothing masked") { $0[tensor: "mask"] = .ones(like: $0[tensor: "mask"]) },
        .edge("large scores") {
          $0[tensor: "query"] *= 100
          $0[tensor: "key"] *= 100
        },
        .sizes("a single query", ["T": 1]),
      ],
      student: attention()
    ),
    reference: reference,
    right: [
      Alternative("step by step", attention()),
      Alternative("masked by a large negative number", attention(.init(closed: -1e30))),
      Alternative(
        "queries scaled first",
        attention().replacingForward { (query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
          let scaled = query / Double(query.shape[1]).squareRoot()
          let scores = try scaled.matmul(key.transposed())
          let open = try scores.combined(with: mask) { s, m in m == 0 ? -.infinity : s }
          return try Softmax.forward(open).matmul(value)
        }
      ),
    ],
    wrong: wrong,
    garbage: [Garbage.noise("query", in: reference), Garbage.shuffle("value", in: reference)]
  )

  static let reference = Implementation(
    forward: { (query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
      try ScaledDotProductAttention.forward(query, key: key, value: value, mask: mask)
    },
    backward: { (g: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
      try ScaledDotProductAttention.backward(g, query, key: key, value: value, mask: mask)
    }
  )

  /// Each query sees the keys up to its own place, both counted from the end.
  @Sendable private static func causalMask(_ queries: Int, _ keys: Int) throws -> Tensor {
    let (rows, columns) = (try Tensor.range(queries), try Tensor.range(keys))
    return try rows.expandingAxis(at: 1) + (keys - queries) .>= columns
  }

  private static let wrong: [Wrong] = [
    Wrong(
      "scale forgotten, forward and backward",
      expected: [.otherFunction],
      attention(.init(power: 0))  // wrong on purpose
    ),
    Wrong(
      "scaled by d instead of its root, forward and backward",
      expected: [.otherFunction],
      attention(.init(power: -1))  // wrong on purpose
    ),
    Wrong(
      "scale forgotten in backward",
      expected: [.scaled],
      attention(.init(backwardPower: 0))  // wrong on purpose
    ),
    Wrong(
      "scaled by d in backward",
      expected: [.scaled],
      attention(.init(backwardPower: -1))  // wrong on purpose
    ),
    Wrong(
      "softmax over the queries, forward and backward",
      expected: [.forwardWrongAxis, .wrongAxis],
      attention(.init(axis: 0))  // wrong on purpose
    ),
    Wrong(
      "projection of softmax over the queries in backward",
      expected: [.wrongAxis],
      attention(.init(backwardAxis: 0))  // wrong on purpose
    ),
    Wrong(
      "mask forgotten, forward and backward",
      expected: [.maskOnly, .otherFunction],
      attention(.init(isMasked: false))  // wrong on purpose
    ),
    Wrong(
      "masked with 0 instead of −∞",
      expected: [.maskOnly],
      attention(.init(closed: 0))  // wrong on purpose
    ),
    Wrong(
      "mask applied after softmax",
      expected: [.maskOnly],
      attention(.init(isMasked: false)).replacingForward {
        (query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
        let scores = try query.matmul(key.transposed()) / Double(query.shape[1]).squareRoot()
        return try (Softmax.forward(scores) * mask).matmul(value)  // wrong on purpose
      }
    ),
    Wrong(
      "projection of softmax forgotten",
      expected: [.missingTerm],
      attention(.init(isProjected: false))  // wrong on purpose
    ),
    Wrong(
      "key gradient transposed",
      expected: [.transposed],
      spoiled { right, _ in right.key = try right.key.transposed() }  // wrong on purpose
    ),
    Wrong(
      "upstream ignored in the value",
      expected: [.upstreamIgnored],
      reference.replacingBackward {
        (g: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
        let ones = try ScaledDotProductAttention.backward(
          Tensor.ones(like: g),
          query,
          key: key,
          value: value,
          mask: mask
        )
        let right = try ScaledDotProductAttention.backward(
          g,
          query,
          key: key,
          value: value,
          mask: mask
        )
        return (query: right.query, key: right.key, value: ones.value)  // wrong on purpose
      }
    ),
    Wrong(
      "value gradient averaged over the queries",
      expected: [.scaled],
      spoiled { right, g in right.value /= g.shape[0] }  // wrong on purpose
    ),
    Wrong(
      "keys treated as constants",
      expected: [.zero],
      spoiled { right, _ in right.key = .zeros(like: right.key) }  // wrong on purpose
    ),
    Wrong(
      "softmax not shifted",
      expected: [.forwardOverflow],
      attention().replacingForward {
        (query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
        let scores = try query.matmul(key.transposed()) / Double(query.shape[1]).squareRoot()
        let e = try exp(scores) * mask  // wrong on purpose
        return try (e / e.sum(axis: 1, keepingDimensions: true)).matmul(value)
      }
    ),
  ]

  private typealias Gradients = (query: Tensor, key: Tensor, value: Tensor)

  private static func spoiled(
    _ spoil: @escaping @Sendable (_ right: inout Gradients, _ upstream: Tensor) throws -> Void
  ) -> Implementation {
    reference.replacingBackward {
      (g: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
      var right = try ScaledDotProductAttention.backward(
        g,
        query,
        key: key,
        value: value,
        mask: mask
      )
      try spoil(&right, g)
      return right
    }
  }

  /// The decisions of a student who writes attention; the defaults are right.
  private struct Choices: Sendable {
    /// The power of d in the scale.
    var power = -0.5
    var backwardPower: Double?
    /// The axis of softmax.
    var axis = 1
    var backwardAxis: Int?
    var isMasked = true
    var isProjected = true
    /// The score of a masked key.
    var closed = -Double.infinity
  }

  private static func attention(_ choices: Choices = Choices()) -> Implementation {
    @Sendable func weights(_ query: Tensor, _ key: Tensor, _ mask: Tensor) throws -> Tensor {
      let scale = pow(Double(query.shape[1]), choices.power)
      let scores = try query.matmul(key.transposed()) * scale  // [T, S]
      let open =
        choices.isMasked
        ? try scores.combined(with: mask) { s, m in m == 0 ? choices.closed : s } : scores
      return try Softmax.forward(open, axis: choices.axis)
    }
    return Implementation(
      forward: { (query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
        try weights(query, key, mask).matmul(value)
      },
      backward: { (g: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: Tensor) in
        let p = try weights(query, key, mask)
        let dP = try g.matmul(value.transposed())
        let axis = choices.backwardAxis ?? choices.axis
        let projection = try (dP * p).sum(axis: axis, keepingDimensions: true)
        var dS = choices.isProjected ? try p * (dP - projection) : try p * dP
        // A score that was replaced has no part in what follows.
        if choices.isMasked { dS = try dS * mask }
        let power = choices.backwardPower ?? choices.power
        let scale = pow(Double(query.shape[1]), power)
        return (
          query: try dS.matmul(key) * scale, key: try dS.transposed().matmul(query) * scale,
          value: try p.transposed().matmul(g)
        )
      }
    )
  }
}

extension Implementation {
  /// The same backward function with another forward one.
  fileprivate func replacingForward<each Argument: ExerciseValue, Output: ExerciseValue>(
    _ forward: @escaping @Sendable (repeat each Argument) throws -> Output
  ) -> Implementation {
    Implementation(
      call: Implementation(function: forward).call,
      backward: backward,
      isCached: isCached
    )
  }
}
