import Tensors

@testable import NeuronSolutions

extension Figures {
  /// One neuron with the numbers of the lesson, forwards and backwards.
  static func neuron() throws -> Figure {
    let (x, weight, bias, upstream): (Tensor, Tensor, Double, Double) = (
      [1, 2], [0.5, -1], 1.5, 4
    )
    let z = try WeightedSum.forward(x, weight: weight, bias: bias)
    let a = try Neuron.forward(x, weight: weight, bias: bias)
    let gradient = try Neuron.backward(upstream, x, weight: weight, bias: bias)
    return Figure(
      "Exercises/Neuron/Figures/neuron.svg",
      "A neuron, forwards and backwards",
      """
      Two inputs, x₁ = 1 with the weight 0.5 and x₂ = 2 with the weight −1, and the bias 1.5 lead to the sum z = 0, and \
      from there through the sigmoid to the activation a = 0.5. Below the arrows the gradients come back: 4 at a, 1 at \
      z, and ∂L/∂w₁ = 1, ∂L/∂w₂ = 2 and ∂L/∂b = 1.
      """,
      height: 376
    ) { canvas in
      canvas.text("forward →", Point(36, 44), .blue, isBold: true)
      canvas.text("← backward", Point(604, 44), .orange, anchor: .end, isBold: true)
      let (sum, output) = (Point(408, 210), Point(570, 210))
      let inputs = [
        (
          106.0, "x₁ = \(x[0].short)", "w₁ = \(weight[0].short)",
          "∂L/∂w₁ = \(gradient.weight[0].short)"
        ),
        (
          210, "x₂ = \(x[1].short)", "w₂ = \(weight[1].short)",
          "∂L/∂w₂ = \(gradient.weight[1].short)"
        ),
        (314, "1", "b = \(bias.short)", "∂L/∂b = \(gradient.bias.short)"),
      ]
      for (y, name, forward, backward) in inputs {
        // Level at first, where the numbers are written.
        let corner = Point(262, y)
        canvas.line([Point(112, y), corner], .muted)
        canvas.arrow(corner, sum - corner.direction(to: sum) * 48, .muted)
        canvas.node(Point(74, y), 40, name)
        canvas.text(forward, Point(190, y - 10), .blue, anchor: .middle)
        canvas.text(backward, Point(190, y + 26), .orange, anchor: .middle)
      }
      canvas.link(sum, output, from: 45, to: 45, .muted)
      canvas.text("σ", Point(488, 198), anchor: .middle, isBold: true)
      canvas.node(sum, 45, "z = \(z.short)")
      canvas.node(output, 45, "a = \(a.short)")
      canvas.text("weighted sum", Point(408, 144), .muted, anchor: .middle)
      canvas.text("activation", Point(570, 144), .muted, anchor: .middle)
      let slope = a * (1 - a)
      canvas.text("∂L/∂z = \((upstream * slope).short)", Point(408, 286), .orange, anchor: .middle)
      canvas.text("∂L/∂a = \(upstream.short)", Point(570, 286), .orange, anchor: .middle)
      canvas.text("· σ′(z) = \(slope.short)", Point(489, 324), .orange, anchor: .middle)
    }
  }

  /// The graph of the exercise about values that are used twice, with its numbers.
  static func chainRule() throws -> Figure {
    let (x, y) = (2.0, 3.0)
    let gradient = try ChainRule.backward(1, x, y)
    let z = try ChainRule.forward(x, y)
    let u = x * y
    let v = u + x
    let (toV, toU) = (u, v)
    return Figure(
      "Exercises/Neuron/Figures/chain-rule.svg",
      "A computation graph with its numbers, forwards and backwards",
      """
      x = 2 and y = 3 lead to u = 6, u and x to v = 8, and u and v to z = 48. Backwards, z has the gradient 1; v gets 6; \
      u gets 8 from z and 6 from v, 14 together; x gets 6 from v and 42 from u, 48 together; y gets 28 from u.
      """,
      height: 436
    ) { canvas in
      canvas.text("forward →", Point(36, 44), .blue, isBold: true)
      canvas.text("← backward", Point(604, 44), .orange, anchor: .end, isBold: true)
      let places = (
        x: Point(92, 144), y: Point(92, 334), u: Point(250, 274), v: Point(404, 144),
        z: Point(556, 274)
      )
      let ways: [(from: Point, to: Point, message: Double, label: Point)] = [
        (places.x, places.v, toV, Point(248, 136)),
        (places.x, places.u, (toU + toV) * y, Point(184, 218)),
        (places.y, places.u, (toU + toV) * x, Point(172, 338)),
        (places.u, places.v, toV, Point(326, 210)),
        (places.u, places.z, toU, Point(400, 300)),
        (places.v, places.z, toV, Point(480, 210)),
      ]
      for way in ways { canvas.link(way.from, way.to, from: 42, to: 42, .muted) }
      for way in ways { canvas.text(way.message.short, way.label, .orange, anchor: .middle) }
      let nodes = [
        (places.x, "x", x, gradient.x, -56.0), (places.y, "y", y, gradient.y, 70),
        (places.u, "u", u, toU + toV, 70), (places.v, "v", v, toV, -56), (places.z, "z", z, 1, 70),
      ]
      for (place, name, value, gradient, shift) in nodes {
        canvas.node(place, 42, "\(name) = \(value.short)")
        canvas.text(
          "∂L/∂\(name) = \(gradient.short)",
          place + Point(0, shift),
          .orange,
          anchor: .middle,
          isBold: true
        )
      }
      canvas.text("8 + 6", places.u + Point(0, 96), .orange, anchor: .middle)
    }
  }

