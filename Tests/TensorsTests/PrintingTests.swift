import Tensors
import Testing

@Suite("Printing")
struct PrintingTests {
  @Test(
    "columns are aligned, and the digits are those that the numbers need",
    arguments: [
      ([1, 2, 3], "[1, 2, 3]"),
      ([[1, -20], [300, 4]], "[[  1, -20],\n [300,   4]]"),
      ([[0.5, 1], [-10.25, 100]], "[[  0.50,   1.00],\n [-10.25, 100.00]]"),
      ([0.3333333333333333, 2], "[0.333333, 2.000000]"),
      (
        [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "[[[1, 2],\n  [3, 4]],\n\n [[5, 6],\n  [7, 8]]]"
      ),
      ([[[[1]], [[2]]], [[[3]], [[4]]]], "[[[[1]],\n\n  [[2]]],\n\n [[[3]],\n\n  [[4]]]]"),
      ([.nan, .infinity, -.infinity, 1.5], "[ nan,  inf, -inf,  1.5]"),
      ([0, 0], "[0, 0]"), ([-0.0, 1], "[-0,  1]"), ([0.30000000000000004], "[0.3]"),
      ([], "[]"), ([[], []], "[[],\n []]"), ([[0.001234, 1]], "[[0.001234, 1.000000]]"),
      ([1e7, 1], "[10000000,        1]"), ([99_999_999, 0.5], "[99999999.0,        0.5]"),
      ([1e8, 1], "[1e+08, 1e+00]"), ([0.00005, 1], "[5e-05, 1e+00]"),
      ([1.25e-7, -2], "[ 1.25e-07, -2.00e+00]"), ([1e-300, 0, .nan], "[1e-300,  0e+00,    nan]"),
      ([0.0001, 1], "[0.0001, 1.0000]"),
    ] as [(Tensor, String)]
  )
  func description(_ x: Tensor, _ expected: String) {
    #expect(x.description == expected)
    #expect("\(x)" == expected)
  }

  @Test("a single value stands without brackets, and nothing is an empty pair")
  func small() throws {
    #expect(Tensor(2.5).description == "2.5")
    #expect(Tensor(.nan).description == "nan")
    #expect(try Tensor.zeros([0, 3]).description == "[]")
    #expect(try Tensor.zeros([1, 0, 3]).description == "[[]]")
  }

  @Test("more than 1,000 values are shortened to three at either end of long axes")
  func shortened() throws {
    #expect(try Tensor.range(1_001).description == "[   0,    1,    2, …,  998,  999, 1000]")
    #expect(try Tensor.range(1_000).description.contains("499"))
    #expect(
      try Tensor.range(1_200).reshaped([2, 600]).description == """
        [[   0,    1,    2, …,  597,  598,  599],
         [ 600,  601,  602, …, 1197, 1198, 1199]]
        """
    )
    #expect(
      try Tensor.range(1_200).reshaped([600, 2]).description == """
        [[   0,    1],
         [   2,    3],
         [   4,    5],
         …,
         [1194, 1195],
         [1196, 1197],
         [1198, 1199]]
        """
    )
    #expect(try Tensor.zeros([1_000_000, 0]).description.count < 60)
  }

  @Test("hidden values do not change the format")
  func hidden() throws {
    var x = try Tensor.range(2_000)
    x[1_000] = 1e-9
    #expect(x.description == "[   0,    1,    2, …, 1997, 1998, 1999]")
  }

  @Test("digits, limit, edge and indent can be chosen")
  func choices() throws {
    let x: Tensor = [[0.3333333333333333, 2], [3, 4]]
    #expect(x.formatted(digits: 2) == "[[0.33, 2.00],\n [3.00, 4.00]]")
    #expect(x.formatted(digits: 0) == "[[3e-01, 2e+00],\n [3e+00, 4e+00]]")
    #expect(Tensor([2.5, 4]).formatted(digits: -1) == "[2, 4]")
    #expect(x.formatted(digits: 1, indent: "  ") == "[[0.3, 2.0],\n   [3.0, 4.0]]")
    let row = try Tensor.range(7)
    #expect(row.formatted(limit: 6, edge: 1) == "[0, …, 6]")
    #expect(row.formatted(limit: 6, edge: 3) == "[0, 1, 2, …, 4, 5, 6]")
    #expect(row.formatted(limit: 6, edge: 4) == "[0, 1, 2, 3, 4, 5, 6]")
    #expect(row.formatted(limit: 0, edge: 0) == "[…]")
    #expect(row.formatted(limit: 0, edge: -2) == "[…]")
  }
}
