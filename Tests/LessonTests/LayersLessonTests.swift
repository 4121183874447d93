import Tensors
import Testing

@testable import LayersSolutions

@Suite("The lesson on layers") struct LayersLessonTests {
  let lesson: Lesson

  init() throws { lesson = try Lesson("Layers") }

  @Test("the worked example of the fully connected layer") func linear() throws {
    let (x, weight): (Tensor, Tensor) = ([[1, 2], [0, 1]], [[3], [4]])
    #expect(try Linear.forward(x, weight: weight, bias: [10]) == [[21], [14]])
    #expect(lesson.says("= [[21],"))
    #expect(lesson.says("[14]]"))
    let gradient = try Linear.backward([[1], [1]], x, weight: weight, bias: [10])
    #expect(gradient.bias == [2])
    #expect(lesson.says("∂L/∂b = 1 + 1 = 2"))
    #expect(gradient.weight == [[1], [3]])
    #expect(lesson.says("∂L/∂W = [[1·1 + 0·1], [2·1 + 1·1]] = [[1], [3]]"))
  }
}
