import Tensors
import Testing

@Suite("Reductions")
struct ReductionsTests {
  @Test("sum, mean, max and argmax along every set of axes as in NumPy")
  func everySetOfAxes() throws {
    let cases = Expected.all.reductions
    #expect(cases.count > 80)
    for test in cases {
      let x = try pattern(test.shape)
      let (axes, keep) = (test.axes, test.keep)
      let label: Comment = "\(test.shape) along \(axes), keeping: \(keep)"
      expectSame(try x.sum(axes: axes, keepingDimensions: keep), test.sum, label)
      let negative = axes.map { $0 - x.rank }
      expectSame(try x.sum(axes: negative, keepingDimensions: keep), test.sum, label)
      if let mean = test.mean, let max = test.max {
        expectSame(try x.mean(axes: axes, keepingDimensions: keep), mean, label)
        expectSame(try x.max(axes: axes.reversed(), keepingDimensions: keep), max, label)
        if axes.count == 1 {
          let axis = axes[0]
          expectSame(try x.sum(axis: axis, keepingDimensions: keep), test.sum, label)
          expectSame(try x.mean(axis: axis - x.rank, keepingDimensions: keep), mean, label)
          expectSame(try x.max(axis: axis, keepingDimensions: keep), max, label)
          #expect(try x.argmax(axis: axis) == test.argmax, label)
        }
        if axes.count == x.rank, x.count > 0 {
          #expect(x.sum() == test.sum.scalars[0])
          #expect(try x.mean() == mean.scalars[0])
          #expect(try x.max() == max.scalars[0])
          #expect(try x.min() == -(-x).max())
        }
      } else {
        func error(_ operation: String) -> TensorError {
          .emptyReduction(operation: operation, shape: test.shape)
        }
        #expect(throws: error("mean")) { try x.mean(axes: axes) }
        #expect(throws: error("maximum")) { try x.max(axes: axes) }
        if axes.count == 1 { #expect(throws: error("argmax")) { try x.argmax(axis: axes[0]) } }
      }
    }
  }

  @Test("of nothing, the sum is 0 and the others do not exist")
  func empty() throws {
    let x = try Tensor.zeros([0, 2])
    #expect(x.sum() == 0)
    #expect(throws: TensorError.emptyReduction(operation: "mean", shape: [0, 2])) { try x.mean() }
    #expect(throws: TensorError.emptyReduction(operation: "maximum", shape: [0, 2])) {
      try x.max()
    }
    #expect(throws: TensorError.emptyReduction(operation: "minimum", shape: [0, 2])) {
      try x.min()
    }
  }

  @Test("NaN wins in sums and maxima, wherever it stands", arguments: 0..<3)
  func nan(_ position: Int) throws {
    var x: Tensor = [[3, 1, 2], [5, 4, 6]]
    x[0, position] = .nan
    #expect(x.sum().isNaN)
    #expect(try x.max().isNaN)
    #expect(try x.min().isNaN)
    expectSame(try x.max(axis: 1), shape: [2], [.nan, 6])
    let columns = try x.max(axis: 0).scalars.map(\.isNaN)
    #expect(columns == (0..<3).map { $0 == position })
    #expect(try x.argmax(axis: 1) == [position, 2])
    let first = try x.argmax(axis: 0)
    #expect(first == (0..<3).map { $0 == position ? 0 : 1 })
  }

  @Test("the first of equal entries is the argmax, and infinities compare")
  func ties() throws {
    let x: Tensor = [[2, 7, 7], [-.infinity, -.infinity, -.infinity], [1, .infinity, .infinity]]
    #expect(try x.argmax(axis: 1) == [1, 0, 1])
    #expect(try x.argmax(axis: -2) == [0, 2, 2])
    #expect(try Tensor([.nan, 1, .nan]).argmax(axis: 0) == [0])
    expectSame(try x.max(axis: 1), shape: [3], [7, -.infinity, .infinity])
  }

  @Test("a sum of many values keeps its digits")
  func accuracy() throws {
    // 0.1 is 3602879701896397 · 2⁻⁵⁵. One running sum of 100,000 of them is off by 1.9e-8.
    let x = try Tensor.filled(with: 0.1, [100_000])
    #expect(Swift.abs(x.sum() - 10_000) < 1e-8)
    #expect(Swift.abs(try x.reshaped([1, -1]).sum(axis: 1)[0] - 10_000) < 1e-8)
    #expect(try Tensor.range(1_000).sum() == 499_500)
  }

  @Test("axes that do not exist or repeat are refused")
  func axes() throws {
    let x = try Tensor.zeros([2, 3])
    for axis in [2, -3, .max, .min] {
      let error = TensorError.axisOutOfRange(axis: axis, shape: [2, 3])
      #expect(throws: error) { try x.sum(axis: axis) }
      #expect(throws: error) { try x.mean(axes: [0, axis]) }
      #expect(throws: error) { try x.max(axis: axis) }
      #expect(throws: error) { try x.argmax(axis: axis) }
    }
    #expect(throws: TensorError.axisOutOfRange(axis: 0, shape: [])) { try Tensor(1).sum(axis: 0) }
    #expect(throws: TensorError.repeatedAxis(axes: [1, -1])) { try x.sum(axes: [1, -1]) }
    let long = try Tensor.zeros([100_000, 1])
    #expect(throws: TensorError.repeatedAxis(axes: [0, 0, 0, 0])) {
      try long.mean(axes: [0, 0, 0, 0])
    }
  }
}
