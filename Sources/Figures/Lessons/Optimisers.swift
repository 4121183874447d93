import ReferenceLayers
import Tensors

extension Figures {
  /// Four optimisers on their way down one narrow valley.
  static func valley() throws -> Figure {
    let steep = 40.0
    let optimisers: [(name: String, rate: Double, ink: Ink, rule: Optimiser.Rule)] = [
      ("gradient descent", 0.047, .orange, .gradientDescent),
      ("momentum", 0.02, .blue, .momentum(0.85)),
      ("RMSProp", 0.3, .green, .rmsProp(decay: 0.9)),
      ("Adam", 0.6, .purple, .adam(beta1: 0.9, beta2: 0.99)),
    ]
    let steps = 40
    return try Figure(
      "Exercises/Optimisers/Figures/valley.svg",
      "Four optimisers in one narrow valley",
      """
      Four plots of the same long valley, seen from above, each with the path of 40 steps from the same start. Gradient \
      descent jumps from wall to wall, and is still far from the minimum. Momentum swings in arcs, and gets there sooner. RMSProp and Adam \
      go towards the floor of the valley and along it.
      """,
      height: 450
    ) { canvas in
      for (index, optimiser) in optimisers.enumerated() {
        let (row, column) = (Double(index / 2), Double(index % 2))
        let area = Area(x: 28 + 300 * column, y: 62 + 204 * row, width: 284, height: 152)
        let plot = Plot(area: area, x: .linear(-10.5...3.5), y: .linear(-2.1...2.1))
        canvas.text(optimiser.name, Point(area.x, area.y - 14), optimiser.ink, isBold: true)
        canvas.clipped(to: area) { canvas in
          for level in stride(from: 13.0, through: 1, by: -2) {
            let radii = Point(
              plot.place(level, 0).x - plot.place(0, 0).x,
              plot.place(0, 0).y - plot.place(0, level / steep.squareRoot()).y
            )
            canvas.ellipse(plot.place(0, 0), radii, outline: .frame, width: 1.5)
          }
        }
        canvas.rectangle(area, outline: .grid, radius: 6)
        let path = try path(optimiser.rule, optimiser.rate, steps, steep)
        plot.curve(on: &canvas, path.map { ($0[0], $0[1]) }, optimiser.ink, width: 2)
        for point in path.dropFirst() {
          canvas.circle(plot.place(point[0], point[1]), 3, fill: optimiser.ink)
        }
        canvas.circle(plot.place(path[0][0], path[0][1]), 6, fill: .paper, outline: optimiser.ink)
        let goal = plot.place(0, 0)
        canvas.line([goal - 7, goal + 7], .text)
        canvas.line([goal + Point(-7, 7), goal + Point(7, -7)], .text)
      }
    }
  }

  /// The places of some steps on the loss ½ (x² + steep · y²).
  private static func path(
    _ rule: Optimiser.Rule,
    _ rate: Double,
    _ steps: Int,
    _ steep: Double
  ) throws -> [Tensor] {
    // One parameter of two numbers, as a layer's weight.
    var network = Network([LinearLayer(weight: try Tensor(rows: [[-9, 1.7]]), bias: [0, 0])])
    var optimiser = Optimiser(rule)
    var path: [Tensor] = []
    for step in 0...steps {
      let parameters = network.parameters
      path.append(try parameters[0].value.reshaped([2]))
      guard step < steps else { break }
      let gradients = try parameters.map { parameter in
        Parameter(parameter.name, try parameter.value * Tensor([1, steep]))
      }
      try optimiser.step(&network, gradients: gradients, learningRate: rate)
    }
    return path
  }

  /// Four schedules of the learning rate.
  static func schedules() throws -> Figure {
    let schedules: [(name: String, ink: Ink, rate: (Int) throws -> Double)] = [
      ("step decay", .blue, { try Schedule.step($0, initial: 1, interval: 8, factor: 0.5) }),
      (
        "multi-step decay", .orange,
        { try Schedule.multiStep($0, initial: 1, milestones: [12, 24], factor: 0.3) }
      ),
      ("cosine decay", .green, { try Schedule.cosine($0, initial: 1, final: 0.1, period: 24) }),
      (
        "warm-up, then cosine", .purple,
        {
          $0 < 8
            ? try Schedule.linearWarmUp($0, initial: 1, length: 8, start: 0.1)
            : try Schedule.cosine($0 - 8, initial: 1, period: 24)
        }
      ),
    ]
    return try Figure(
      "Exercises/Optimisers/Figures/schedules.svg",
      "Four schedules of the learning rate over 32 epochs",
      """
      Step decay halves the rate every 8 epochs. Multi-step decay takes it to 0.3 of what it was at epoch 12 and again at \
      epoch 24. Cosine decay falls along half a cosine from 1 to 0.1 in 24 epochs, and stays. The last rises from 0.1 to \
      1 in 8 epochs, and then falls along half a cosine.
      """,
      height: 480
    ) { canvas in
      for (index, schedule) in schedules.enumerated() {
        let (row, column) = (Double(index / 2), Double(index % 2))
        let area = Area(x: 56 + 304 * column, y: 62 + 212 * row, width: 260, height: 136)
        let plot = Plot(area: area, x: .linear(0...32), y: .linear(0...1.1))
        canvas.text(schedule.name, Point(area.x, area.y - 12), schedule.ink, isBold: true)
        plot.axes(
          on: &canvas,
          x: [0, 8, 16, 24, 32].map { Tick($0) },
          y: [0, 0.5, 1].map { Tick($0) }
        )
        let points = try (0..<32).flatMap { epoch in
          let rate = try schedule.rate(epoch)
          return [(Double(epoch), rate), (Double(epoch + 1), rate)]
        }
        plot.curve(on: &canvas, points, schedule.ink)
      }
      canvas.text("epoch", Point(620, 462), .muted, anchor: .end)
      canvas.text("learning rate", Point(56, 462), .muted)
    }
  }
}
