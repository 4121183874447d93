import Tensors
import Testing

@Suite("Tensor literals")
struct LiteralsTests {
  @Test("nested brackets give the shape and row-major values")
  func nested() {
    let vector: Tensor = [1, -2, 3.5]
    expectSame(vector, shape: [3], [1, -2, 3.5])
    let matrix: Tensor = [[1, 2], [3, -4], [-0.5, 6e2]]
    expectSame(matrix, shape: [3, 2], [1, 2, 3, -4, -0.5, 600])
    let cube: Tensor = [[[1, 2, 3]], [[4, 5, 6]]]
    expectSame(cube, shape: [2, 1, 3], [1, 2, 3, 4, 5, 6])
  }

  @Test("empty brackets are axes of size 0")
  func empty() {
    expectSame([], shape: [0], [])
    expectSame([[], []], shape: [2, 0], [])
    expectSame([[[]]], shape: [1, 1, 0], [])
  }

  @Test("NaN, the infinities and negated elements are elements")
  func special() {
    let x: Tensor = [.nan, .infinity, -.infinity, -(2), 0xff]
    expectSame(x, shape: [5], [.nan, .infinity, -.infinity, -2, 255])
    let y: Tensor = [-[1, -2], [3, 4]]
    expectSame(y, shape: [2, 2], [-1, 2, 3, 4])
  }

  @Test(
    "rows of different length stop with a sentence",
    .enabled(if: isFullRun, "starts child processes"),
    arguments: 0..<3
  )
  func ragged(_ kind: Int) async {
    let result = await #expect(
      processExitsWith: .failure,
      observing: [\.standardErrorContent]
    ) { [kind = kind as Int] in
      switch kind {
      case 0: _ = [[1, 2], [3]] as Tensor
      case 1: _ = [[1], 2] as Tensor
      default: _ = [[[1, 2]], [[3], [4]]] as Tensor
      }
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("The rows of a Tensor literal differ in length"))
  }
}
