import ReferenceLayers
import Tensors

extension Subject {
  static let recurrentLayers: [Subject] = [
    Subject(
      name: "TanhRNN",
      forward: {
        [
          "y": try TanhRNN.forward(
            $0("x"),
            state: $0("state"),
            inputWeight: $0("inputWeight"),
            hiddenWeight: $0("hiddenWeight"),
            bias: $0("bias")
          )
        ]
      },
      backward: {
        let g = try TanhRNN.backward(
          $0.upstream(),
          $0("x"),
          state: $0("state"),
          inputWeight: $0("inputWeight"),
          hiddenWeight: $0("hiddenWeight"),
          bias: $0("bias")
        )
        return [
          "x": g.x, "state": g.state, "inputWeight": g.inputWeight, "hiddenWeight": g.hiddenWeight,
          "bias": g.bias,
        ]
      },
      sample: { random in try recurrent(1, ["state"], ["bias"], &random) }
    ),
    gatedUnit("GRU", reset: .after),
    gatedUnit("GRU with the reset before", reset: .before),
    Subject(
      name: "LSTM",
      forward: {
        let y = try LSTM.forward(
          $0("x"),
          hidden: $0("hidden"),
          cell: $0("cell"),
          inputWeight: $0("inputWeight"),
          hiddenWeight: $0("hiddenWeight"),
          bias: $0("bias")
        )
        return ["hidden": y.hidden, "cell": y.cell]
      },
      backward: {
        let g = try LSTM.backward(
          (hidden: $0.upstream("hidden"), cell: $0.upstream("cell")),
          $0("x"),
          hidden: $0("hidden"),
          cell: $0("cell"),
          inputWeight: $0("inputWeight"),
          hiddenWeight: $0("hiddenWeight"),
          bias: $0("bias")
        )
        return [
          "x": g.x, "hidden": g.hidden, "cell": g.cell, "inputWeight": g.inputWeight,
          "hiddenWeight": g.hiddenWeight, "bias": g.bias,
        ]
      },
      sample: { random in try recurrent(4, ["hidden", "cell"], ["bias"], &random) }
    ),
  ]

  private static func gatedUnit(_ name: String, reset: GRU.Reset) -> Subject {
    Subject(
      name: name,
      forward: {
        [
          "y": try GRU.forward(
            $0("x"),
            state: $0("state"),
            inputWeight: $0("inputWeight"),
            hiddenWeight: $0("hiddenWeight"),
            inputBias: $0("inputBias"),
            hiddenBias: $0("hiddenBias"),
            reset: reset
          )
        ]
      },
      backward: {
        let g = try GRU.backward(
          $0.upstream(),
          $0("x"),
          state: $0("state"),
          inputWeight: $0("inputWeight"),
          hiddenWeight: $0("hiddenWeight"),
          inputBias: $0("inputBias"),
          hiddenBias: $0("hiddenBias"),
          reset: reset
        )
        return [
          "x": g.x, "state": g.state, "inputWeight": g.inputWeight, "hiddenWeight": g.hiddenWeight,
          "inputBias": g.inputBias, "hiddenBias": g.hiddenBias,
        ]
      },
      sample: { random in try recurrent(3, ["state"], ["inputBias", "hiddenBias"], &random) }
    )
  }

  private static func recurrent(
    _ gates: Int,
    _ states: [String],
    _ biases: [String],
    _ random: inout RandomSource
  ) throws -> Case {
    let (n, t, d, h) = (
      random.size(1...3), random.size(1...3), random.size(1...3), random.size(1...3)
    )
    var inputs = [
      "x": try random.normal(n, t, d), "inputWeight": try random.normal(d, gates * h),
      "hiddenWeight": try random.normal(h, gates * h),
    ]
    for state in states { inputs[state] = try random.normal(n, h) }
    for bias in biases { inputs[bias] = try random.normal(gates * h) }
    return Case(inputs: inputs)
  }

