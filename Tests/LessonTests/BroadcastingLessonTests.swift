import Tensors
import Testing

@testable import BroadcastingSolutions

@Suite("The lesson on broadcasting") struct BroadcastingLessonTests {
  let lesson: Lesson
  let x: Tensor = [[1, 2, 3], [4, 5, 6]]

  init() throws { lesson = try Lesson("Broadcasting") }

  @Test("the three pairs of shapes, and a size of 0") func shapes() throws {
    #expect(try BroadcastShape.combined([5, 2, 3], [3]) == [5, 2, 3])
    #expect(try BroadcastShape.combined([4, 1], [5]) == [4, 5])
    #expect(try BroadcastShape.combined([2, 3], [2]) == nil)
    #expect(
      lesson.says(
        """
        [5, 2, 3]        [4, 1]        [2, 3]
              [3]           [5]           [2]
        ─────────        ──────        ──────
        [5, 2, 3]        [4, 5]        3 against 2: do not fit
        """
      )
    )
    #expect(try BroadcastShape.combined([2, 3], [2, 1]) == [2, 3])
    #expect(lesson.says("Reshape the two numbers to [2, 1], and each serves one row."))
    #expect(try BroadcastShape.combined([1], [0]) == [0])
    #expect(lesson.says("from 1 and 0 comes 0"))
  }

  @Test("the worked example of the stretched product") func multiply() throws {
    let (y, upstream): (Tensor, Tensor) = ([10, 20, 30], [[1, 0, 2], [1, -1, 0]])
    #expect(try BroadcastMultiply.forward(x, y) == [[10, 40, 90], [40, 100, 180]])
    #expect(lesson.says("z = [[10,  40,  90],"))
    #expect(lesson.says("[40, 100, 180]]"))
    #expect(try upstream * x == [[1, 0, 6], [4, -5, 0]])
    #expect(lesson.says("upstream · x = [[1,  0, 6],"))
    #expect(lesson.says("[4, −5, 0]]"))
    #expect(try BroadcastMultiply.backward(upstream, x, y).y == [5, -5, 6])
    #expect(lesson.says("∂L/∂y = [1 + 4, 0 − 5, 6 + 0]"))
    #expect(lesson.says("= [5, −5, 6]"))
    #expect(
      lesson.says(
        "Its first entry, 10, touches two entries of z: z[0, 0] = 1·10 and z[1, 0] = 4·10."
      )
    )
    for shape in [[3], [2, 1], []] {
      let gradient = try BroadcastMultiply.backward(upstream, x, Tensor.ones(shape)).y
      #expect(gradient.shape == shape)
    }
    #expect(try upstream.sum(axis: 1, keepingDimensions: true).shape == [2, 1])
    #expect(try upstream.sum(axis: 1).shape == [2])
    #expect(lesson.says("turns [2, 1] into [2]"))
  }

  @Test("sums and means along an axis") func reductions() throws {
    #expect(try Sum.forward(x, axis: 0) == [5, 7, 9])
    #expect(lesson.says("sum(axis: 0) = [5, 7, 9]"))
    #expect(try Sum.forward(x, axis: 1) == [6, 15])
    #expect(lesson.says("sum(axis: 1) = [6, 15]"))
    #expect(try Sum.backward([10, 20], x, axis: 1) == [[10, 10, 10], [20, 20, 20]])
    #expect(lesson.says("∂L/∂x = [[10, 10, 10], [20, 20, 20]]"))
    #expect(throws: TensorError.self) { try Tensor([10, 20]).broadcast(to: [2, 3]) }
    #expect(try Mean.forward(x, axis: 1) == [2, 5])
    #expect(lesson.says("mean(axis: 1) of the same x = [2, 5]"))
    #expect(try Mean.backward([12, 24], x, axis: 1) == [[4, 4, 4], [8, 8, 8]])
    #expect(lesson.says("With upstream = [12, 24]"))
    #expect(lesson.says("first row gets 4, and every entry of the second gets 8"))
  }

  @Test("orders of axes, and the way back") func transpose() throws {
    let cube = try Tensor.range(24).reshaped([2, 3, 4])
    let y = try Transpose.forward(cube, axes: [1, 2, 0])
    #expect(y.shape == [3, 4, 2])
    #expect(lesson.says("x: [2, 3, 4]   axes [1, 2, 0]   →   y: [3, 4, 2]"))
    #expect(y[2, 3, 1] == cube[1, 2, 3])
    #expect(lesson.says("x[a, b, c] went to y[b, c, a]"))
    #expect(try y.permuted([1, 2, 0]).shape == [4, 2, 3])
    #expect(lesson.says("applied twice to a tensor of shape [2, 3, 4] gives [4, 2, 3]"))
    #expect(try y.permuted([2, 0, 1]) == cube)
    #expect(lesson.says("for this order the way back is [2, 0, 1]"))
  }

  @Test("reshaping is not transposing") func reshape() throws {
    #expect(try Reshape.forward(x, shape: [3, 2]) == [[1, 2], [3, 4], [5, 6]])
    #expect(try x.transposed() == [[1, 4], [2, 5], [3, 6]])
    #expect(
      lesson.says(
        """
        [[1, 2, 3],   as [3, 2]   [[1, 2],        transposed   [[1, 4],
         [4, 5, 6]]                [3, 4],                       [2, 5],
                                   [5, 6]]                       [3, 6]]
        """
      )
    )
    #expect(28 * 28 == 784)
    #expect(lesson.says("[N, 28, 28] becomes [N, 784]"))
  }

  @Test("the worked example of the matrix product") func matrixProduct() throws {
    let (a, b): (Tensor, Tensor) = ([[1, 2], [3, 4]], [[5], [6]])
    #expect(try MatrixProduct.forward(a, b) == [[17], [39]])
    #expect(lesson.says("y = [[1·5 + 2·6],   =  [[17],"))
    #expect(lesson.says("[3·5 + 4·6]]       [39]]"))
    let gradient = try MatrixProduct.backward([[1], [10]], a, b)
    #expect(gradient.a == [[5, 6], [50, 60]])
    #expect(gradient.b == [[31], [42]])
    #expect(
      lesson.says(
        "With upstream = [[1], [10]]: ∂L/∂a = [[5, 6], [50, 60]] and ∂L/∂b = [[31], [42]]."
      )
    )
  }
}
