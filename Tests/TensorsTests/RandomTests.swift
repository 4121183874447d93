import Foundation
import Tensors
import Testing

@Suite("Random numbers")
struct RandomTests {
  let expected = Expected.all.random

  @Test("SplitMix64 and xoshiro256** give the published outputs")
  func generators() {
    var split = SplitMix64(state: 1_234_567)
    #expect(expected.splitmix.map { _ in String(split.next()) } == expected.splitmix)
    var plain = RandomSource(state: (1, 2, 3, 4))
    #expect(expected.xoshiro.map { _ in String(plain.next()) } == expected.xoshiro)
    // From the tests of rand_xoshiro, another implementation.
    var again = RandomSource(state: (1, 2, 3, 4))
    #expect(
      (0..<4).map { _ in again.next() } == [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240]
    )
  }

  @Test("a seed fills the state by SplitMix64", arguments: Expected.all.random.seeds.keys.sorted())
  func seeds(_ seed: String) throws {
    var source = RandomSource(seed: try #require(UInt64(seed)))
    #expect((0..<3).map { _ in String(source.next()) } == expected.seeds[seed])
  }

  @Test("uniform and normal values, whole numbers and permutations are the same bits everywhere")
  func bits() {
    var source = RandomSource(seed: 42)
    #expect(expected.uniform.map { _ in String(source.uniform().bitPattern) } == expected.uniform)
    #expect(expected.normal.map { _ in String(source.normal().bitPattern) } == expected.normal)
    for pair in expected.integers { #expect(source.integer(below: pair[0]) == pair[1]) }
    #expect(source.permutation(10) == expected.permutation)
  }

  @Test("tensors are filled in row-major order from the source")
  func tensors() throws {
    var (a, b) = (RandomSource(seed: 7), RandomSource(seed: 7))
    let x = try Tensor.normal([2, 3], mean: 1, standardDeviation: 0.5, using: &a)
    expectSame(x, shape: [2, 3], (0..<6).map { _ in 1 + 0.5 * b.normal() })
    let y = try Tensor.uniform([3, 1], in: -2..<2, using: &a)
    expectSame(y, shape: [3, 1], (0..<3).map { _ in -2 + 4 * b.uniform() })
    #expect(a == b)
    #expect(try Tensor.normal([0], using: &a).count == 0)
    #expect(a == b)
    _ = a.next()
    #expect(a != b)
  }

  @Test("sources that still hold the second value of a normal pair differ from those that do not")
  func spare() {
    var (a, b) = (RandomSource(seed: 1), RandomSource(seed: 1))
    _ = (a.normal(), b.normal())
    #expect(a == b)
    _ = a.normal()
    #expect(a != b)
  }

  @Test("many normal values at once are those that come one by one, and so is what follows")
  func normals() {
    for count in 0...17 {
      for isSpared in [false, true] {
        var (one, many) = (RandomSource(seed: UInt64(count)), RandomSource(seed: UInt64(count)))
        if isSpared { #expect(one.normal() == many.normal()) }
        let expected = (0..<count).map { _ in one.normal() }
        #expect(many.normals(count) == expected)
        #expect(one == many)
      }
    }
  }

  @Test("normal values have the moments of the normal distribution")
  func moments() throws {
    let count = isFullRun ? 1_000_000 : 20_000
    var source = RandomSource(seed: 2024)
    let x = try Tensor.normal([count], using: &source)
    // Five standard errors of each: the seed is fixed, so this passes always or never.
    let unit = 5 / sqrt(Double(count))
    #expect(Swift.abs(try x.mean()) < unit)
    #expect(Swift.abs(try x.squared().mean() - 1) < unit * sqrt(2))
    #expect(Swift.abs(try pow(x, 3).mean()) < unit * sqrt(15))
    #expect(Swift.abs(try pow(x, 4).mean() - 3) < unit * sqrt(96))
    #expect(Swift.abs(try (abs(x) .< 1).mean() - 0.682_689_492) < unit * 0.47)
  }

  @Test("uniform values fill their interval evenly")
  func uniform() throws {
    let count = isFullRun ? 1_000_000 : 20_000
    var source = RandomSource(seed: 5)
    let x = try Tensor.uniform([count], in: 2..<6, using: &source)
    #expect(try x.min() >= 2)
    #expect(try x.max() < 6)
    let unit = 5 / sqrt(Double(count))
    #expect(Swift.abs(try x.mean() - 4) < unit * 4 / sqrt(12))
    #expect(Swift.abs(try (x - 4).squared().mean() - 16 / 12) < unit * 16 / sqrt(180))
    for quarter in 0..<4 {
      let low = 2 + Double(quarter)
      let share = try ((x .>= low) * (x .< low + 1)).mean()
      #expect(Swift.abs(share - 0.25) < unit * sqrt(3) / 4)
    }
  }

  @Test("uniform values never reach the upper bound, even where rounding would")
  func bound() throws {
    var source = RandomSource(seed: 3)
    let narrow = 1.0..<(1 + 2 * Double.ulpOfOne)
    let x = try Tensor.uniform([500], in: narrow, using: &source)
    #expect(Set(x.scalars) == [1, 1 + .ulpOfOne])
    #expect(try Tensor.uniform([2], in: 3..<3, using: &source) == [3, 3])
  }

  @Test("whole numbers below a bound are all reached, and permutations hold each once")
  func integers() {
    var source = RandomSource(seed: 9)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<7_000 { counts[source.integer(below: 7)] += 1 }
    // Expected 1000 each, with a standard deviation of 29.
    #expect(counts.min() ?? 0 > 1_000 - 5 * 29)
    #expect(counts.max() ?? 0 < 1_000 + 5 * 29)
    #expect(source.permutation(50).sorted() == Array(0..<50))
    #expect(source.permutation(50) != source.permutation(50))
    #expect(source.permutation(0) == [])
    #expect(source.permutation(-3) == [])
    #expect((0..<20).map { _ in source.integer(below: 1) } == Array(repeating: 0, count: 20))
  }

  @Test("parameters outside their domain are refused")
  func parameters() {
    var source = RandomSource(seed: 1)
    for deviation: Double in [-1, -.infinity, .infinity] {
      #expect(
        throws: TensorError.invalidParameter(
          operation: "Tensor.normal",
          name: "standardDeviation",
          value: deviation,
          rule: "finite and at least 0"
        )
      ) { try Tensor.normal([2], standardDeviation: deviation, using: &source) }
    }
    #expect(throws: TensorError.self) {
      try Tensor.normal([2], standardDeviation: .nan, using: &source)
    }
    #expect(throws: TensorError.self) { try Tensor.normal([2], mean: .nan, using: &source) }
    #expect(throws: TensorError.self) {
      try Tensor.uniform([2], in: -Double.greatestFiniteMagnitude..<(.infinity), using: &source)
    }
    #expect(throws: TensorError.negativeSize(shape: [-1])) {
      try Tensor.normal([-1], using: &source)
    }
    #expect(throws: TensorError.tooLarge(shape: [1 << 40])) {
      try Tensor.uniform([1 << 40], using: &source)
    }
  }

  @Test("the portable logarithm is within 2 ulp of the C library's")
  func logarithm() {
    var source = RandomSource(seed: 11)
    var points = [
      1, 2, 0.5, Double.pi, .leastNonzeroMagnitude, 0x1p-1030, .leastNormalMagnitude,
      .greatestFiniteMagnitude,
      1 + .ulpOfOne, 1 - .ulpOfOne / 2, 1.0.nextUp.nextUp, 0.5.squareRoot(), 2.0.squareRoot(),
      2.0.squareRoot().nextUp, 0x1.fffffffffffffp-1, 0x1p-53, 0x1p-106,
    ]
    for _ in 0..<(isFullRun ? 1_000_000 : 5_000) {
      points.append(source.uniform() + 0x1p-60)
      points.append(1 + (source.uniform() - 0.5) * 0.01)
      points.append(
        Double(
          sign: .plus,
          exponent: source.integer(below: 2_000) - 1_020,
          significand: 1 + source.uniform()
        )
      )
    }
    var worst = (error: 0.0, x: 0.0)
    for x in points {
      let expected = Foundation.log(x)
      let error = Swift.abs(portableLog(x) - expected) / expected.ulp
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error <= 2, "\(worst.error) ulp at \(worst.x)")
  }
}