  static let attentions: [Subject] = [
    Subject(
      name: "ScaledDotProductAttention",
      forward: {
        [
          "y": try ScaledDotProductAttention.forward(
            $0("query"),
            key: $0("key"),
            value: $0("value"),
            mask: $0.constants["mask"]
          )
        ]
      },
      backward: {
        let g = try ScaledDotProductAttention.backward(
          $0.upstream(),
          $0("query"),
          key: $0("key"),
          value: $0("value"),
          mask: $0.constants["mask"]
        )
        return ["query": g.query, "key": g.key, "value": g.value]
      },
      sample: { random in
        let (n, t, s) = (random.size(1...2), random.size(1...3), random.size(2...4))
        let (d, e) = (random.size(1...3), random.size(1...3))
        var mask = try Tensor.uniform([n, t, s], using: &random) .> 0.4
        for i in 0..<n { for j in 0..<t { mask[i, j, random.integer(below: s)] = 1 } }
        return Case(
          inputs: [
            "query": try random.normal(n, t, d), "key": try random.normal(n, s, d),
            "value": try random.normal(n, s, e),
          ],
          constants: ["mask": mask]
        )
      }
    ),
    Subject(
      name: "ScaledDotProductAttention weights",
      forward: {
        [
          "y": try ScaledDotProductAttention.weights(
            $0("query"),
            key: $0("key"),
            mask: $0.constants["mask"]
          )
        ]
      },
      backward: {
        let g = try ScaledDotProductAttention.weightsBackward(
          $0.upstream(),
          $0("query"),
          key: $0("key"),
          mask: $0.constants["mask"]
        )
        return ["query": g.query, "key": g.key]
      },
      sample: { random in
        // Nobody is alone with one key, which would get all the attention whatever the query.
        let (n, t, s, d) = (
          random.size(1...2), random.size(1...3), random.size(3...4), random.size(1...3)
        )
        var mask = try Tensor.ones([n, t, s])
        for i in 0..<n { for j in 0..<t { mask[i, j, random.integer(below: s)] = 0 } }
        return Case(
          inputs: ["query": try random.normal(n, t, d), "key": try random.normal(n, s, d)],
          constants: ["mask": mask]
        )
      }
    ),
    Subject(
      name: "MultiHeadAttention",
      forward: {
        [
          "y": try MultiHeadAttention.forward(
            $0("x"),
            memory: $0("memory"),
            parameters: attentionParameters($0),
            heads: $0.int("heads"),
            mask: $0.constants["mask"]
          )
        ]
      },
      backward: {
        let g = try MultiHeadAttention.backward(
          $0.upstream(),
          $0("x"),
          memory: $0("memory"),
          parameters: attentionParameters($0),
          heads: $0.int("heads"),
          mask: $0.constants["mask"]
        )
        return named(g.parameters).merging(["x": g.x, "memory": g.memory]) { $1 }
      },
      sample: { random in
        let (n, t, s, heads) = (
          random.size(1...2), random.size(1...3), random.size(2...3), random.size(1...2)
        )
        let width = heads * random.size(1...2)
        var result = try attention(width, &random)
        result.inputs["x"] = try random.normal(n, t, width)
        result.inputs["memory"] = try random.normal(n, s, width)
        result.settings["heads"] = .number(Double(heads))
        return result
      }
    ),
    Subject(
      name: "MultiHeadAttention with other values",
      forward: {
        [
          "y": try MultiHeadAttention.forward(
            $0("x"),
            key: $0("key"),
            value: $0("value"),
            parameters: attentionParameters($0),
            heads: $0.int("heads"),
            mask: $0.constants["mask"]
          )
        ]
      },
      backward: {
        let g = try MultiHeadAttention.backward(
          $0.upstream(),
          $0("x"),
          key: $0("key"),
          value: $0("value"),
          parameters: attentionParameters($0),
          heads: $0.int("heads"),
          mask: $0.constants["mask"]
        )
        return named(g.parameters).merging(["x": g.x, "key": g.key, "value": g.value]) { $1 }
      },
      sample: { random in
        // Nobody is alone with one key: then no query would count.
        let (n, t, s) = (random.size(1...2), random.size(1...3), random.size(2...3))
        let (heads, c, d) = (random.size(1...2), random.size(1...3), random.size(1...3))
        let width = heads * random.size(1...2)
        var result = try attention(width, &random)
        result.inputs["x"] = try random.normal(n, t, width)
        result.inputs["key"] = try random.normal(n, s, c)
        result.inputs["value"] = try random.normal(n, s, d)
        result.inputs["keyWeight"] = try random.normal(c, width) / 2.0
        result.inputs["valueWeight"] = try random.normal(d, width) / 2.0
        result.settings["heads"] = .number(Double(heads))
        return result
      }
    ),
    Subject(
      name: "TransformerBlock",
      forward: {
        [
          "y": try TransformerBlock.forward(
            $0("x"),
            parameters: blockParameters($0),
            heads: $0.int("heads"),
            norm: norm($0),
            mask: $0.constants["mask"]
          )
        ]
      },
      backward: {
        let g = try TransformerBlock.backward(
          $0.upstream(),
          $0("x"),
          parameters: blockParameters($0),
          heads: $0.int("heads"),
          norm: norm($0),
          mask: $0.constants["mask"]
        )
        let p = g.parameters
        let own = [
          "x": g.x, "firstScale": p.firstScale, "firstShift": p.firstShift,
          "secondScale": p.secondScale, "secondShift": p.secondShift, "firstWeight": p.firstWeight,
          "firstBias": p.firstBias, "secondWeight": p.secondWeight, "secondBias": p.secondBias,
        ]
        return own.merging(named(p.attention)) { $1 }
      },
      sample: { random in
        let (n, t, m) = (random.size(1...2), random.size(2...3), random.size(1...3))
        var result = try attention(4, &random)
        for name in ["firstScale", "secondScale"] {
          result.inputs[name] = try random.normalAwayFromZero([4])
        }
        for name in ["firstShift", "secondShift", "secondBias"] {
          result.inputs[name] = try random.normal(4)
        }
        result.inputs["x"] = try random.normal(n, t, 4)
        result.inputs["firstWeight"] = try random.normal(4, m)
        result.inputs["firstBias"] = try random.normal(m)
        result.inputs["secondWeight"] = try random.normal(m, 4)
        result.constants["mask"] = try ScaledDotProductAttention.causalMask(t)
        result.settings["heads"] = .number(Double(random.size(1...2)))
        result.settings["norm"] = random.uniform() < 0.5 ? "before" : "after"
        return result
      }
    ),
  ]

