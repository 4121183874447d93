import Grading
import Tensors
import Testing

@Suite("Known mistakes made from a right implementation")
struct ChangingTests {
  /// y = w·x with the gradients (x: g·w, w: g·x), and a loss ½Σx², whose output is a number.
  private static let product = Implementation(
    forward: { (x: Tensor, w: Tensor) in try x * w },
    backward: { (g: Tensor, x: Tensor, w: Tensor) in (x: try g * w, w: try g * x) }
  )
  private static let loss = Implementation(
    forward: { (x: Tensor) in x.squared().sum() / 2 },
    backward: { (g: Double, x: Tensor) in g * x }
  )
  private static let inputs: [Value] = [.tensor([2, 3]), .tensor([5, 7])]
  private static let upstream = Value.tensor([10, 100])

  private func gradients(_ implementation: Implementation) throws -> [String: Value] {
    let backward = try #require(implementation.backward)
    let values = try backward(ChangingTests.upstream, ChangingTests.inputs, nil)
    return Dictionary(uniqueKeysWithValues: values.map { ($0.label ?? "", $0.value) })
  }

  @Test("the upstream gradient is replaced by ones")
  func upstream() throws {
    let changed = try gradients(ChangingTests.product.ignoringUpstream)
    #expect(changed == ["x": .tensor([5, 7]), "w": .tensor([2, 3])])
    let backward = try #require(ChangingTests.loss.ignoringUpstream.backward)
    #expect(try backward(.number(9), [.tensor([2, 3])], nil).first?.value == .tensor([2, 3]))
  }

  @Test("one gradient is changed and the other is not; a single one needs no label")
  func gradient() throws {
    let changed = try gradients(
      ChangingTests.product.changingGradient("w") { gradient, upstream in
        try gradient - upstream
      }
    )
    #expect(changed == ["x": .tensor([50, 700]), "w": .tensor([10, 200])])
    let negative = ChangingTests.loss.changingGradient("x") { gradient, _ in -gradient }
    let backward = try #require(negative.backward)
    #expect(try backward(.number(2), [.tensor([2, 3])], nil).first?.value == .tensor([-4, -6]))
  }

  @Test("the output is changed, a number stays a number, and the gradients stay the same")
  func output() throws {
    var random = RandomSource(seed: 1)
    let changed = ChangingTests.loss.changingOutput { $0 * 3 }
    let answer = try changed.call([.tensor([2, 4])], &random)
    #expect(answer.values.first?.value == .number(30))
    let negative = ChangingTests.product.changingOutput { -$0 }
    let values = try negative.call(ChangingTests.inputs, &random).values
    #expect(values.first?.value == .tensor([-10, -21]))
    #expect(try gradients(negative) == gradients(ChangingTests.product))
  }

  @Test("changing a gradient that is not returned is an error of the grader")
  func misuse() {
    #expect(throws: HarnessError.noSuchResult("bias", returned: ["x", "w"])) {
      try gradients(ChangingTests.product.changingGradient("bias") { gradient, _ in gradient })
    }
  }
}
