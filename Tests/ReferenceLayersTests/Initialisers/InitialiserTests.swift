import ReferenceLayers
import Tensors
import Testing

@Suite("Initialisers") struct InitialiserTests {
  /// One initialiser, and the standard deviation that it should have.
  struct Spread: Sendable {
    let name: String
    let deviation: Double
    let isUniform: Bool
    let draw: @Sendable (inout RandomSource) throws -> Tensor
  }

  static let linear = [100, 300]
  static let filters = [20, 30, 5, 5]  // fan-in 30·25 = 750, fan-out 20·25 = 500

  // The deviations are worked out by hand from the papers' formulas.
  static let spreads: [Spread] = [
    Spread(name: "uniform", deviation: 0.3 / 3.0.squareRoot(), isUniform: true) {
      try Initialiser.uniform(linear, limit: 0.3, using: &$0)
    },
    Spread(name: "normal", deviation: 0.02, isUniform: false) {
      try Initialiser.normal(linear, standardDeviation: 0.02, using: &$0)
    },
    Spread(name: "Xavier uniform", deviation: 0.07071067811865475, isUniform: true) {
      try Initialiser.xavierUniform(linear, using: &$0)  // √(2/400)
    },
    Spread(name: "Xavier normal, tanh", deviation: 1 / 15.0, isUniform: false) {
      try Initialiser.xavierNormal(filters, gain: Gain.tanh, using: &$0)  // 5/3 · √(2/1250)
    },
    Spread(name: "Kaiming uniform", deviation: 0.1414213562373095, isUniform: true) {
      try Initialiser.kaimingUniform(linear, using: &$0)  // √(2/100)
    },
    Spread(name: "Kaiming normal, out", deviation: 0.06324555320336758, isUniform: false) {
      try Initialiser.kaimingNormal(filters, mode: .output, using: &$0)  // √(2/500)
    },
    Spread(name: "Kaiming normal, linear", deviation: 0.03651483716701107, isUniform: false) {
      try Initialiser.kaimingNormal(filters, gain: Gain.linear, using: &$0)  // √(1/750)
    },
  ]

  @Test("have the mean and the spread of their formula")
  func moments() throws {
    for spread in Self.spreads { try expectMoments(spread) }
  }

  private func expectMoments(_ spread: Spread) throws {
    var random = RandomSource(seed: 11)
    let weight = try spread.draw(&random)
    let n = Double(weight.count)
    let mean = try weight.mean()
    let variance = try (weight - mean).squared().mean()
    let expected = spread.deviation * spread.deviation
    // Six standard errors: a right initialiser fails for one seed in 5e8. The variance of a sample variance is
    // (kurtosis − 1)·σ⁴/n, with kurtosis 1.8 for uniform and 3 for normal values.
    #expect(abs(mean) < 6 * spread.deviation / n.squareRoot(), "\(spread.name)")
    let kurtosis = spread.isUniform ? 1.8 : 3
    let error = expected * ((kurtosis - 1) / n).squareRoot()
    #expect(abs(variance - expected) < 6 * error, "\(spread.name)")
    let largest = weight.scalars.reduce(0) { max($0, $1.magnitude) }
    let isBounded = largest <= 3.0.squareRoot() * spread.deviation
    #expect(isBounded == spread.isUniform, "\(spread.name)")
  }

  @Test("bounds and deviations are those that PyTorch draws with")
  func bounds() throws {
    for fixture in try #require(fixtures["Initialiser"]) {
      let (shape, gain) = (fixture.labels, try fixture.double("gain"))
      var numbers = [
        "xavierLimit": try Initialiser.xavierLimit(shape, gain: gain),
        "xavierStandardDeviation": try Initialiser.xavierStandardDeviation(shape, gain: gain),
      ]
      for (way, mode) in [("Input", FanMode.input), ("Output", .output)] {
        let limit = try Initialiser.kaimingLimit(shape, mode: mode, gain: gain)
        let deviation = try Initialiser.kaimingStandardDeviation(shape, mode: mode, gain: gain)
        numbers["kaimingLimit" + way] = limit
        numbers["kaimingStandardDeviation" + way] = deviation
      }
      let problem = disagreement(numbers.mapValues { Tensor($0) }, fixture.outputs)
      #expect(problem == nil, "\(fixture.name)")
    }
    // √(6/400), √(6/100): the gain is 1 for Xavier and √2 for Kaiming.
    #expect(try abs(Initialiser.xavierLimit(Self.linear) - 0.015.squareRoot()) < 1e-15)
    #expect(try abs(Initialiser.kaimingLimit(Self.linear) - 0.06.squareRoot()) < 1e-15)
  }

  @Test("no value lies beyond its bound, and some are near it")
  func drawnWithinBounds() throws {
    var random = RandomSource(seed: 13)
    let drawn = [
      (
        try Initialiser.xavierUniform(Self.linear, using: &random),
        try Initialiser.xavierLimit(Self.linear)
      ),
      (
        try Initialiser.kaimingUniform(Self.filters, mode: .output, using: &random),
        try Initialiser.kaimingLimit(Self.filters, mode: .output)
      ),
    ]
    for (weight, limit) in drawn {
      let largest = try abs(weight).max()
      // The largest of 15,000 or more is below 0.999 of the bound with probability 0.999¹⁵⁰⁰⁰ < 1e-6.
      #expect(largest <= limit && largest > 0.999 * limit)
    }
  }

  @Test("fans and gains are those of the papers; a dropout mask drops its share")
  func fansAndGains() throws {
    #expect(try (Fan(of: Self.linear).input, Fan(of: Self.linear).output) == (100, 300))
    #expect(try (Fan(of: Self.filters).input, Fan(of: Self.filters).output) == (750, 500))
    // torch.nn.init.calculate_gain("leaky_relu", 0.01)
    #expect(abs(Gain.leakyReLU() - 1.4141428569978354) < 1e-15)
    var random = RandomSource(seed: 12)
    let mask = try Dropout.mask([100, 100], probability: 0.3, using: &random)
    #expect(Set(mask.scalars) == [0, 1])
    // Six standard errors of a share: 6 · √(0.3 · 0.7/10000)
    #expect(try abs(mask.mean() - 0.7) < 0.0275)
    #expect(try Initialiser.zeros([2]) == [0, 0] && Initialiser.ones([2]) == [1, 1])
  }
}
