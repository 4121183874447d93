import Foundation
import Tensors
import Testing

/// The numbers in Fixtures/expected.json, which Fixtures/make_fixtures.py computes with NumPy.
struct Expected: Decodable {
  struct Array: Decodable {
    let shape: [Int]
    let scalars: [Double]
  }
  struct Product: Decodable, CustomTestStringConvertible {
    let a, b: [Int]
    let result: Array
    var testDescription: String { "\(a) · \(b)" }
  }
  struct Reduction: Decodable {
    let shape, axes: [Int]
    let keep: Bool
    let sum: Array
    let mean, max: Array?
    let argmax: [Int]?
  }
  struct Permutation: Decodable {
    let shape, axes: [Int]
    let result: Array
  }
  struct Slice: Decodable {
    let shape: [Int]
    let axis: Int
    let range: [Int]
    let result: Array
  }
  struct Join: Decodable {
    let shapes: [[Int]]
    let axis: Int
    let result: Array
  }
  struct Stack: Decodable {
    let shape: [Int]
    let count, axis: Int
    let result: Array
  }
  struct Random: Decodable {
    let splitmix, xoshiro, uniform, normal: [String]
    let seeds: [String: [String]]
    let integers: [[Int]]
    let permutation: [Int]
  }

  let shapes: [[Int]]
  let broadcastShapes: [Int]
  let broadcastSums: [Double]
  let products: [Product]
  let reductions: [Reduction]
  let permutations: [Permutation]
  let slices: [Slice]
  let joins: [Join]
  let stacks: [Stack]
  let elementwise: [String: [[Double]]]
  let random: Random

  static let all: Expected = {
    let file = Bundle.module.bundleURL.appending(path: "Fixtures/expected.json")
    do {
      return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
    } catch {
      fatalError("Fixtures/expected.json cannot be read: \(error)")
    }
  }()
}

/// Whether the long sweeps run, too, which only maintainers need.
let isFullRun = ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1"

/// The same whole numbers from −5 to 5 as `pattern` in make_fixtures.py: sums and products are exact.
func pattern(_ shape: [Int], _ salt: Int = 0) throws -> Tensor {
  let count = shape.reduce(1, *)
  return try Tensor(
    shape: shape,
    (0..<count).map { Double((($0 * $0 + 7 * $0 + 3 * salt) * 5 / 3) % 11 - 5) }
  )
}

/// Every shape up to a rank with axes of the given sizes.
func shapes(upToRank rank: Int, sizes: [Int]) -> [[Int]] {
  guard rank > 0 else { return [[]] }
  let shorter = shapes(upToRank: rank - 1, sizes: sizes)
  return shorter
    + shorter.filter { $0.count == rank - 1 }.flatMap { shape in sizes.map { shape + [$0] } }
}

/// Expects the same shape and the same numbers, where NaN stands for NaN.
func expectSame(
  _ actual: Tensor,
  _ expected: Expected.Array,
  _ comment: @autoclosure () -> Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let same =
    actual.shape == expected.shape
    && zip(actual.scalars, expected.scalars).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  #expect(
    same,
    "\(comment().map { "\($0): " } ?? "")\(actual.shape) \(actual), not \(expected)",
    sourceLocation: sourceLocation
  )
}

/// Expects a tensor of given values.
func expectSame(
  _ actual: Tensor,
  shape: [Int],
  _ scalars: [Double],
  _ comment: @autoclosure () -> Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectSame(
    actual,
    Expected.Array(shape: shape, scalars: scalars),
    comment(),
    sourceLocation: sourceLocation
  )
}

/// Σ aᵢ bᵢ, by which a linear map A and its transpose are recognised: ⟨A x, y⟩ = ⟨x, Aᵀ y⟩.
func inner(_ a: Tensor, _ b: Tensor) throws -> Double {
  if a.shape != b.shape { Issue.record("\(a.shape) is not \(b.shape)") }
  return try (a * b).sum()
}

/// The rule that a piece of code breaks; in long loops `#expect(throws:)` would take seconds.
func ruleBroken<Result>(by body: () throws -> Result) -> TensorError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? TensorError
  }
}
