import ReferenceLayers
import Tensors

extension Subject {
  static let plainLayers: [Subject] = [
    Subject(
      name: "Linear",
      forward: { ["y": try Linear.forward($0("x"), weight: $0("weight"), bias: $0("bias"))] },
      backward: {
        let g = try Linear.backward($0.upstream(), $0("x"), weight: $0("weight"), bias: $0("bias"))
        return ["x": g.x, "weight": g.weight, "bias": g.bias]
      },
      sample: { random in
        let (n, d, m) = (random.size(), random.size(), random.size())
        return Case(inputs: [
          "x": try random.normal(n, d), "weight": try random.normal(d, m),
          "bias": try random.normal(m),
        ])
      }
    ),
    Subject(
      name: "Flatten",
      forward: { ["y": try Flatten.forward($0("x"))] },
      backward: { ["x": try Flatten.backward($0.upstream(), $0("x"))] },
      sample: { random in
        Case(inputs: ["x": try Tensor.normal([random.size()] + random.shape(), using: &random)])
      }
    ),
    Subject(
      name: "Dropout",
      forward: {
        ["y": try Dropout.forward($0("x"), mask: $0("mask"), probability: $0.double("probability"))]
      },
      backward: {
        [
          "x": try Dropout.backward(
            $0.upstream(),
            $0("x"),
            mask: $0("mask"),
            probability: $0.double("probability")
          )
        ]
      },
      sample: { random in
        // The first entry is kept: a mask that drops everything passes no gradient.
        let shape = random.shape()
        let mask = try Dropout.mask(shape, probability: 0.3, using: &random)
        let scalars = [1] + mask.scalars.dropFirst()
        return Case(
          inputs: ["x": try Tensor.normal(shape, using: &random)],
          constants: ["mask": try Tensor(shape: shape, scalars)],
          settings: ["probability": 0.3]
        )
      }
    ),
    Subject(
      name: "Embedding",
      forward: { ["y": try Embedding.forward($0("table"), indices: $0.labels)] },
      backward: {
        ["table": try Embedding.backward($0.upstream(), $0("table"), indices: $0.labels)]
      },
      sample: { random in
        let (rows, width) = (random.size(1...5), random.size())
        return Case(
          inputs: ["table": try random.normal(rows, width)],
          labels: random.labels(random.size(1...6), rows)
        )
      }
    ),
    Subject(
      name: "ResidualBlock",
      forward: {
        [
          "y": try ResidualBlock.forward(
            $0("x"),
            firstWeight: $0("firstWeight"),
            firstBias: $0("firstBias"),
            secondWeight: $0("secondWeight"),
            secondBias: $0("secondBias")
          )
        ]
      },
      backward: {
        let g = try ResidualBlock.backward(
          $0.upstream(),
          $0("x"),
          firstWeight: $0("firstWeight"),
          firstBias: $0("firstBias"),
          secondWeight: $0("secondWeight"),
          secondBias: $0("secondBias")
        )
        return [
          "x": g.x, "firstWeight": g.firstWeight, "firstBias": g.firstBias,
          "secondWeight": g.secondWeight, "secondBias": g.secondBias,
        ]
      },
      sample: { random in
        let (n, d, m) = (random.size(), random.size(), random.size())
        return Case(inputs: [
          "x": try random.normal(n, d),
          "firstWeight": try random.normal(d, m), "firstBias": try random.normal(m),
          "secondWeight": try random.normal(m, d), "secondBias": try random.normal(d),
        ])
      }
    ),
  ]

