import Tensors
import Testing

@Suite("Matrix product")
struct MatmulTests {
  @Test("vectors, matrices, batches and empty axes as in NumPy", arguments: Expected.all.products)
  func products(_ test: Expected.Product) throws {
    expectSame(try pattern(test.a).matmul(pattern(test.b, 1)), test.result)
  }

  @Test("every size up to 9 agrees with three loops")
  func loops() throws {
    let sizes = isFullRun ? Array(0...18) : Array(0...9)
    for rows in sizes {
      for inner in sizes {
        for columns in sizes {
          let (a, b) = (try pattern([rows, inner]), try pattern([inner, columns], 1))
          var sums = Array(repeating: 0.0, count: rows * columns)
          for i in 0..<rows {
            for j in 0..<columns {
              for k in 0..<inner {
                sums[i * columns + j] += a.scalars[i * inner + k] * b.scalars[k * columns + j]
              }
            }
          }
          let product = try a.matmul(b)
          if product.shape != [rows, columns] || product.scalars != sums {
            Issue.record("[\(rows), \(inner)] · [\(inner), \(columns)] gives \(product)")
          }
        }
      }
    }
  }

  @Test(
    "products larger than a block agree with the dot products of rows and columns",
    arguments: [(131, 259, 9), (4, 256, 4), (5, 257, 8), (129, 513, 6)]
  )
  func blocks(_ rows: Int, _ inner: Int, _ columns: Int) throws {
    // Small whole numbers: every sum is exact, whatever its order.
    let a = try Tensor(shape: [rows, inner], (0..<rows * inner).map { Double($0 * 7 % 23 - 11) })
    let b = try Tensor(
      shape: [inner, columns],
      (0..<inner * columns).map { Double($0 * 5 % 19 - 9) }
    )
    let product = try a.matmul(b)
    let right = try b.transposed()
    var wrong = 0
    for i in 0..<rows {
      for j in 0..<columns where try product[i, j] != a.at(i).dot(right.at(j)) { wrong += 1 }
    }
    #expect(product.shape == [rows, columns] && wrong == 0)
  }

  @Test(
    "every entry is summed from the start in pieces of 256, to the last bit, whatever the vectors",
    arguments: [2, 3, 4, 7, 8, 9, 12, 15, 64],
    hasWideVectors ? [false, true] : [false]
  )
  func bits(_ columns: Int, isWide: Bool) throws {
    var random = RandomSource(seed: 5)
    for rows in [1, 2, 3, 4, 5, 9, 67] {
      for inner in [1, 16, 255, 256, 257, 600] {
        let a = try Tensor.normal([rows, inner], using: &random)
        let b = try Tensor.normal([inner, columns], using: &random)
        var product = try Tensor.filled(with: .nan, [rows, columns])
        product.scalars.withUnsafeMutableBufferPointer { c in
          a.scalars.withUnsafeBufferPointer { a in
            b.scalars.withUnsafeBufferPointer { b in
              multiplyMatrices(
                a.baseAddress!,
                b.baseAddress!,
                c.baseAddress!,
                rows,
                inner,
                columns,
                isWide: isWide
              )
            }
          }
        }
        for i in 0..<rows {
          for j in 0..<columns {
            var total = 0.0
            for start in stride(from: 0, to: inner, by: 256) {
              var piece = 0.0
              for k in start..<min(start + 256, inner) { piece += a[i, k] * b[k, j] }
              total += piece
            }
            if product[i, j] != total {
              Issue.record("[\(rows), \(inner)] · [\(inner), \(columns)] at \(i), \(j)")
            }
          }
        }
      }
    }
  }

  @Test("NaN and infinity times zero are not lost")
  func nan() throws {
    let zero = try Tensor.zeros([5, 9])
    for value in [Double.nan, .infinity] {
      let product = try zero.matmul(Tensor.filled(with: value, [9, 6]))
      let vector = try zero.matmul(Tensor.filled(with: value, [9]))
      let isNaN = (product.scalars + vector.scalars).map(\.isNaN)
      #expect(isNaN == Array(repeating: true, count: 35))
    }
  }

  @Test(
    "factors that do not fit are refused",
    arguments: [
      ([2, 3], [2, 3]), ([2, 3], [2]), ([3], [2]), ([], [2]), ([2], []), ([2, 2, 3], [3, 3, 2]),
      ([3], [2, 2, 3]), ([0], [1]),
    ]
  )
  func refused(_ a: [Int], _ b: [Int]) throws {
    #expect(throws: TensorError.matmul(lhs: a, rhs: b)) { try pattern(a).matmul(pattern(b)) }
  }

  @Test("a product beyond the limit is an error")
  func tooLarge() throws {
    let column = try Tensor.zeros([100_000, 1])
    #expect(throws: TensorError.tooLarge(shape: [100_000, 100_000])) {
      try column.matmul(column.transposed())
    }
  }

  @Test("the dot product of two vectors")
  func dot() throws {
    #expect(try Tensor([1, 2, 3]).dot([4, -5, 6]) == 12)
    #expect(try Tensor([Double]()).dot([]) == 0)
    #expect(throws: TensorError.matmul(lhs: [2], rhs: [3])) { try Tensor([1, 2]).dot([1, 2, 3]) }
    #expect(throws: TensorError.wrongRank(operation: "dot(_:)", expected: 1, shape: [1, 2])) {
      try Tensor([1, 2]).dot([[1, 2]])
    }
  }
}
