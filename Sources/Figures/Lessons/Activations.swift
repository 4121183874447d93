import ReferenceLayers
import Tensors

extension Figures {
  /// Every activation of single numbers, with its slope.
  static func activations() throws -> Figure {
    let curves:
      [(name: String, forward: (Tensor) throws -> Tensor, slope: (Tensor) throws -> Tensor)] = [
        ("sigmoid", Sigmoid.forward, { try Sigmoid.backward(.ones(like: $0), $0) }),
        ("tanh", Tanh.forward, { try Tanh.backward(.ones(like: $0), $0) }),
        ("ReLU", ReLU.forward, { try ReLU.backward(.ones(like: $0), $0) }),
        (
          "leaky ReLU, 0.1", { try LeakyReLU.forward($0, slope: 0.1) },
          { try LeakyReLU.backward(.ones(like: $0), $0, slope: 0.1) }
        ),
        ("ELU, α = 1", { try ELU.forward($0) }, { try ELU.backward(.ones(like: $0), $0) }),
        ("GELU", GELU.forward, { try GELU.backward(.ones(like: $0), $0) }),
        ("SiLU", SiLU.forward, { try SiLU.backward(.ones(like: $0), $0) }),
        ("softplus", Softplus.forward, { try Softplus.backward(.ones(like: $0), $0) }),
      ]
    return try Figure(
      "Exercises/Activations/Figures/activations.svg",
      "Eight activations and their slopes",
      """
      Eight small plots from −4 to 4, each with a function as a solid line and its slope as a dashed one. Sigmoid and \
      tanh flatten on both sides, and their slopes fall to 0 there. ReLU is 0 on the left, and its slope jumps from 0 \
      to 1. Leaky ReLU keeps a slope of 0.1 on the left. ELU, GELU, SiLU and softplus bend smoothly; the slopes of GELU \
      and SiLU are below 0 for a while on the left and above 1 on the right.
      """,
      height: 840
    ) { canvas in
      canvas.line([Point(36, 36), Point(76, 36)], .blue, width: 3)
      canvas.text("function", Point(86, 43), .blue)
      canvas.line([Point(196, 36), Point(236, 36)], .orange, width: 3, dash: .dashed)
      canvas.text("slope", Point(246, 43), .orange)
      for (index, curve) in curves.enumerated() {
        let (row, column) = (Double(index / 2), Double(index % 2))
        let area = Area(x: 50 + 306 * column, y: 98 + 188 * row, width: 260, height: 126)
        let plot = Plot(area: area, x: .linear(-4...4), y: .linear(-1.2...2))
        canvas.text(curve.name, Point(area.x, area.y - 10), isBold: true)
        plot.axes(
          on: &canvas,
          x: [-4, -2, 0, 2, 4].map { Tick($0) },
          y: [-1, 0, 1, 2].map { Tick($0) }
        )
        // In two halves, because slopes may jump at 0.
        for half in [-4.0 ... -1e-9, 1e-9...4] {
          let places = Tensor(Scale.linear(half).samples(49))
          for (values, ink, dash) in [
            (try curve.forward(places), Ink.blue, Dash.solid),
            (try curve.slope(places), .orange, .dashed),
          ] {
            plot.curve(on: &canvas, Array(zip(places.scalars, values.scalars)), ink, dash: dash)
          }
        }
      }
    }
  }
}
