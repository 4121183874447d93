import Tensors
import Testing

@Suite("Arithmetic")
struct ArithmeticTests {
  let x: Tensor = [[1, -2], [4, 8]]
  let y: Tensor = [[2, 4], [-1, 16]]
  let row: Tensor = [2, -4]

  @Test("two tensors of one shape, entry by entry")
  func sameShape() throws {
    #expect(try x + y == [[3, 2], [3, 24]])
    #expect(try x - y == [[-1, -6], [5, -8]])
    #expect(try x * y == [[2, -8], [-4, 128]])
    #expect(try x / y == [[0.5, -0.5], [-4, 0.5]])
    #expect(-x == [[-1, 2], [-4, -8]])
  }

  @Test("a row, a column and a single value are stretched, on either side")
  func stretched() throws {
    let column: Tensor = [[2], [-4]]
    #expect(try x - row == [[-1, 2], [2, 12]])
    #expect(try row - x == [[1, -2], [-2, -12]])
    #expect(try x - column == [[-1, -4], [8, 12]])
    #expect(try column - x == [[1, 4], [-8, -12]])
    #expect(try row - column == [[0, -6], [6, 0]])
    #expect(try column / row == [[1, -0.5], [-2, 1]])
    #expect(try Tensor(3) - x == [[2, 5], [-1, -5]])
    #expect(try x / Tensor(2) == [[0.5, -1], [2, 4]])
  }

  @Test("a Double or an Int on either side")
  func scalars() {
    let (a, n) = (0.5, 2)
    #expect(x + a == [[1.5, -1.5], [4.5, 8.5]])
    #expect(a + x == [[1.5, -1.5], [4.5, 8.5]])
    #expect(x - a == [[0.5, -2.5], [3.5, 7.5]])
    #expect(a - x == [[-0.5, 2.5], [-3.5, -7.5]])
    #expect(x * a == [[0.5, -1], [2, 4]])
    #expect(a * x == [[0.5, -1], [2, 4]])
    #expect(x / a == [[2, -4], [8, 16]])
    #expect(a / x == [[0.5, -0.25], [0.125, 0.0625]])
    #expect(x + n == [[3, 0], [6, 10]])
    #expect(n + x == [[3, 0], [6, 10]])
    #expect(x - n == [[-1, -4], [2, 6]])
    #expect(n - x == [[1, 4], [-2, -6]])
    #expect(x * n == [[2, -4], [8, 16]])
    #expect(n * x == [[2, -4], [8, 16]])
    #expect(x / n == [[0.5, -1], [2, 4]])
    #expect(n / x == [[2, -1], [0.5, 0.25]])
  }

  @Test("compound assignment equals the operation")
  func compound() throws {
    var z = x
    try z += y
    #expect(z == [[3, 2], [3, 24]])
    try z -= row
    #expect(z == [[1, 6], [1, 28]])
    try z *= row
    #expect(z == [[2, -24], [2, -112]])
    try z /= y
    #expect(z == [[1, -6], [-2, -7]])
    z += 0.5
    z -= 1
    z *= 4
    z /= 0.5
    #expect(z == [[4, -52], [-20, -60]])
    let (a, n) = (1.5, 4)
    z += n
    z -= a
    z *= a
    z /= n
    #expect(z == [[2.4375, -18.5625], [-6.5625, -21.5625]])
    z += a
    z -= n
    z *= n
    z /= a
    #expect(z[0, 0] == (2.4375 + 1.5 - 4) * 4 / 1.5)
  }

  @Test("division by zero follows IEEE 754")
  func zero() throws {
    let z: Tensor = [1, -1, 0]
    expectSame(z / 0, shape: [3], [.infinity, -.infinity, .nan])
    expectSame(try z / z, shape: [3], [1, 1, .nan])
  }

  @Test("shapes that do not match are refused by name of the operation")
  func refused() {
    let z: Tensor = [1, 2, 3]
    func error(_ operation: String) -> TensorError {
      .notBroadcastable(operation: operation, lhs: [2, 2], rhs: [3])
    }
    #expect(throws: error("add")) { try x + z }
    #expect(throws: error("subtract")) { try x - z }
    #expect(throws: error("multiply entries of")) { try x * z }
    #expect(throws: error("divide")) { try x / z }
    var w = x
    #expect(throws: error("add")) { try w += z }
    #expect(w == x)
  }

  @Test("what is changed in place keeps its shape; a number without axes takes the other one's")
  func growing() throws {
    func error(_ operation: String) -> TensorError {
      .wouldGrow(operation: operation, shape: [2], rhs: [2, 2])
    }
    var bias: Tensor = [1, 2]
    #expect(throws: error("add")) { try bias += x }
    #expect(throws: error("subtract")) { try bias -= x }
    #expect(throws: error("multiply entries of")) { try bias *= x }
    #expect(throws: error("divide")) { try bias /= x }
    #expect(bias == [1, 2])
    var total = Tensor(0)
    try total += row
    #expect(total == row)
    try total += row
    #expect(try total == row + row)
  }
}