  static let normalisations: [Subject] = [
    Subject(
      name: "BatchNorm",
      forward: {
        [
          "y": try BatchNorm.forward(
            $0("x"),
            scale: $0("scale"),
            shift: $0("shift"),
            epsilon: $0.double("epsilon")
          )
        ]
      },
      backward: {
        let g = try BatchNorm.backward(
          $0.upstream(),
          $0("x"),
          scale: $0("scale"),
          shift: $0("shift"),
          epsilon: $0.double("epsilon")
        )
        return ["x": g.x, "scale": g.scale, "shift": g.shift]
      },
      // A row of two is ±1 whatever it holds, and has no gradient to speak of.
      sample: { random in
        try normalised(
          [random.size(3...5), random.size()] + random.shape().dropFirst(),
          1,
          &random
        )
      }
    ),
    Subject(
      name: "BatchNorm evaluation",
      forward: {
        [
          "y": try BatchNorm.evaluate(
            $0("x"),
            scale: $0("scale"),
            shift: $0("shift"),
            mean: $0("mean"),
            variance: $0("variance"),
            epsilon: $0.double("epsilon")
          )
        ]
      },
      backward: {
        let g = try BatchNorm.evaluateBackward(
          $0.upstream(),
          $0("x"),
          scale: $0("scale"),
          shift: $0("shift"),
          mean: $0("mean"),
          variance: $0("variance"),
          epsilon: $0.double("epsilon")
        )
        return ["x": g.x, "scale": g.scale, "shift": g.shift]
      },
      sample: { random in
        var result = try normalised([random.size(), random.size(), random.size()], 1, &random)
        let channels = try result("x").shape[1]
        result.constants["mean"] = try random.normal(channels)
        result.constants["variance"] = try Tensor.uniform([channels], in: 0.5..<2, using: &random)
        return result
      }
    ),
    Subject(
      name: "LayerNorm",
      forward: {
        [
          "y": try LayerNorm.forward(
            $0("x"),
            scale: $0("scale"),
            shift: $0("shift"),
            epsilon: $0.double("epsilon")
          )
        ]
      },
      backward: {
        let g = try LayerNorm.backward(
          $0.upstream(),
          $0("x"),
          scale: $0("scale"),
          shift: $0("shift"),
          epsilon: $0.double("epsilon")
        )
        return ["x": g.x, "scale": g.scale, "shift": g.shift]
      },
      sample: { random in
        try normalised([random.size(), random.size(1...2), random.size(3...6)], 2, &random)
      }
    ),
    Subject(
      name: "GroupNorm",
      forward: {
        [
          "y": try GroupNorm.forward(
            $0("x"),
            scale: $0("scale"),
            shift: $0("shift"),
            groups: $0.int("groups"),
            epsilon: $0.double("epsilon")
          )
        ]
      },
      backward: {
        let g = try GroupNorm.backward(
          $0.upstream(),
          $0("x"),
          scale: $0("scale"),
          shift: $0("shift"),
          groups: $0.int("groups"),
          epsilon: $0.double("epsilon")
        )
        return ["x": g.x, "scale": g.scale, "shift": g.shift]
      },
      sample: { random in
        let groups = random.size(1...3)
        var result = try normalised(
          [random.size(1...3), 2 * groups, random.size(2...3)],
          1,
          &random
        )
        result.settings["groups"] = .number(Double(groups))
        return result
      }
    ),
  ]

  private static func normalised(
    _ shape: [Int],
    _ axis: Int,
    _ random: inout RandomSource
  ) throws -> Case {
    Case(
      inputs: [
        "x": try Tensor.normal(shape, using: &random),
        "scale": try random.normalAwayFromZero([shape[axis]]),
        "shift": try random.normal(shape[axis]),
      ],
      settings: ["epsilon": 1e-3]
    )
  }

  static let convolutions: [Subject] = [
    Subject(
      name: "Conv2D",
      forward: {
        [
          "y": try Conv2D.forward(
            $0("x"),
            weight: $0("weight"),
            bias: $0("bias"),
            stride: $0.int("stride"),
            padding: $0.int("padding"),
            dilation: $0.int("dilation")
          )
        ]
      },
      backward: {
        let g = try Conv2D.backward(
          $0.upstream(),
          $0("x"),
          weight: $0("weight"),
          bias: $0("bias"),
          stride: $0.int("stride"),
          padding: $0.int("padding"),
          dilation: $0.int("dilation")
        )
        return ["x": g.x, "weight": g.weight, "bias": g.bias]
      },
      sample: { random in
        let (n, c, f) = (random.size(1...2), random.size(1...2), random.size(1...3))
        let (kh, kw, dilation) = (random.size(1...3), random.size(1...3), random.size(1...2))
        let (h, w) = (dilation * kh + random.size(), dilation * kw + random.size())
        return Case(
          inputs: [
            "x": try random.normal(n, c, h, w), "weight": try random.normal(f, c, kh, kw),
            "bias": try random.normal(f),
          ],
          settings: [
            "stride": .number(Double(random.size(1...3))),
            "padding": .number(Double(random.size(0...2))),
            "dilation": .number(Double(dilation)),
          ]
        )
      }
    ),
    Subject(
      name: "MaxPool2D",
      forward: {
        [
          "y": try MaxPool2D.forward(
            $0("x"),
            size: $0.int("size"),
            stride: $0.int("stride"),
            padding: $0.int("padding")
          )
        ]
      },
      backward: {
        [
          "x": try MaxPool2D.backward(
            $0.upstream(),
            $0("x"),
            size: $0.int("size"),
            stride: $0.int("stride"),
            padding: $0.int("padding")
          )
        ]
      },
      sample: pooled
    ),
    Subject(
      name: "AveragePool2D",
      forward: {
        [
          "y": try AveragePool2D.forward(
            $0("x"),
            size: $0.int("size"),
            stride: $0.int("stride"),
            padding: $0.int("padding")
          )
        ]
      },
      backward: {
        [
          "x": try AveragePool2D.backward(
            $0.upstream(),
            $0("x"),
            size: $0.int("size"),
            stride: $0.int("stride"),
            padding: $0.int("padding")
          )
        ]
      },
      sample: pooled
    ),
  ]

  private static func pooled(_ random: inout RandomSource) throws -> Case {
    let size = random.size(1...3)
    let shape = [
      random.size(1...2), random.size(1...2), size + random.size(), size + random.size(),
    ]
    return Case(
      inputs: ["x": try random.distinct(shape)],
      settings: [
        "size": .number(Double(size)), "stride": .number(Double(random.size(1...3))),
        "padding": .number(Double(random.integer(below: size / 2 + 1))),
      ]
    )
  }
}
