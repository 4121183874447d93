import Tensors
import Testing

@Suite("Error messages")
struct ErrorsTests {
  @Test("each names the rule, the values that broke it, and a remedy", arguments: messages)
  func message(_ error: TensorError, _ expected: String) {
    #expect(error.description == expected)
    #expect("\(error)" == expected)
  }

  @Test("payloads made by hand cannot stop the program")
  func payloads() {
    let errors: [TensorError] = [
      .wrongCount(shape: [.max, .max], count: 0),
      .cannotReshape(shape: [.max, 2], target: [-1, .max, 2]),
      .rangeOutOfBounds(range: 0..<1, axis: 5, shape: []), .matmul(lhs: [2], rhs: [2]),
      .cannotSqueeze(axis: 9, shape: []), .notBroadcastable(operation: "add", lhs: [], rhs: []),
      .indexOutOfRange(index: 0, position: 0, bound: .min),
      .rowsDiffer(operation: "x", shape: [], rows: []),
      .notASingleValue(shape: [-1]), .cannotReshape(shape: [], target: [-7]),
    ]
    for error in errors { #expect(error.description.count > 20) }
  }

  static let messages: [(TensorError, String)] = []
}