  private static func attention(_ width: Int, _ random: inout RandomSource) throws -> Case {
    // Halved, so that no softmax saturates: its gradients would be too small to be measured.
    var inputs: [String: Tensor] = [:]
    for part in ["query", "key", "value", "output"] {
      inputs[part + "Weight"] = try random.normal(width, width) / 2.0
      inputs[part + "Bias"] = try random.normal(width)
    }
    return Case(inputs: inputs)
  }

  static func attentionParameters(_ c: Case) throws -> MultiHeadAttention.Parameters {
    MultiHeadAttention.Parameters(
      queryWeight: try c("queryWeight"),
      queryBias: try c("queryBias"),
      keyWeight: try c("keyWeight"),
      keyBias: try c("keyBias"),
      valueWeight: try c("valueWeight"),
      valueBias: try c("valueBias"),
      outputWeight: try c("outputWeight"),
      outputBias: try c("outputBias")
    )
  }

  private static func named(_ p: MultiHeadAttention.Parameters) -> [String: Tensor] {
    [
      "queryWeight": p.queryWeight, "queryBias": p.queryBias, "keyWeight": p.keyWeight,
      "keyBias": p.keyBias, "valueWeight": p.valueWeight, "valueBias": p.valueBias,
      "outputWeight": p.outputWeight, "outputBias": p.outputBias,
    ]
  }

  private static func blockParameters(_ c: Case) throws -> TransformerBlock.Parameters {
    TransformerBlock.Parameters(
      attention: try attentionParameters(c),
      firstScale: try c("firstScale"),
      firstShift: try c("firstShift"),
      secondScale: try c("secondScale"),
      secondShift: try c("secondShift"),
      firstWeight: try c("firstWeight"),
      firstBias: try c("firstBias"),
      secondWeight: try c("secondWeight"),
      secondBias: try c("secondBias")
    )
  }

  private static func norm(_ c: Case) throws -> TransformerBlock.Norm {
    guard case .word(let word) = c.settings["norm"],
      let norm = TransformerBlock.Norm(rawValue: word)
    else { throw Case.Missing(name: "norm") }
    return norm
  }
}
