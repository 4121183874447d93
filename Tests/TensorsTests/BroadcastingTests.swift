import Tensors
import Testing

@Suite("Broadcasting")
struct BroadcastingTests {
  @Test("every pair of shapes up to rank 3 gives NumPy's shape, values and refusals")
  func everyPair() throws {
    let expected = Expected.all
    #expect(expected.shapes.count == 85)
    for (i, a) in expected.shapes.enumerated() {
      let left = try pattern(a)
      for (j, b) in expected.shapes.enumerated() {
        let right = try pattern(b, 1)
        let pair = i * expected.shapes.count + j
        guard expected.broadcastShapes[pair] >= 0 else {
          let error = TensorError.notBroadcastable(operation: "add", lhs: a, rhs: b)
          if ruleBroken(by: { try left + right * 16 }) != error { Issue.record("\(a) + \(b)") }
          continue
        }
        let sum = try left + right * 16
        let shape = expected.shapes[expected.broadcastShapes[pair]]
        let checksum = sum.scalars.enumerated().reduce(0) {
          $0 + Double($1.offset % 97 + 1) * $1.element
        }
        if sum.shape != shape || checksum != expected.broadcastSums[pair] {
          Issue.record("\(a) + \(b) gives \(sum.shape) \(sum)")
        }
        if try Tensor.broadcastShape(a, b) != shape { Issue.record("shape of \(a) and \(b)") }
      }
    }
  }

  @Test("stretching repeats along missing axes and axes of size 1")
  func stretch() throws {
    let row: Tensor = [1, 2, 3]
    let column: Tensor = [[1], [2]]
    #expect(try row.broadcast(to: [2, 3]) == [[1, 2, 3], [1, 2, 3]])
    #expect(try column.broadcast(to: [2, 3]) == [[1, 1, 1], [2, 2, 2]])
    #expect(try Tensor(7).broadcast(to: [2, 1]) == [[7], [7]])
    #expect(try row.broadcast(to: [3]) == row)
    #expect(try row.broadcast(to: [0, 3]).shape == [0, 3])
    #expect(try column.broadcast(to: [2, 0]).shape == [2, 0])
  }

  @Test("sum(to:) is the transpose of broadcast(to:): ⟨broadcast x, y⟩ = ⟨x, sum y⟩")
  func transpose() throws {
    let all = shapes(upToRank: 3, sizes: [0, 1, 2, 3])
    var pairs = 0
    for small in all {
      for large in all {
        let (x, y) = (try pattern(small), try pattern(large, 2))
        guard (try? Tensor.broadcastShape(small, large)) == large else {
          let broken = [
            ruleBroken(by: { try x.broadcast(to: large) }),
            ruleBroken(by: { try y.sum(to: small) }),
          ]
          let errors: [TensorError] = [
            .cannotBroadcast(shape: small, target: large), .cannotSum(shape: large, target: small),
          ]
          if broken != errors { Issue.record("\(small) to \(large): \(broken)") }
          continue
        }
        pairs += 1
        let (forward, back) = (try x.broadcast(to: large), try y.sum(to: small))
        if try inner(forward, y) != inner(x, back) { Issue.record("\(small) and \(large)") }
      }
    }
    #expect(pairs > 400)
  }

  @Test("sum(to:) adds up what was stretched")
  func sumTo() throws {
    let y: Tensor = [[1, 2, 3], [10, 20, 30]]
    #expect(try y.sum(to: [3]) == [11, 22, 33])
    #expect(try y.sum(to: [1, 3]) == [[11, 22, 33]])
    #expect(try y.sum(to: [2, 1]) == [[6], [60]])
    #expect(try y.sum(to: []) == Tensor(66))
    #expect(try y.sum(to: [2, 3]) == y)
    #expect(try Tensor.zeros([0, 3]).sum(to: [3]) == [0, 0, 0])
  }

  @Test("a stretched shape beyond the limit is an error and not a crash")
  func tooLarge() throws {
    let column = try Tensor.zeros([100_000, 1])
    let shape = [100_000, 100_000]
    #expect(throws: TensorError.tooLarge(shape: shape)) { try column + Tensor.zeros([100_000]) }
    #expect(throws: TensorError.tooLarge(shape: shape)) { try column.broadcast(to: shape) }
    #expect(throws: TensorError.cannotBroadcast(shape: [1], target: [-1])) {
      try Tensor([1]).broadcast(to: [-1])
    }
  }
}
