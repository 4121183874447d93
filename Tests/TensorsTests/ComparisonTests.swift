import Tensors
import Testing

@Suite("Comparison to masks")
struct ComparisonTests {
  static let x: Tensor = [[1, 2, 3], [.nan, 2, -.infinity]]

  struct Case: Sendable {
    let name: String
    /// What holds between 1, 2, 3, NaN, 2, −∞ and 2; and between 2 and each of these.
    let left, right: [Double]
    let masks: @Sendable (Tensor) throws -> (left: [Tensor], right: [Tensor])
  }

  static let cases = [
    Case(name: ".>", left: [0, 0, 1, 0, 0, 0], right: [1, 0, 0, 0, 0, 1]) { x in
      (
        [x .> 2, x .> 2.0, try x .> Tensor(2), try x .> [2, 2, 2]],
        [2 .> x, 2.0 .> x, try Tensor(2) .> x, try [2, 2, 2] .> x]
      )
    },
    Case(name: ".>=", left: [0, 1, 1, 0, 1, 0], right: [1, 1, 0, 0, 1, 1]) { x in
      (
        [x .>= 2, x .>= 2.0, try x .>= Tensor(2), try x .>= [2, 2, 2]],
        [2 .>= x, 2.0 .>= x, try Tensor(2) .>= x, try [2, 2, 2] .>= x]
      )
    },
    Case(name: ".<", left: [1, 0, 0, 0, 0, 1], right: [0, 0, 1, 0, 0, 0]) { x in
      (
        [x .< 2, x .< 2.0, try x .< Tensor(2), try x .< [2, 2, 2]],
        [2 .< x, 2.0 .< x, try Tensor(2) .< x, try [2, 2, 2] .< x]
      )
    },
    Case(name: ".<=", left: [1, 1, 0, 0, 1, 1], right: [0, 1, 1, 0, 1, 0]) { x in
      (
        [x .<= 2, x .<= 2.0, try x .<= Tensor(2), try x .<= [2, 2, 2]],
        [2 .<= x, 2.0 .<= x, try Tensor(2) .<= x, try [2, 2, 2] .<= x]
      )
    },
    Case(name: ".==", left: [0, 1, 0, 0, 1, 0], right: [0, 1, 0, 0, 1, 0]) { x in
      (
        [x .== 2, x .== 2.0, try x .== Tensor(2), try x .== [2, 2, 2]],
        [2 .== x, 2.0 .== x, try Tensor(2) .== x, try [2, 2, 2] .== x]
      )
    },
    Case(name: ".!=", left: [1, 0, 1, 1, 0, 1], right: [1, 0, 1, 1, 0, 1]) { x in
      (
        [x .!= 2, x .!= 2.0, try x .!= Tensor(2), try x .!= [2, 2, 2]],
        [2 .!= x, 2.0 .!= x, try Tensor(2) .!= x, try [2, 2, 2] .!= x]
      )
    },
  ]

  @Test(
    "a mask is 1 where the comparison holds, with numbers and tensors on either side",
    arguments: cases
  )
  func masks(_ test: Case) throws {
    let (left, right) = try test.masks(ComparisonTests.x)
    for mask in left { expectSame(mask, shape: [2, 3], test.left, "x \(test.name) 2") }
    for mask in right { expectSame(mask, shape: [2, 3], test.right, "2 \(test.name) x") }
  }

  @Test("shapes that do not match are refused")
  func refused() {
    #expect(throws: TensorError.notBroadcastable(operation: "compare", lhs: [2], rhs: [3])) {
      try Tensor([1, 2]) .> Tensor([1, 2, 3])
    }
  }
}
