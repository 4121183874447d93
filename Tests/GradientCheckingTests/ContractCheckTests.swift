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
    #expect(squared.explanation.hasPrefix("B(0.75·u − 1.5·v) should be 0.75·B(u) − 1.5·B(v), but"))

    let shifted = try checkLinearInUpstream(
      of: { upstream in
        var gradients = try backward(upstream)
        gradients.weight[1, 0] += 1  // wrong on purpose
        return gradients
      },
      output: output
    )
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

  /// An input that shares its storage, as a buffer of an engine would.
  final class Buffer: CoordinateValue {
    var values: [Double]
    init(_ values: [Double]) { self.values = values }
    var coordinateCount: Int { values.count }
    var coordinateParts: [CoordinatePart] { [CoordinatePart(shape: [values.count])] }
    func withCoordinates<Result>(
      _ body: (UnsafeBufferPointer<Double>) throws -> Result
    ) rethrows -> Result { try values.withUnsafeBufferPointer(body) }
    func setCoordinate(_ index: Int, to value: Double) { values[index] = value }
  }

  @Test("a call that changes an input is noticed")
  func inputsUnchanged() throws {
    let buffer = Buffer([1, 2, 3])
    let reading = try checkInputsUnchanged(of: { (b: Buffer) in b.values[0] }, at: buffer)
    #expect(reading.holds)
    let writing = try checkInputsUnchanged(
      of: { (_: Double, b: Buffer) in b.values[1] = 7 },  // wrong on purpose
      at: 4.0,
      buffer
    )
    #expect(!writing.holds)
    #expect(writing.explanation == "The call changed input 2 at [1] from 2 to 7.")
  }

  @Test("gradients have the shapes of their inputs")
  func returnedShapes() throws {
    let gradients = try backward(output)
    let check = try checkReturnedShapes(
      of: gradients,
      matching: linear.x,
      linear.weight,
      linear.bias
    )
    #expect(check.holds)
    let wrong = try checkReturnedShapes(
      of: (x: gradients.x, weight: gradients.weight.transposed(), bias: gradients.bias),
      matching: linear.x,
      linear.weight,
      linear.bias
    )
    #expect(
      wrong.explanation
        == "The gradient of weight has shape [2, 4], where the input has [4, 2]."
    )
    #expect(throws: GradientCheckError.self) {
      try checkReturnedShapes(of: gradients.x, matching: linear.x, linear.bias)
    }
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

  @Test("a forward-mode derivative is checked against the function")
  func forwardMode() throws {
    let x = linear.x
    func square(_ x: Tensor) throws -> Tensor { try x * x }
    let right = try checkForwardMode(
      of: square,
      jacobianVectorProduct: { x, d in try 2 * x * d },
      at: x
    )
    #expect(right.holds)
    let wrong = try checkForwardMode(
      of: square,
      jacobianVectorProduct: { x, d in try x * d },  // wrong on purpose
      at: x
    )
    #expect(wrong.explanation.hasPrefix("[0, 0] is"))
    #expect(wrong.explanation.hasSuffix("(fail)."))
  }

  @Test("a batch equals its items, unless the items meet")
  func batch() throws {
    let right = try checkBatchEqualsItems(
      of: { try Linear.forward($0, weight: linear.weight, bias: linear.bias) },
      at: linear.x
    )
    #expect(right.holds)
    let centred = try checkBatchEqualsItems(
      of: { try $0 - $0.mean(axis: 0, keepingDimensions: true) },
      at: linear.x
    )
    #expect(!centred.holds)
    #expect(centred.explanation.hasPrefix("Item 0 alone gives 0 at position 0, in the batch"))
  }
}
