import Tensors
import Testing

@Suite("Rows by index")
struct RowsTests {
  let table: Tensor = [[1, 2], [3, 4], [5, 6]]

  @Test("gathering takes rows in the order of the indices, and may repeat them")
  func gather() throws {
    #expect(try table.gatheringRows([2, 0, 2]) == [[5, 6], [1, 2], [5, 6]])
    #expect(try table.gatheringRows([]).shape == [0, 2])
    #expect(try Tensor([7, 8, 9]).gatheringRows([1, 1]) == [8, 8])
    #expect(try pattern([4, 2, 3]).gatheringRows([3]).at(0) == pattern([4, 2, 3]).at(3))
    #expect(try Tensor.zeros([2, 0]).gatheringRows([1, 1, 0]).shape == [3, 0])
  }

  @Test("scattering adds up rows with the same index")
  func scatter() throws {
    #expect(
      try table.scatteringAdd([[10, 20], [1, 1], [100, 200]], at: [2, 0, 2])
        == [[2, 3], [3, 4], [115, 226]]
    )
    #expect(try table.scatteringAdd(Tensor.zeros([0, 2]), at: []) == table)
    #expect(try Tensor([1, 2]).scatteringAdd([5, 6, 7], at: [0, 0, 0]) == [19, 2])
  }

  @Test(
    "scattering is the transpose of gathering: ⟨gather x, y⟩ = ⟨x, scatter y⟩",
    arguments: [[3], [3, 2], [3, 2, 4], [3, 0]]
  )
  func transpose(_ shape: [Int]) throws {
    let indices = [2, 0, 2, 2, 1]
    let x = try pattern(shape)
    let y = try pattern([indices.count] + shape.dropFirst(), 2)
    let gathered = try x.gatheringRows(indices)
    let scattered = try Tensor.zeros(like: x).scatteringAdd(y, at: indices)
    #expect(try inner(gathered, y) == inner(x, scattered))
  }

  @Test("picking takes one entry of each row")
  func pick() throws {
    #expect(try table.picking([1, 0, 1]) == [2, 3, 6])
    #expect(try Tensor.zeros([0, 2]).picking([]).shape == [0])
  }

  @Test("wrong indices, counts and shapes are refused")
  func refused() throws {
    let high = TensorError.indexOutOfRange(index: 3, position: 1, bound: 3)
    #expect(throws: high) { try table.gatheringRows([0, 3]) }
    #expect(throws: high) { try table.scatteringAdd([[1, 1], [2, 2]], at: [0, 3]) }
    #expect(throws: TensorError.indexOutOfRange(index: -1, position: 0, bound: 2)) {
      try table.picking([-1, 0, 0])
    }
    #expect(throws: TensorError.axisOutOfRange(axis: 0, shape: [])) {
      try Tensor(1).gatheringRows([0])
    }
    #expect(
      throws: TensorError.countMismatch(operation: "scatteringAdd(_:at:)", expected: 1, actual: 2)
    ) { try table.scatteringAdd([[1, 1]], at: [0, 1]) }
    #expect(throws: TensorError.countMismatch(operation: "picking(_:)", expected: 3, actual: 2)) {
      try table.picking([0, 1])
    }
    #expect(throws: TensorError.wrongRank(operation: "picking(_:)", expected: 2, shape: [2])) {
      try Tensor([1, 2]).picking([0, 0])
    }
    for rows: Tensor in [[[1, 2, 3]], [1, 2], Tensor(1), [[[1, 2]]]] {
      #expect(
        throws: TensorError.rowsDiffer(
          operation: "scatteringAdd(_:at:)",
          shape: [3, 2],
          rows: rows.shape
        )
      ) { try table.scatteringAdd(rows, at: [0]) }
    }
  }
}
