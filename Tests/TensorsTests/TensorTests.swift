import Tensors
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("a shape and its values make a tensor")
  func shapeAndValues() throws {
    let x = try Tensor(shape: [2, 3], [1, 2, 3, 4, 5, 6])
    #expect(x.shape == [2, 3])
    #expect(x.rank == 2)
    #expect(x.count == 6)
    #expect(x.scalars == [1, 2, 3, 4, 5, 6])
    #expect(Tensor(2.5).shape == [])
    #expect(Tensor([1, 2]).shape == [2])
    #expect(try Tensor(rows: [[1, 2], [3, 4], [5, 6]]) == [[1, 2], [3, 4], [5, 6]])
    #expect(try Tensor(rows: []).shape == [0, 0])
    #expect(try Tensor(rows: [[], []]).shape == [2, 0])
  }

  @Test("values that do not fit the shape are refused")
  func misfits() {
    #expect(throws: TensorError.wrongCount(shape: [2, 3], count: 5)) {
      try Tensor(shape: [2, 3], [1, 2, 3, 4, 5])
    }
    #expect(throws: TensorError.wrongCount(shape: [], count: 0)) { try Tensor(shape: [], []) }
    #expect(throws: TensorError.negativeSize(shape: [-1, -1])) { try Tensor(shape: [-1, -1], [1]) }
    #expect(throws: TensorError.raggedRows(lengths: [2, 1])) { try Tensor(rows: [[1, 2], [3]]) }
  }

  @Test(
    "a shape beyond the limit is an error, even beside an axis of size 0",
    arguments: [
      [1 << 29], [1 << 20, 1 << 20], [.max], [.max, 0], [0, .max, .max], [.max, .max, .max],
    ]
  )
  func tooLarge(shape: [Int]) {
    #expect(throws: TensorError.tooLarge(shape: shape)) { try Tensor.zeros(shape) }
    #expect(throws: TensorError.tooLarge(shape: shape)) { try Tensor(shape: shape, []) }
  }

  @Test("filled tensors, the identity and ranges")
  func filled() throws {
    #expect(try Tensor.zeros([2, 1]) == [[0], [0]])
    #expect(try Tensor.ones([2]) == [1, 1])
    #expect(try Tensor.filled(with: 2.5, []) == Tensor(2.5))
    #expect(try Tensor.filled(with: .pi, [1, 2, 0]).shape == [1, 2, 0])
    #expect(Tensor.zeros(like: [[1, 2]]) == [[0, 0]])
    #expect(Tensor.ones(like: [[1], [2]]) == [[1], [1]])
    #expect(try Tensor.identity(3) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    #expect(try Tensor.identity(0).shape == [0, 0])
    #expect(try Tensor.range(4) == [0, 1, 2, 3])
    #expect(try Tensor.range(0).shape == [0])
    #expect(throws: TensorError.negativeSize(shape: [-1])) { try Tensor.range(-1) }
    #expect(throws: TensorError.negativeSize(shape: [-2, -2])) { try Tensor.identity(-2) }
    #expect(throws: TensorError.negativeSize(shape: [2, -3])) { try Tensor.ones([2, -3]) }
  }

  @Test("a one-hot row has a single 1 at its index")
  func oneHot() throws {
    #expect(try Tensor.oneHot([2, 0, 2], classes: 3) == [[0, 0, 1], [1, 0, 0], [0, 0, 1]])
    #expect(try Tensor.oneHot([], classes: 3).shape == [0, 3])
    #expect(throws: TensorError.indexOutOfRange(index: 3, position: 1, bound: 3)) {
      try Tensor.oneHot([0, 3], classes: 3)
    }
    #expect(throws: TensorError.indexOutOfRange(index: -1, position: 0, bound: 3)) {
      try Tensor.oneHot([-1], classes: 3)
    }
    #expect(throws: TensorError.indexOutOfRange(index: 0, position: 0, bound: 0)) {
      try Tensor.oneHot([0], classes: 0)
    }
    #expect(throws: TensorError.negativeSize(shape: [1, -1])) {
      try Tensor.oneHot([0], classes: -1)
    }
  }

  @Test("item() needs exactly one value")
  func item() throws {
    #expect(try Tensor(3).item() == 3)
    #expect(try Tensor(shape: [1, 1], [4]).item() == 4)
    #expect(throws: TensorError.notASingleValue(shape: [2])) { try Tensor([1, 2]).item() }
    #expect(throws: TensorError.notASingleValue(shape: [0])) { try Tensor([Double]()).item() }
  }

  @Test("subscripts read and write the place that row-major order gives", arguments: 0...5)
  func subscripts(rank: Int) throws {
    let shape = Array([2, 3, 4, 2, 3].prefix(rank))
    let x = try Tensor.range(shape.reduce(1, *)).reshaped(shape)
    for position in 0..<x.count {
      var (index, rest) = ([Int](), position)
      for size in shape.reversed() {
        index.insert(rest % size, at: 0)
        rest /= size
      }
      var y = x
      #expect(y[at: index] == Double(position))
      y[at: index] = -1
      switch rank {
      case 1:
        #expect(x[index[0]] == Double(position))
        y[index[0]] -= 1
      case 2:
        #expect(x[index[0], index[1]] == Double(position))
        y[index[0], index[1]] -= 1
      case 3:
        #expect(x[index[0], index[1], index[2]] == Double(position))
        y[index[0], index[1], index[2]] -= 1
      case 4:
        #expect(x[index[0], index[1], index[2], index[3]] == Double(position))
        y[index[0], index[1], index[2], index[3]] -= 1
      case 5:
        #expect(x[index[0], index[1], index[2], index[3], index[4]] == Double(position))
        y[index[0], index[1], index[2], index[3], index[4]] -= 1
      default:
        y[at: []] -= 1
      }
      var scalars = x.scalars
      scalars[position] = -2
      expectSame(y, shape: shape, scalars)
    }
  }

  @Test("a tensor is a value: writing to a copy leaves the original alone")
  func value() throws {
    let x: Tensor = [[1, 2], [3, 4]]
    var y = x
    y[0, 0] = 9
    y += 1
    #expect(x == [[1, 2], [3, 4]])
    #expect(y == [[10, 3], [4, 5]])
    let z = try x.scatteringAdd([[1, 1]], at: [0])
    #expect(x == [[1, 2], [3, 4]])
    #expect(z == [[2, 3], [3, 4]])
  }

  @Test("equality compares shapes and values; NaN equals nothing, not even its own storage")
  func equality() throws {
    let x: Tensor = [1, 2]
    #expect(x == [1, 2])
    #expect(x != [1, 3])
    #expect(x != [[1, 2]])
    #expect(x != [1, 2, 3])
    #expect(try Tensor.zeros([0, 2]) != Tensor.zeros([2, 0]))
    #expect(Tensor(0) == Tensor(-0.0))
    let y: Tensor = [1, .nan]
    let copy = y
    #expect(y != copy)
    #expect(y != [1, .nan])
  }

  @Test(
    "a wrong index stops with a sentence that names index and shape",
    .enabled(if: isFullRun, "starts child processes"),
    arguments: ["high", "negative", "rank1", "rank2", "rank3", "rank4", "rank5", "at"]
  )
  func badIndex(_ kind: String) async throws {
    let result = await #expect(
      processExitsWith: .failure,
      observing: [\.standardErrorContent]
    ) { [kind = kind as String] in
      let x: Tensor = [[1, 2, 3], [4, 5, 6]]
      switch kind {
      case "high": _ = x[0, 3]
      case "negative": _ = x[-1, 0]
      case "rank1": _ = x[0]
      case "rank2": _ = Tensor([1, 2])[0, 0]
      case "rank3": _ = x[0, 0, 0]
      case "rank4": _ = x[0, 0, 0, 0]
      case "rank5": _ = x[0, 0, 0, 0, 0]
      default: _ = x[at: [2, 0]]
      }
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("Tensor index ["))
    #expect(message.contains("does not fit the shape [2"))
  }
}
