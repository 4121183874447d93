import Tensors
import Testing

@Suite("Slicing and joining")
struct SlicingTests {
  @Test("every range of every axis as in NumPy, from either end")
  func slices() throws {
    for test in Expected.all.slices {
      let x = try pattern(test.shape)
      let range = test.range[0]..<test.range[1]
      expectSame(try x.sliced(range, axis: test.axis), test.result, "\(range) of \(test.axis)")
      expectSame(try x.sliced(range, axis: test.axis - x.rank), test.result)
      if range.count == 1 {
        let picked = try x.at(range.lowerBound, axis: test.axis)
        #expect(picked.scalars == test.result.scalars)
        #expect(picked.rank == x.rank - 1)
      }
    }
    #expect(try pattern([3, 2]).sliced(1..<2) == pattern([3, 2]).sliced(1..<2, axis: 0))
    #expect(try Tensor([[7, 8]].flatMap { $0 }).at(1) == Tensor(8))
  }

  @Test("ranges and positions beyond an axis are refused")
  func beyond() throws {
    let x = try Tensor.zeros([2, 3])
    for range in [0..<4, -1..<2, 4..<4, .min..<0, 0 ..< .max] {
      #expect(throws: TensorError.rangeOutOfBounds(range: range, axis: 1, shape: [2, 3])) {
        try x.sliced(range, axis: -1)
      }
    }
    for position in [2, -1, .min] {
      let range = position..<position + 1
      #expect(throws: TensorError.rangeOutOfBounds(range: range, axis: 0, shape: [2, 3])) {
        try x.at(position)
      }
    }
    #expect(throws: TensorError.rangeOutOfBounds(range: .max ..< .max, axis: 0, shape: [2, 3])) {
      try x.at(.max)
    }
    #expect(throws: TensorError.axisOutOfRange(axis: 2, shape: [2, 3])) {
      try x.sliced(0..<1, axis: 2)
    }
    #expect(throws: TensorError.axisOutOfRange(axis: 0, shape: [])) { try Tensor(1).at(0) }
  }

  @Test("concatenation as in NumPy; slicing takes the parts out again")
  func concatenate() throws {
    for test in Expected.all.joins {
      let parts = try test.shapes.enumerated().map { try pattern($1, $0) }
      let joined = try Tensor.concatenated(parts, axis: test.axis)
      expectSame(joined, test.result, "\(test.shapes)")
      var start = 0
      for part in parts {
        let size = part.shape[test.axis < 0 ? test.axis + part.rank : test.axis]
        #expect(try joined.sliced(start..<start + size, axis: test.axis) == part)
        start += size
      }
    }
  }

  @Test("stacking as in NumPy; at(_:axis:) takes the parts out again")
  func stack() throws {
    for test in Expected.all.stacks {
      let parts = try (0..<test.count).map { try pattern(test.shape, $0) }
      let stacked = try Tensor.stacked(parts, axis: test.axis)
      expectSame(stacked, test.result, "\(test.shape) at \(test.axis)")
      for (i, part) in parts.enumerated() {
        #expect(try stacked.at(i, axis: test.axis) == part)
      }
    }
  }

  @Test("parts that do not fit are refused by position")
  func misfits() throws {
    let (a, b) = (try Tensor.zeros([2, 3]), try Tensor.zeros([3, 3]))
    func error(_ operation: String, _ other: [Int], _ axis: Int) -> TensorError {
      .cannotJoin(operation: operation, first: [2, 3], other: other, position: 2, axis: axis)
    }
    #expect(throws: error("concatenate", [3, 3], 1)) {
      try Tensor.concatenated([a, a, b], axis: -1)
    }
    #expect(throws: error("concatenate", [3], 0)) { try Tensor.concatenated([a, a, [1, 2, 3]]) }
    #expect(throws: error("stack", [3, 3], 0)) { try Tensor.stacked([a, a, b]) }
    #expect(throws: TensorError.nothingToJoin(operation: "concatenate")) {
      try Tensor.concatenated([])
    }
    #expect(throws: TensorError.nothingToJoin(operation: "stack")) { try Tensor.stacked([]) }
    #expect(throws: TensorError.axisOutOfRange(axis: 2, shape: [2, 3])) {
      try Tensor.concatenated([a], axis: 2)
    }
    #expect(throws: TensorError.axisOutOfRange(axis: 0, shape: [])) {
      try Tensor.concatenated([Tensor(1), Tensor(2)])
    }
    #expect(throws: TensorError.newAxisOutOfRange(axis: 3, shape: [2, 3])) {
      try Tensor.stacked([a], axis: 3)
    }
  }
}
