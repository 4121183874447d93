import ReferenceLayers
import Tensors

extension Subject {
  /// Layers around convolution and pooling.
  static let windows: [Subject] = [
    Subject(
      name: "Conv1D",
      forward: {
        [
          "y": try Conv1D.forward(
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
        let g = try Conv1D.backward(
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
        let (n, c, f, k) = (random.size(1...3), random.size(1...3), random.size(), random.size())
        let dilation = random.size(1...2)
        return Case(
          inputs: [
            "x": try random.normal(n, c, dilation * k + random.size()),
            "weight": try random.normal(f, c, k), "bias": try random.normal(f),
          ],
          settings: [
            "stride": .number(Double(random.size(1...3))),
            "padding": .number(Double(random.size(0...2))), "dilation": .number(Double(dilation)),
          ]
        )
      }
    ),
    Subject(
      name: "ConvTranspose2D",
      forward: {
        [
          "y": try ConvTranspose2D.forward(
            $0("x"),
            weight: $0("weight"),
            bias: $0("bias"),
            stride: $0.extent("stride"),
            padding: $0.extent("padding"),
            outputPadding: $0.extent("outputPadding"),
            dilation: $0.extent("dilation")
          )
        ]
      },
      backward: {
        let g = try ConvTranspose2D.backward(
          $0.upstream(),
          $0("x"),
          weight: $0("weight"),
          bias: $0("bias"),
          stride: $0.extent("stride"),
          padding: $0.extent("padding"),
          outputPadding: $0.extent("outputPadding"),
          dilation: $0.extent("dilation")
        )
        return ["x": g.x, "weight": g.weight, "bias": g.bias]
      },
      sample: { random in
        let (n, c, f) = (random.size(1...2), random.size(1...3), random.size(1...3))
        let stride = Extent2D(height: random.size(1...3), width: random.size(1...3))
        return Case(
          inputs: [
            "x": try random.normal(n, c, random.size(2...3), random.size(2...3)),
            "weight": try random.normal(c, f, random.size(2...3), random.size(2...3)),
            "bias": try random.normal(f),
          ],
          settings: settings([
            "stride": stride,
            "padding": Extent2D(height: random.size(0...1), width: random.size(0...1)),
            "outputPadding": Extent2D(
              height: random.integer(below: stride.height),
              width: random.integer(below: stride.width)
            ),
            "dilation": Extent2D(height: random.size(1...2), width: random.size(1...2)),
          ])
        )
      }
    ),
    Subject(
      name: "Unfold2D",
      forward: {
        [
          "y": try Unfold2D.forward(
            $0("x"),
            size: $0.extent("size"),
            stride: $0.extent("stride"),
            padding: $0.extent("padding"),
            dilation: $0.extent("dilation")
          )
        ]
      },
      backward: {
        [
          "x": try Unfold2D.backward(
            $0.upstream(),
            $0("x"),
            size: $0.extent("size"),
            stride: $0.extent("stride"),
            padding: $0.extent("padding"),
            dilation: $0.extent("dilation")
          )
        ]
      },
      sample: { random in
        let size = Extent2D(height: random.size(1...2), width: random.size(1...2))
        let dilation = Extent2D(height: random.size(1...2), width: random.size(1...2))
        let h = dilation.height * size.height + random.size()
        let w = dilation.width * size.width + random.size()
        return Case(
          inputs: ["x": try random.normal(random.size(1...2), random.size(1...2), h, w)],
          settings: settings([
            "size": size, "dilation": dilation,
            "stride": Extent2D(height: random.size(1...3), width: random.size(1...3)),
            "padding": Extent2D(height: random.size(0...1), width: random.size(0...1)),
          ])
        )
      }
    ),
    Subject(
      name: "ZeroPadding2D",
      forward: { ["y": try ZeroPadding2D.forward($0("x"), padding: $0.extent("padding"))] },
      backward: {
        ["x": try ZeroPadding2D.backward($0.upstream(), $0("x"), padding: $0.extent("padding"))]
      },
      sample: { random in
        let x = try random.normal(random.size(), random.size(), random.size(), random.size())
        let padding = Extent2D(height: random.size(0...2), width: random.size(0...3))
        return Case(inputs: ["x": x], settings: settings(["padding": padding]))
      }
    ),
    Subject(
      name: "GlobalAveragePool2D",
      forward: { ["y": try GlobalAveragePool2D.forward($0("x"))] },
      backward: { ["x": try GlobalAveragePool2D.backward($0.upstream(), $0("x"))] },
      sample: { random in
        let x = try random.normal(random.size(), random.size(), random.size(), random.size())
        return Case(inputs: ["x": x])
      }
    ),
  ]
}