  /// The error of differences, one-sided and central, against the step.
  static func stepCurve() throws -> Figure {
    let steps = (1...13).flatMap { power in
      ["10", "6.3", "4", "2.5", "1.6"].compactMap { Double("\($0)e-\(power + 1)") }
    }
    let cube: (Double) -> Double = { $0 * $0 * $0 }
    let central = try StepCurve.errors(of: cube, slope: 12, at: 2, steps: steps)
    let oneSided = steps.map { h in
      let slope = (cube(2 + h) - cube(2)) / h
      return abs(slope - 12) / max(slope, 12)
    }
    return Figure(
      "Exercises/Neuron/Figures/step-curve.svg",
      "The relative error of two differences against the step",
      """
      Both axes are logarithmic. From the step 0.1 to smaller ones, the error of the central difference falls steeply to \
      2e-11 near the step 1e-5, and that of the one-sided difference falls half as steeply to 6e-9 near 1e-8. With still \
      smaller steps both errors grow, unevenly, because of rounding: each curve is a V.
      """,
      height: 440
    ) { canvas in
      let plot = Plot(
        area: Area(x: 82, y: 52, width: 520, height: 310),
        x: .logarithmic(1e-14...1e-1),
        y: .logarithmic(1e-13...1)
      )
      plot.axes(
        on: &canvas,
        x: [(1e-13, "1e-13"), (1e-10, "1e-10"), (1e-7, "1e-7"), (1e-4, "1e-4"), (1e-1, "1e-1")]
          .map { Tick($0, $1) },
        y: [(1e-12, "1e-12"), (1e-9, "1e-9"), (1e-6, "1e-6"), (1e-3, "1e-3"), (1, "1")]
          .map { Tick($0, $1) },
        xName: "step h",
        yName: "relative error"
      )
      for (errors, ink) in [(oneSided, Ink.orange), (central, .blue)] {
        let points = zip(steps, errors).filter { $0.1 > 0 }
        plot.curve(on: &canvas, points.map { ($0, $1) }, ink, width: 2)
        for (step, error) in points { canvas.circle(plot.place(step, error), 3.5, fill: ink) }
      }
      canvas.text(
        "central: falls as h²",
        plot.place(1e-1, 5e-13),
        .blue,
        anchor: .end,
        isBold: true
      )
      canvas.text(
        "one-sided: falls as h",
        plot.place(1e-6, 1e-3),
        .orange,
        anchor: .middle,
        isBold: true
      )
      canvas.text("rounding: about 1e-16 / h", plot.place(2e-14, 6e-2), .muted)
    }
  }
}

extension Canvas {
  /// Draws a value of a graph: its name and number in a circle.
  mutating func node(_ centre: Point, _ radius: Double, _ label: String) {
    circle(centre, radius, fill: .blueTint, outline: .blue)
    text(label, centre + Point(0, 7), anchor: .middle, isHalo: false)
  }

  /// Draws an arrow between two circles around points.
  mutating func link(
    _ start: Point,
    _ end: Point,
    from first: Double,
    to second: Double,
    _ ink: Ink
  ) {
    let along = start.direction(to: end)
    arrow(start + along * (first + 2), end - along * (second + 3), ink)
  }
}
