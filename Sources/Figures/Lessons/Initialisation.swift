import ReferenceLayers
import Tensors

extension Figures {
  /// The size of a signal on its way through ten layers, for four ways to draw the weights.
  static func tenLayers() throws -> Figure {
    let width = 100
    let initialisers: [(name: String, ink: Ink, draw: (inout RandomSource) throws -> Tensor)] = [
      (
        "s = 1", .purple,
        { try Initialiser.normal([width, width], standardDeviation: 1, using: &$0) }
      ),
      ("Kaiming", .green, { try Initialiser.kaimingNormal([width, width], using: &$0) }),
      ("Xavier", .blue, { try Initialiser.xavierNormal([width, width], using: &$0) }),
      (
        "s = 0.01", .orange,
        { try Initialiser.normal([width, width], standardDeviation: 0.01, using: &$0) }
      ),
    ]
    return try Figure(
      "Exercises/Initialisation/Figures/ten-layers.svg",
      "The size of a signal on its way through ten layers",
      """
      The root mean square of the values after each of ten layers with ReLU, on a logarithmic axis. Normal weights with a \
      standard deviation of 1 let it grow to about 3e8, those with 0.01 let it shrink to about 3e-12. With Xavier's \
      weights it falls slowly, to about 0.03, and with Kaiming's it stays near 1.
      """,
      height: 440
    ) { canvas in
      let plot = Plot(
        area: Area(x: 76, y: 52, width: 426, height: 310),
        x: .linear(0...10),
        y: .logarithmic(1e-12...1e9)
      )
      plot.axes(
        on: &canvas,
        x: [0, 2, 4, 6, 8, 10].map { Tick($0) },
        y: [(1e-12, "1e-12"), (1e-8, "1e-8"), (1e-4, "1e-4"), (1, "1"), (1e4, "1e4"), (1e8, "1e8")]
          .map { Tick($0, $1) },
        xName: "layer",
        yName: "root mean square of the signal"
      )
      for initialiser in initialisers {
        var random = RandomSource(seed: 1)
        var signal = try Tensor.normal([200, width], using: &random)
        var sizes = [try signal.squared().mean().squareRoot()]
        for _ in 1...10 {
          signal = ReLU.forward(try signal.matmul(try initialiser.draw(&random)))
          sizes.append(try signal.squared().mean().squareRoot())
        }
        let points = sizes.enumerated().map { (Double($0), $1) }
        plot.curve(on: &canvas, points, initialiser.ink)
        for (layer, size) in points {
          canvas.circle(plot.place(layer, size), 4.5, fill: initialiser.ink)
        }
        let end = plot.place(10, sizes[10])
        // Two of the names would touch.
        let shift = initialiser.name == "Kaiming" ? 1.0 : initialiser.name == "Xavier" ? 15 : 7
        canvas.text(initialiser.name, end + Point(14, shift), initialiser.ink, isBold: true)
      }
    }
  }
}
