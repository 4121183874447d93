import Tensors
import Testing

@Suite("Shapes and axes")
struct ShapeTests {
  let x: Tensor = [[1, 2, 3], [4, 5, 6]]

  @Test(
    "a reshape keeps the values in order, and -1 is whatever is left",
    arguments: [
      ([2, 3], [3, 2], [3, 2]), ([2, 3], [-1], [6]), ([2, 3], [3, -1], [3, 2]),
      ([2, 3], [1, -1, 1, 2], [1, 3, 1, 2]), ([1], [], []), ([], [1, -1], [1, 1]),
      ([0, 3], [3, 0], [3, 0]), ([0, 3], [3, -1], [3, 0]), ([2, 3], [6, 1, -1], [6, 1, 1]),
    ]
  )
  func reshape(_ shape: [Int], _ target: [Int], _ expected: [Int]) throws {
    let tensor = try pattern(shape)
    expectSame(try tensor.reshaped(target), shape: expected, tensor.scalars)
  }

  @Test(
    "a reshape that cannot be is refused",
    arguments: [
      ([2, 3], [4]), ([2, 3], [-1, 4]), ([2, 3], [-1, -1]), ([2, 3], [-2, -3]), ([2, 3], []),
      ([0, 3], [0, -1]), ([2, 3], [0, -1]), ([0], [1]),
    ]
  )
  func noReshape(_ shape: [Int], _ target: [Int]) {
    #expect(throws: TensorError.cannotReshape(shape: shape, target: target)) {
      try pattern(shape).reshaped(target)
    }
  }

  @Test("a reshape to sizes that cannot be counted is refused")
  func hugeReshape() throws {
    #expect(throws: TensorError.tooLarge(shape: [.max, .max])) { try x.reshaped([.max, .max]) }
    #expect(throws: TensorError.tooLarge(shape: [.max, 2])) { try x.reshaped([.max, -1, 2]) }
    #expect(throws: TensorError.tooLarge(shape: [.max, 0])) {
      try Tensor.zeros([0]).reshaped([.max, 0])
    }
  }

  @Test("flattening, and rows that become columns")
  func transpose() throws {
    #expect(x.flattened() == [1, 2, 3, 4, 5, 6])
    #expect(Tensor(1).flattened() == [1])
    #expect(try x.transposed() == [[1, 4], [2, 5], [3, 6]])
    #expect(try x.transposed().transposed() == x)
    #expect(try Tensor.zeros([0, 3]).transposed().shape == [3, 0])
    for shape in [[], [3], [1, 2, 3]] {
      #expect(throws: TensorError.wrongRank(operation: "transposed()", expected: 2, shape: shape)) {
        try pattern(shape).transposed()
      }
    }
  }

  @Test("every permutation of axes as in NumPy, and its inverse undoes it")
  func permutations() throws {
    for test in Expected.all.permutations {
      let tensor = try pattern(test.shape)
      let permuted = try tensor.permuted(test.axes)
      expectSame(permuted, test.result, "\(test.shape) by \(test.axes)")
      let inverse = test.axes.indices.sorted { test.axes[$0] < test.axes[$1] }
      #expect(try permuted.permuted(inverse) == tensor)
    }
  }

  @Test(
    "lists of axes that are no permutation are refused",
    arguments: [[0], [0, 0], [1, 2], [0, 1, 2], [-1, 0], []]
  )
  func noPermutation(_ axes: [Int]) {
    #expect(throws: TensorError.notAPermutation(axes: axes, shape: [2, 3])) {
      try x.permuted(axes)
    }
  }

  @Test("two axes change places")
  func swap() throws {
    let cube = try pattern([2, 3, 4])
    #expect(try cube.swappingAxes(0, 2) == cube.permuted([2, 1, 0]))
    #expect(try cube.swappingAxes(-1, -2) == cube.permuted([0, 2, 1]))
    #expect(try cube.swappingAxes(1, 1) == cube)
    #expect(throws: TensorError.axisOutOfRange(axis: 3, shape: [2, 3, 4])) {
      try cube.swappingAxes(0, 3)
    }
  }

  @Test("an axis of size 1 is inserted and removed")
  func expand() throws {
    for (axis, shape) in [
      (0, [1, 2, 3]), (1, [2, 1, 3]), (2, [2, 3, 1]), (-1, [2, 3, 1]), (-3, [1, 2, 3]),
    ] {
      let expanded = try x.expandingAxis(at: axis)
      expectSame(expanded, shape: shape, x.scalars)
      #expect(try expanded.squeezingAxis(at: axis) == x)
    }
    #expect(try Tensor(3).expandingAxis(at: 0) == [3])
    for axis in [3, -4, .max, .min] {
      #expect(throws: TensorError.newAxisOutOfRange(axis: axis, shape: [2, 3])) {
        try x.expandingAxis(at: axis)
      }
    }
    #expect(throws: TensorError.cannotSqueeze(axis: 1, shape: [2, 3])) {
      try x.squeezingAxis(at: -1)
    }
    #expect(throws: TensorError.axisOutOfRange(axis: 2, shape: [2, 3])) {
      try x.squeezingAxis(at: 2)
    }
  }
}
