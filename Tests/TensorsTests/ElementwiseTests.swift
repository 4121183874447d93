import Foundation
import Tensors
import Testing

@Suite("Elementwise functions")
struct ElementwiseTests {
  static let functions: [String: @Sendable (Tensor) -> Tensor] = [
    "exp": { exp($0) }, "log": { log($0) }, "log1p": { log1p($0) }, "expm1": { expm1($0) },
    "sqrt": { sqrt($0) }, "tanh": { tanh($0) }, "erf": { erf($0) }, "sin": { sin($0) },
    "cos": { cos($0) }, "abs": { abs($0) }, "sign": { sign($0) }, "squared": { $0.squared() },
    "cubed": { pow($0, 3) }, "clamped": { $0.clamped(to: -1...2) },
    "maximum": { maximum($0, 0.25) }, "minimum": { minimum($0, 0.25) },
  ]

  @Test(
    "values of the C library, and the shape kept",
    arguments: Expected.all.elementwise.keys.sorted()
  )
  func values(_ name: String) throws {
    let table = try #require(Expected.all.elementwise[name])
    let function = try #require(ElementwiseTests.functions[name])
    let x = try Tensor(table.map { $0[0] }).reshaped([1, -1])
    let y = function(x)
    #expect(y.shape == x.shape)
    for (actual, row) in zip(y.scalars, table) {
      // Other C libraries may differ in the last digit.
      let tolerance = 4 * row[1].ulp
      #expect(Swift.abs(actual - row[1]) <= tolerance, "\(name)(\(row[0]))")
    }
    #expect(Expected.all.elementwise.count == ElementwiseTests.functions.count)
  }

  @Test("NaN stays NaN, and functions end at their domain", arguments: functions.keys.sorted())
  func nan(_ name: String) throws {
    let function = try #require(ElementwiseTests.functions[name])
    #expect(function(Tensor(.nan))[at: []].isNaN)
    #expect(try function(Tensor.zeros([0, 2])).shape == [0, 2])
  }

  @Test("the edges of domains")
  func edges() {
    expectSame(log([0, -1]), shape: [2], [-.infinity, .nan])
    expectSame(log1p([-1, -2]), shape: [2], [-.infinity, .nan])
    expectSame(sqrt([-1, .infinity]), shape: [2], [.nan, .infinity])
    expectSame(exp([1000, -1000]), shape: [2], [.infinity, 0])
    expectSame(sign([-0.0, -.infinity]), shape: [2], [0, -1])
    expectSame(abs([-0.0, -.infinity]), shape: [2], [0, .infinity])
    expectSame(tanh([-1000, 1000]), shape: [2], [-1, 1])
  }

  @Test("powers with Double and Int exponents")
  func powers() {
    let (half, two) = (0.5, 2)
    expectSame(pow([4, 9, -1], half), shape: [3], [2, 3, .nan])
    expectSame(pow([4, -3, 0], two), shape: [3], [16, 9, 0])
    expectSame(pow([4, -2], -1), shape: [2], [0.25, -0.5])
    expectSame(pow([0, .nan], 0), shape: [2], [1, 1])
  }

  @Test("the larger and the smaller of two tensors, where NaN wins on either side")
  func extremes() throws {
    let x: Tensor = [[1, 5, .nan], [-1, -5, 2]]
    let y: Tensor = [0, .nan, 3]
    expectSame(try maximum(x, y), shape: [2, 3], [1, .nan, .nan, 0, .nan, 3])
    expectSame(try maximum(y, x), shape: [2, 3], [1, .nan, .nan, 0, .nan, 3])
    expectSame(try minimum(x, y), shape: [2, 3], [0, .nan, .nan, -1, .nan, 2])
    expectSame(try minimum(y, x), shape: [2, 3], [0, .nan, .nan, -1, .nan, 2])
    expectSame(maximum(x, 0), shape: [2, 3], [1, 5, .nan, 0, 0, 2])
    expectSame(maximum(0, x), shape: [2, 3], [1, 5, .nan, 0, 0, 2])
    expectSame(minimum(0, x), shape: [2, 3], [0, 0, .nan, -1, -5, 0])
    expectSame(maximum([1, 2], .nan), shape: [2], [.nan, .nan])
    #expect(throws: TensorError.notBroadcastable(operation: "compare", lhs: [2], rhs: [3])) {
      try maximum(Tensor([1, 2]), Tensor([1, 2, 3]))
    }
  }

  @Test("a function of one's own, for one tensor and for two")
  func custom() throws {
    struct Oops: Error {}
    let x: Tensor = [[1, -2], [3, -4]]
    #expect(x.map { $0 > 0 ? $0 : 0.5 * $0 } == [[1, -1], [3, -2]])
    #expect(throws: Oops.self) { try x.map { _ in throw Oops() } }
    #expect(try x.combined(with: [10, 100]) { $0 * $1 } == [[10, -200], [30, -400]])
    #expect(throws: TensorError.notBroadcastable(operation: "combine", lhs: [2, 2], rhs: [3])) {
      try x.combined(with: [1, 2, 3]) { $0 + $1 }
    }
  }

  @Test("clamping keeps what lies inside")
  func clamp() {
    expectSame(
      Tensor([-.infinity, -1, 0.5, 1, 7, .nan]).clamped(to: -1...1),
      shape: [6],
      [-1, -1, 0.5, 1, 1, .nan]
    )
  }
}
