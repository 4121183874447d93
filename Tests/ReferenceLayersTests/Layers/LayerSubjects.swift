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
    // The row of the padding is a constant, so that finite differences see what its gradient of 0 claims.
    Subject(
      name: "Embedding with padding",
      forward: {
        let (table, index) = (try $0("table"), try $0.int("paddingIndex"))
        let isPadding = try Tensor.oneHot([index], classes: table.shape[0]).transposed()  // [V, 1]
        return [
          "y": try Embedding.forward(
            table * (1 - isPadding) + isPadding * $0("padding"),
            indices: $0.labels,
            paddingIndex: index
          )
        ]
      },
      backward: {
        [
          "table": try Embedding.backward(
            $0.upstream(),
            $0("table"),
            indices: $0.labels,
            paddingIndex: $0.int("paddingIndex")
          )
        ]
      },
      sample: { random in
        let (rows, width) = (random.size(2...5), random.size())
        let padding = random.integer(below: rows)
        return Case(
          inputs: ["table": try random.normal(rows, width)],
          constants: ["padding": try random.normal(width)],
          // The padding, another row, and any rows.
          labels: [padding, (padding + 1) % rows] + random.labels(random.size(), rows),
          settings: ["paddingIndex": .number(Double(padding))]
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
      name: "BatchNorm batch statistics",
      forward: {
        let statistics = try BatchNorm.statistics($0("x"))
        return ["mean": statistics.mean, "variance": statistics.variance]
      },
      backward: {
        let upstream = (mean: try $0.upstream("mean"), variance: try $0.upstream("variance"))
        return ["x": try BatchNorm.statisticsBackward(upstream, $0("x"))]
      },
      sample: { random in
        let shape = [random.size(2...5), random.size()] + random.shape().dropFirst()
        return Case(inputs: ["x": try Tensor.normal(shape, using: &random)])
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
      name: "RMSNorm",
      forward: {
        ["y": try RMSNorm.forward($0("x"), scale: $0("scale"), epsilon: $0.double("epsilon"))]
      },
      backward: {
        let g = try RMSNorm.backward(
          $0.upstream(),
          $0("x"),
          scale: $0("scale"),
          epsilon: $0.double("epsilon")
        )
        return ["x": g.x, "scale": g.scale]
      },
      sample: { random in
        var result = try normalised(
          [random.size(), random.size(1...2), random.size(2...5)],
          2,
          &random
        )
        result.inputs["shift"] = nil
        return result
      }
    ),
    Subject(
      name: "WeightNorm",
      forward: { ["y": try WeightNorm.forward($0("direction"), length: $0("length"))] },
      backward: {
        let g = try WeightNorm.backward($0.upstream(), $0("direction"), length: $0("length"))
        return ["direction": g.direction, "length": g.length]
      },
      sample: { random in
        let (d, m) = (random.size(2...4), random.size())
        return Case(inputs: [
          "direction": try random.normal(d, m), "length": try random.normalAwayFromZero([m]),
        ])
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
    convolution("Conv2D", groups: 1...1),
    convolution("Conv2D with groups", groups: 2...3),
    Subject(
      name: "MaxPool2D",
      forward: { c in
        let (x, size) = (try c("x"), try c.extent("size"))
        let (stride, padding) = (try c.extent("stride"), try c.extent("padding"))
        guard size.isSquare, stride.isSquare, padding.isSquare else {
          return ["y": try MaxPool2D.forward(x, size: size, stride: stride, padding: padding)]
        }
        return [
          "y": try MaxPool2D.forward(
            x,
            size: size.height,
            stride: stride.height,
            padding: padding.height
          )
        ]
      },
      backward: { c in
        let (x, size) = (try c("x"), try c.extent("size"))
        let (stride, padding) = (try c.extent("stride"), try c.extent("padding"))
        guard size.isSquare, stride.isSquare, padding.isSquare else {
          let upstream = try c.upstream()
          return [
            "x": try MaxPool2D.backward(upstream, x, size: size, stride: stride, padding: padding)
          ]
        }
        return [
          "x": try MaxPool2D.backward(
            c.upstream(),
            x,
            size: size.height,
            stride: stride.height,
            padding: padding.height
          )
        ]
      },
      sample: pooled
    ),
    averagePool("AveragePool2D", countsPadding: true),
    averagePool("AveragePool2D without the padding", countsPadding: false),
  ]

  private static func convolution(_ name: String, groups: ClosedRange<Int>) -> Subject {
    Subject(
      name: name,
      forward: { c in
        let (x, weight, bias) = (try c("x"), try c("weight"), try c("bias"))
        let (stride, padding) = (try c.extent("stride"), try c.extent("padding"))
        let (dilation, groups) = (try c.extent("dilation"), (try? c.int("groups")) ?? 1)
        let isSquare = stride.isSquare && padding.isSquare && dilation.isSquare
        return [
          "y": try isSquare
            ? Conv2D.forward(
              x,
              weight: weight,
              bias: bias,
              stride: stride.height,
              padding: padding.height,
              dilation: dilation.height,
              groups: groups
            )
            : Conv2D.forward(
              x,
              weight: weight,
              bias: bias,
              stride: stride,
              padding: padding,
              dilation: dilation,
              groups: groups
            )
        ]
      },
      backward: { c in
        let (x, weight, bias) = (try c("x"), try c("weight"), try c("bias"))
        let (stride, padding) = (try c.extent("stride"), try c.extent("padding"))
        let (dilation, groups) = (try c.extent("dilation"), (try? c.int("groups")) ?? 1)
        let isSquare = stride.isSquare && padding.isSquare && dilation.isSquare
        let g =
          try isSquare
          ? Conv2D.backward(
            c.upstream(),
            x,
            weight: weight,
            bias: bias,
            stride: stride.height,
            padding: padding.height,
            dilation: dilation.height,
            groups: groups
          )
          : Conv2D.backward(
            c.upstream(),
            x,
            weight: weight,
            bias: bias,
            stride: stride,
            padding: padding,
            dilation: dilation,
            groups: groups
          )
        return ["x": g.x, "weight": g.weight, "bias": g.bias]
      },
      sample: { random in
        let groups = random.size(groups)
        let (n, c, f) = (random.size(1...2), random.size(1...2), random.size(1...3))
        let (kh, kw) = (random.size(1...3), random.size(1...3))
        let dilation = Extent2D(height: random.size(1...2), width: random.size(1...2))
        let h = dilation.height * kh + random.size()
        let w = dilation.width * kw + random.size()
        var result = Case(
          inputs: [
            "x": try random.normal(n, groups * c, h, w),
            "weight": try random.normal(groups * f, c, kh, kw),
            "bias": try random.normal(groups * f),
          ],
          settings: settings([
            "stride": Extent2D(height: random.size(1...3), width: random.size(1...3)),
            "padding": Extent2D(height: random.size(0...2), width: random.size(0...2)),
            "dilation": dilation,
          ])
        )
        result.settings["groups"] = .number(Double(groups))
        return result
      }
    )
  }

  private static func averagePool(_ name: String, countsPadding: Bool) -> Subject {
    Subject(
      name: name,
      forward: { c in
        let (x, size) = (try c("x"), try c.extent("size"))
        let (stride, padding) = (try c.extent("stride"), try c.extent("padding"))
        let isSquare = size.isSquare && stride.isSquare && padding.isSquare
        return [
          "y": try isSquare
            ? AveragePool2D.forward(
              x,
              size: size.height,
              stride: stride.height,
              padding: padding.height,
              countsPadding: countsPadding
            )
            : AveragePool2D.forward(
              x,
              size: size,
              stride: stride,
              padding: padding,
              countsPadding: countsPadding
            )
        ]
      },
      backward: { c in
        let (x, size) = (try c("x"), try c.extent("size"))
        let (stride, padding) = (try c.extent("stride"), try c.extent("padding"))
        let isSquare = size.isSquare && stride.isSquare && padding.isSquare
        return [
          "x": try isSquare
            ? AveragePool2D.backward(
              c.upstream(),
              x,
              size: size.height,
              stride: stride.height,
              padding: padding.height,
              countsPadding: countsPadding
            )
            : AveragePool2D.backward(
              c.upstream(),
              x,
              size: size,
              stride: stride,
              padding: padding,
              countsPadding: countsPadding
            )
        ]
      },
      sample: pooled
    )
  }

  private static func pooled(_ random: inout RandomSource) throws -> Case {
    let size = Extent2D(height: random.size(1...3), width: random.size(1...3))
    let shape = [
      random.size(1...2), random.size(1...2), size.height + random.size(),
      size.width + random.size(),
    ]
    return Case(
      inputs: ["x": try random.distinct(shape)],
      settings: settings([
        "size": size,
        "stride": Extent2D(height: random.size(1...3), width: random.size(1...3)),
        "padding": Extent2D(
          height: random.integer(below: size.height / 2 + 1),
          width: random.integer(below: size.width / 2 + 1)
        ),
      ])
    )
  }

  /// The settings that ``Case/extent(_:)`` reads.
  static func settings(_ extents: [String: Extent2D]) -> [String: Case.Setting] {
    var result: [String: Case.Setting] = [:]
    for (name, extent) in extents {
      result[name] = .number(Double(extent.height))
      result[name + "Width"] = .number(Double(extent.width))
    }
    return result
  }
}
