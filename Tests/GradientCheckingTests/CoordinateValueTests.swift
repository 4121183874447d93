import GradientChecking
import Tensors
import Testing

@Suite("Values with coordinates")
struct CoordinateValueTests {
  struct Parameters: CompositeCoordinates, Equatable {
    var weight: Tensor
    var bias: [Float]
    var scale: Double
    var name = "not differentiated"

    static let fields: [CoordinateField<Parameters>] = [
      CoordinateField("weight", \.weight),
      CoordinateField("bias", \.bias),
      CoordinateField("scale", \.scale),
    ]
  }

  let parameters = Parameters(weight: [[1, 2, 3], [4, 5, 6]], bias: [7, 8], scale: 9)

  @Test("every kind of value lists, labels and replaces its coordinates")
  func kinds() {
    func check<Value: CoordinateValue & Equatable>(
      _ value: Value,
      _ coordinates: [Double],
      lastLabel: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(value.coordinates == coordinates, sourceLocation: sourceLocation)
      #expect(value.coordinateCount == coordinates.count, sourceLocation: sourceLocation)
      let parts = value.coordinateParts
      #expect(parts.reduce(0) { $0 + $1.count } == coordinates.count)
      #expect(
        parts.last.map { $0.label($0.count - 1) } == lastLabel,
        sourceLocation: sourceLocation
      )
      var moved = value
      let last = coordinates.count - 1
      moved.setCoordinate(last, to: -1)
      #expect(moved.coordinates == coordinates.dropLast() + [-1], sourceLocation: sourceLocation)
      var restored = moved
      coordinates.withUnsafeBufferPointer { restored.setCoordinates($0) }
      #expect(restored == value, sourceLocation: sourceLocation)
    }
    check(2.5, [2.5], lastLabel: "")
    check(Float(2.5), [2.5], lastLabel: "")
    check([1.0, 2], [1, 2], lastLabel: "[1]")
    check([Float(1), 2], [1, 2], lastLabel: "[1]")
    check([[1.0], [2, 3]], [1, 2, 3], lastLabel: "[1][1]")
    check(Tensor([1, 2]), [1, 2], lastLabel: "[1]")
    check([Tensor(1), [[2, 3]]], [1, 2, 3], lastLabel: "[1][0, 1]")
    check(SIMD4<Float>(1, 2, 3, 4), [1, 2, 3, 4], lastLabel: "[3]")
    check(SIMD2<Double>(1, 2), [1, 2], lastLabel: "[1]")
    check(parameters, [1, 2, 3, 4, 5, 6, 7, 8, 9], lastLabel: "scale")
  }

  @Test("precision is that of the least precise part")
  func precision() {
    #expect([Double].precision == .double)
    #expect([[Float]].precision == .single)
    #expect(SIMD3<Float>.precision == .single)
    #expect(Tensor.precision == .double)
    #expect(Parameters.precision == .single)
  }

  @Test("a structure of parameters is checked and its coordinates are named")
  func structure() throws {
    struct Layer: CompositeCoordinates {
      var weight: Tensor
      var bias: Tensor
      static let fields: [CoordinateField<Layer>] = [
        CoordinateField("weight", \.weight), CoordinateField("bias", \.bias),
      ]
    }
    let (x, weight, bias) = try Linear.inputs(batch: 3, features: 4, outputs: 2)
    let report = try checkGradient(
      of: { (layer: Layer, x: Tensor) in
        try Linear.forward(x, weight: layer.weight, bias: layer.bias)
      },
      backward: { upstream, layer, x in
        let gradients = try Linear.backward(upstream, x, weight: layer.weight, bias: layer.bias)
        let wrong = try gradients.bias * [1, 2]  // wrong on purpose
        return (Layer(weight: gradients.weight, bias: wrong), gradients.x)
      },
      at: Layer(weight: weight, bias: bias),
      x,
      names: ["layer", "x"],
      options: GradientCheckOptions(mode: .full)
    )
    #expect(report.coordinates.count == 22)
    #expect(report.worst.map { report.label($0.index) } == "layer.bias[1]")
    #expect(report.counts == ["pass": 21, "fail": 1])
    #expect(report.label(7) == "layer.weight[3, 1]")
    #expect(report.label(8) == "layer.bias[0]")
    #expect(report.label(10) == "x[0, 0]")
  }

  @Test("a function in Float is measured with the steps and limits of Float")
  func single() throws {
    func softplus(_ x: [Float]) -> [Float] { x.map { Float(log1p(exp(Double($0)))) } }
    func report(_ factor: Float) throws -> GradientReport {
      try checkGradient(
        of: softplus,
        backward: { upstream, x in
          zip(upstream, x).map { factor * $0 / (1 + Float(exp(-Double($1)))) }
        },
        at: [-2, -0.5, 0.25, 3]
      )
    }
    let right = try report(1)
    #expect(right.passed)
    #expect(right.precision == .single)
    #expect(try report(1.02).outcome == .failed)  // wrong on purpose
  }

  /// tanh(x·W) of 14 rows in Float: 14·12 inputs and 12·12 weights, one of which is claimed wrong by a share.
  private func layerInSingle(_ mode: GradientCheckOptions.Mode, error: Float) throws
    -> GradientReport
  {
    var random = RandomSource(seed: 5)
    let x = (0..<14 * 12).map { _ in Float(random.normal()) }
    let weight = (0..<12 * 12).map { _ in Float(0.3 * random.normal()) }
    func forward(_ x: [Float], _ weight: [Float]) -> [Float] {
      (0..<14 * 12).map { at in
        let (row, column) = (at / 12, at % 12)
        var sum: Float = 0
        for k in 0..<12 { sum += x[row * 12 + k] * weight[k * 12 + column] }
        return Float(tanh(Double(sum)))
      }
    }
    return try checkGradient(
      of: forward,
      backward: { (upstream: [Float], x: [Float], weight: [Float]) -> ([Float], [Float]) in
        let y = forward(x, weight)
        var (dx, dw) = ([Float](repeating: 0, count: 168), [Float](repeating: 0, count: 144))
        for at in y.indices {
          let (row, column) = (at / 12, at % 12)
          let slope = upstream[at] * (1 - y[at] * y[at])
          for k in 0..<12 {
            dx[row * 12 + k] += slope * weight[k * 12 + column]
            dw[k * 12 + column] += slope * x[row * 12 + k]
          }
        }
        dw[30] *= 1 + error
        return (dx, dw)
      },
      at: x,
      weight,
      names: ["x", "weight"],
      options: GradientCheckOptions(mode: mode)
    )
  }

  @Test(
    "directions certify a layer in Float for the price of a few coordinates",
    arguments: [GradientCheckOptions.Mode.automatic, .directional(3)]
  )
  func layerInSingle(_ mode: GradientCheckOptions.Mode) throws {
    let right = try layerInSingle(mode, error: 0)
    #expect(right.passed)
    #expect(right.evaluations <= 200)
    #expect(right.share ?? 1 <= 0.05)
    let wrong = try layerInSingle(mode, error: 0.1)  // wrong on purpose
    #expect(wrong.outcome == .failed)
    #expect(wrong.worst.map { wrong.label($0.index) } == "weight[30]")
  }

  @Test("SIMD vectors and scalars mix")
  func simd() throws {
    typealias Vector = SIMD3<Double>
    func scaledDot(_ a: Vector, _ b: Vector, _ s: Double) -> Double { s * (a * b).sum() }
    func backward(_ v: Double, _ a: Vector, _ b: Vector, _ s: Double) -> (Vector, Vector, Double) {
      let scale = v * s
      return (scale * b, scale * a, v * (a * b).sum())
    }
    let report = try checkGradient(
      of: scaledDot,
      backward: backward,
      at: SIMD3(1, 2, 3),
      SIMD3(-1, 0.5, 2),
      0.7
    )
    #expect(report.passed)
    #expect(report.coordinates.count == 7)
    #expect(report.label(4) == "input 2[1]")
  }
}
