import Foundation
import Tensors
import Testing

@Suite("Encoding and decoding")
struct CodableTests {
  @Test("a tensor survives JSON bit by bit, with NaN and infinities")
  func roundTrip() throws {
    let tensors: [Tensor] = [
      Tensor(2.5), [], try Tensor.zeros([0, 3]), [[1, 2], [3, 4]],
      [0.1, 0.3333333333333333, 1.7976931348623157e308, 2.2250738585072014e-308, 123_456_789.123],
      [.infinity, -.infinity, 1], Tensor(-.leastNonzeroMagnitude), Tensor(-0.0),
    ]
    for x in tensors {
      let copy = try JSONDecoder().decode(Tensor.self, from: JSONEncoder().encode(x))
      #expect(copy == x)
      #expect(copy.shape == x.shape)
    }
    let data = try JSONEncoder().encode([.nan, 1] as Tensor)
    expectSame(try JSONDecoder().decode(Tensor.self, from: data), shape: [2], [.nan, 1])
  }

  @Test("the format is a shape and a list of numbers, or of strings where JSON has none")
  func format() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func json(_ x: Tensor) throws -> String {
      String(decoding: try encoder.encode(x), as: UTF8.self)
    }
    #expect(try json([[1.5, -2]]) == #"{"scalars":[1.5,-2],"shape":[1,2]}"#)
    #expect(
      try json([.nan, .infinity, -.infinity, 3])
        == #"{"scalars":["nan","inf","-inf",3],"shape":[4]}"#
    )
  }

  @Test("single numbers survive JSON as those of a tensor do")
  func numbers() throws {
    let numbers = [1.5, .nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude]
    let data = try JSONEncoder().encode(numbers.map(CodableScalar.init))
    let text = String(decoding: data, as: UTF8.self)
    #expect(text == #"[1.5,"nan","inf","-inf",-0,5e-324]"#)
    let read = try JSONDecoder().decode([CodableScalar].self, from: data).map(\.value)
    expectSame(Tensor(read), shape: [6], numbers)
    for wrong in [#"["NaN"]"#, #"["1.5"]"#, "[null]", "[true]"] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode([CodableScalar].self, from: Data(wrong.utf8))
      }
    }
  }

  @Test(
    "malformed input is refused",
    arguments: [
      #"{"shape":[2]}"#, #"{"scalars":[1]}"#, #"{"shape":[1],"scalars":["one"]}"#,
      #"{"shape":[1],"scalars":[null]}"#, #"{"shape":[1],"scalars":[true]}"#,
      #"{"shape":[1.5],"scalars":[1]}"#, #"{"shape":1,"scalars":[1]}"#, "[1, 2]", "",
      #"{"shape":[1],"scalars":[[1]]}"#,
    ]
  )
  func malformed(_ json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Tensor.self, from: Data(json.utf8))
    }
  }

  @Test("a shape that does not fit the values is refused")
  func misfit() {
    func decode(_ json: String) throws -> Tensor {
      try JSONDecoder().decode(Tensor.self, from: Data(json.utf8))
    }
    #expect(throws: TensorError.wrongCount(shape: [2], count: 1)) {
      try decode(#"{"shape":[2],"scalars":[1]}"#)
    }
    #expect(throws: TensorError.negativeSize(shape: [-1])) {
      try decode(#"{"shape":[-1],"scalars":[1]}"#)
    }
    #expect(throws: TensorError.tooLarge(shape: [4_294_967_296, 4_294_967_296])) {
      try decode(#"{"shape":[4294967296,4294967296],"scalars":[]}"#)
    }
  }
}
