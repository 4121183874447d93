import GradientChecking
import Tensors
import Testing

@Suite("Contract checks")
struct ContractCheckTests {
  let linear: (x: Tensor, weight: Tensor, bias: Tensor)
  let output: Tensor

  init() throws {
    linear = try Linear.inputs(batch: 3, features: 4, outputs: 2)
    output = try Linear.forward(linear.x, weight: linear.weight, bias: linear.bias)
  }

  func backward(_ upstream: Tensor) throws -> (x: Tensor, weight: Tensor, bias: Tensor) {
    try Linear.backward(upstream, linear.x, weight: linear.weight, bias: linear.bias)
  }

  @Test("a backward function is linear in the upstream gradient")
  func linearity() throws {
    #expect(try checkLinearInUpstream(of: backward, output: output).holds)

    // wrong on purpose
    let squared = try checkLinearInUpstream(of: { try $0 * $0 }, output: output)
    #expect(!squared.holds)
    #expect(squared.explanation.hasPrefix("B(2·u − 3·v) should be 2·B(u) − 3·B(v), but"))

    let shifted = try checkLinearInUpstream(
      of: { upstream in
        var gradients = try backward(upstream)
        gradients.weight[1, 0] += 1  // wrong on purpose
        return gradients
      },
      output: output
    )
    // wrong on purpose
    let constant = try checkLinearInUpstream(of: { _ in [1.0, 2] }, output: output)
    #expect(constant.explanation == "The gradient is the same for every upstream gradient.")
    #expect(
      shifted.explanation
        == "With an upstream gradient of zeros every gradient is zero, but weight[1, 0] is 1."
    )
  }

  @Test("two calls agree bit for bit, or the first difference is named")
  func determinism() throws {
    #expect(try checkDeterministic(of: { try backward(output) }).holds)
    #expect(try checkDeterministic(of: { Tensor([.nan]) }).holds)

    var calls = 0.0
    let counting = try checkDeterministic(of: {
      calls += 1
      return Tensor([1, calls])  // wrong on purpose
    })
    #expect(!counting.holds)
    #expect(counting.explanation == "Call 2 gave 2.0 at [1], where the first gave 1.0.")
  }

  // f = Σ xᵢ⁴/4: ∇ = x³, H·d = 3x²d.
  @Test("a Hessian–vector product is checked against the gradient")
  func secondOrder() throws {
    func cube(_ x: [Double]) -> [Double] { x.map { $0 * $0 * $0 } }
    let right = try checkSecondOrder(
      gradient: cube,
      hessianVectorProduct: { x, d in zip(x, d).map { 3 * $0 * $0 * $1 } },
      at: [0.5, -1, 2]
    )
    #expect(right.holds)
    #expect(right.explanation == "6 numbers agree along 2 directions.")
    let wrong = try checkSecondOrder(
      gradient: cube,
      hessianVectorProduct: { x, d in zip(x, d).map { 3.001 * $0 * $0 * $1 } },  // wrong on purpose
      at: [0.5, -1, 2]
    )
    #expect(!wrong.holds)
  }
}
