import ReferenceLayers
import Tensors

extension Figures {
  /// Three losses of an error, and their slopes.
  static func losses() throws -> Figure {
    let curves:
      [(
        name: String, ink: Ink, dash: Dash, forward: (Tensor) throws -> Tensor,
        slope: (Tensor) throws -> Tensor
      )] = [
        (
          "squared", .blue, .solid,
          { try MeanSquaredError.forward($0, target: .zeros(like: $0), reduction: .none) },
          {
            try MeanSquaredError.backward(
              .ones(like: $0),
              $0,
              target: .zeros(like: $0),
              reduction: .none
            )
          }
        ),
        (
          "Huber, δ = 1", .green, .solid,
          { try Huber.forward($0, target: .zeros(like: $0), reduction: .none) },
          { try Huber.backward(.ones(like: $0), $0, target: .zeros(like: $0), reduction: .none) }
        ),
        (
          "absolute", .orange, .dashed,
          { try MeanAbsoluteError.forward($0, target: .zeros(like: $0), reduction: .none) },
          {
            try MeanAbsoluteError.backward(
              .ones(like: $0),
              $0,
              target: .zeros(like: $0),
              reduction: .none
            )
          }
        ),
      ]
    return try Figure(
      "Exercises/Losses/Figures/losses.svg",
      "Three losses of an error, and their slopes",
      """
      Two plots over the error from −3 to 3. The loss: the square is a steep parabola, the absolute value a V with a kink \
      at 0, and Huber's loss with δ = 1 a parabola in the middle that goes on in straight lines. The slope: that of the \
      square is a straight line, that of the absolute value jumps from −1 to 1, and Huber's follows a line between −1 \
      and 1 and then stays.
      """,
      height: 430
    ) { canvas in
      let loss = Plot(
        area: Area(x: 56, y: 62, width: 256, height: 276),
        x: .linear(-3...3),
        y: .linear(0...4.5)
      )
      let slope = Plot(
        area: Area(x: 364, y: 62, width: 256, height: 276),
        x: .linear(-3...3),
        y: .linear(-3...3)
      )
      canvas.text("loss of an error d", Point(56, 44), isBold: true)
      canvas.text("its slope", Point(364, 44), isBold: true)
      let ticks = [-3, -2, -1, 0, 1, 2, 3].map { Tick($0) }
      loss.axes(on: &canvas, x: ticks, y: [0, 1, 2, 3, 4].map { Tick($0) })
      slope.axes(on: &canvas, x: ticks, y: ticks)
      for curve in curves {
        for half in [-3.0 ... -1e-9, 1e-9...3] {
          let places = Tensor(Scale.linear(half).samples(61))
          for (plot, values) in [
            (loss, try curve.forward(places)), (slope, try curve.slope(places)),
          ] {
            plot.curve(
              on: &canvas,
              Array(zip(places.scalars, values.scalars)),
              curve.ink,
              dash: curve.dash
            )
          }
        }
      }
      for (place, curve) in zip([56.0, 216, 444], curves) {
        canvas.line(
          [Point(place, 398), Point(place + 34, 398)],
          curve.ink,
          width: 3,
          dash: curve.dash
        )
        canvas.text(curve.name, Point(place + 42, 405), curve.ink)
      }
    }
  }

  /// The cross-entropy of one example over the probability of its true class.
  static func crossEntropy() throws -> Figure {
    func loss(_ p: Double) throws -> Double {
      let target: Tensor = [[1, 0]]
      return try ProbabilityCrossEntropy.forward(
        try Tensor(rows: [[p, 1 - p]]),
        targets: target
      ).item()
    }
    return try Figure(
      "Exercises/Losses/Figures/cross-entropy.svg",
      "The cross-entropy over the probability of the true class",
      """
      The curve of −log p falls from far above 4, near p = 0, to 0 at p = 1. Marked are p = 0.1 with the loss 2.3026, \
      p = 0.4 with 0.9163, p = 0.5 with 0.6931 and p = 0.7 with 0.3567.
      """,
      height: 400
    ) { canvas in
      let plot = Plot(
        area: Area(x: 56, y: 56, width: 556, height: 270),
        x: .linear(0...1),
        y: .linear(0...4.5)
      )
      plot.axes(
        on: &canvas,
        x: [0, 0.2, 0.4, 0.6, 0.8, 1].map { Tick($0) },
        y: [0, 1, 2, 3, 4].map { Tick($0) },
        xName: "probability of the true class, p",
        yName: "loss, −log p"
      )
      let places = Scale.linear(0.005...1).samples(200)
      plot.curve(on: &canvas, try places.map { ($0, try loss($0)) }, .blue)
      for (p, name) in [(0.1, ""), (0.4, ""), (0.5, ": a coin"), (0.7, "")] {
        let place = plot.place(p, try loss(p))
        canvas.circle(place, 6, fill: .orange)
        let label = "\(try loss(p).fixed(4))\(name)"
        if p == 0.5 {
          canvas.text(label, place + Point(-4, 28), .orange, anchor: .end)
        } else {
          canvas.text(label, place + Point(12, -8), .orange)
        }
      }
    }
  }
}
