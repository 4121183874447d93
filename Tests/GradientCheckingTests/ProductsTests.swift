import GradientChecking
import Tensors
import Testing

@Suite("Products with derivatives")
struct ProductsTests {
  // f(x, y) = (x²·y, sin x, y), whose Jacobian is [[2xy, x²], [cos x, 0], [0, 1]].
  let function: @Sendable ([Double]) -> [Double] = { [$0[0] * $0[0] * $0[1], sin($0[0]), $0[1]] }
  let point = [0.5, -2.0]
  let jacobian = [[-2.0, 0.25], [cos(0.5), 0], [0, 1]]

  func expectClose(
    _ actual: [NumericDerivative],
    _ expected: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.count == expected.count, sourceLocation: sourceLocation)
    for (a, e) in zip(actual, expected) {
      #expect(abs(a.value - e) < 1e-10, sourceLocation: sourceLocation)
      #expect(abs(a.value - e) <= a.errorBound, sourceLocation: sourceLocation)
      #expect(a.errorBound < 1e-9, sourceLocation: sourceLocation)
    }
  }

  @Test("the Jacobian–vector product is J·d")
  func forward() throws {
    let product = try jacobianVectorProduct(of: function, at: point, along: [3, -4])
    expectClose(product, jacobian.map { 3 * $0[0] - 4 * $0[1] })
  }

  @Test("the vector–Jacobian product is v·J")
  func reverse() throws {
    let product = try vectorJacobianProduct(of: function, at: point, upstream: [2, -1, 5])
    expectClose(
      product,
      (0..<2).map { 2 * jacobian[0][$0] - jacobian[1][$0] + 5 * jacobian[2][$0] }
    )
  }

  @Test("columns put together are the Jacobian", arguments: [0, 1])
  func column(coordinate: Int) throws {
    let column = try jacobianColumn(of: function, at: point, coordinate: coordinate)
    expectClose(column, jacobian.map { $0[coordinate] })
  }

  @Test("the Hessian–vector product is the derivative of the gradient")
  func hessian() throws {
    // f = x³y + y², ∇ = (3x²y, x³ + 2y), H = [[6xy, 3x²], [3x², 2]] = [[−6, 0.75], [0.75, 2]].
    func gradient(_ p: [Double]) -> [Double] {
      let (x, y) = (p[0], p[1])
      return [3 * x * x * y, x * x * x + 2 * y]
    }
    let product = try hessianVectorProduct(
      ofGradient: gradient,
      at: point,
      along: [1, 2]
    )
    expectClose(product, [-4.5, 4.75])
  }

  @Test("all outputs share the evaluations")
  func sharing() throws {
    var calls = 0
    _ = try jacobianVectorProduct(
      of: { (x: [Double]) in
        calls += 1
        return (0..<50).map { Double($0) * sin(x[0]) }
      },
      at: [0.3],
      along: [1]
    )
    #expect(calls < 300)
  }

  @Test("kinks and jumps are distinguished from slopes")
  func behaviour() throws {
    let column = try jacobianColumn(
      of: { (x: Double) in [abs(x), x < 0 ? 0 : 1, x.magnitude.squareRoot(), x * x] },
      at: 0.0,
      coordinate: 0
    )
    guard case .kink(let left, let right) = column[0].behaviour else {
      Issue.record("|x| at 0 gave \(column[0].behaviour)")
      return
    }
    #expect(abs(left + 1) < 1e-9)
    #expect(abs(right - 1) < 1e-9)
    #expect(column[1].behaviour == .unknown(.jump))
    #expect(column[2].behaviour == .unknown(.singular))
    #expect(column[3].behaviour == .smooth)
  }

  @Test("misuse throws an error that names it")
  func misuse() throws {
    #expect(
      throws: GradientCheckError.countMismatch(what: "The direction", expected: 2, actual: 1)
    ) {
      try jacobianVectorProduct(of: function, at: point, along: [1])
    }
    #expect(throws: GradientCheckError.self) {
      try jacobianVectorProduct(of: function, at: point, along: [0, 0])
    }
    #expect(throws: GradientCheckError.self) {
      try jacobianColumn(of: function, at: point, coordinate: 2)
    }
  }
}
