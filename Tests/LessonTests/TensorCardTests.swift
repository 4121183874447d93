import Foundation
import Tensors
import Testing

/// Every example of the card is evaluated, and every public operation of `Tensors` is on the card.
@Suite("The Tensor card") struct TensorCardTests {
  /// A row of the card, as the code that it shows.
  struct Example {
    let code: String
    let value: () throws -> Any
    /// A call that the row says throws; nil where the operation never throws.
    let failing: (() throws -> Any)?
  }

  let card: String
  let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    card = try String(contentsOf: root.appending(path: "Exercises/TENSOR.md"), encoding: .utf8)
  }

  /// The card's examples in its order, each written once as text and once as code.
  static func examples() -> [Example] {
    var examples: [Example] = []
    func row(
      _ code: String,
      _ value: @escaping () throws -> Any,
      throwing failing: (() throws -> Any)? = nil
    ) {
      examples.append(Example(code: code, value: value, failing: failing))
    }
    let x: Tensor = [[1, 2, 3], [4, 5, 6]]
    let v: Tensor = [10, 20, 30]
    let z: Tensor = [-1, 0, 4]
    let w: Tensor = [[1, 0], [0, 1], [2, 2]]
    var random = RandomSource(seed: 7)

    // Making tensors
    row("try Tensor(shape: [2, 2], [1, 2, 3, 4])") {
      try Tensor(shape: [2, 2], [1, 2, 3, 4])
    } throwing: {
      try Tensor(shape: [2, 2], [1])
    }
    row("try Tensor(rows: [[1, 2], [3, 4]])") {
      try Tensor(rows: [[1, 2], [3, 4]])
    } throwing: {
      try Tensor(rows: [[1, 2], [3]])
    }
    row("Tensor([1, 2])") { Tensor([1, 2]) }
    row("Tensor(2.5)") { Tensor(2.5) }
    row("try Tensor.zeros([2, 2])") {
      try Tensor.zeros([2, 2])
    } throwing: {
      try Tensor.zeros([-1])
    }
    row("try Tensor.ones([2])") {
      try Tensor.ones([2])
    } throwing: {
      try Tensor.ones([-1])
    }
    row("try Tensor.filled(with: 7, [2])") {
      try Tensor.filled(with: 7, [2])
    } throwing: {
      try Tensor.filled(with: 7, [-1])
    }
    row("Tensor.zeros(like: v)") { Tensor.zeros(like: v) }
    row("Tensor.ones(like: v)") { Tensor.ones(like: v) }
    row("try Tensor.identity(2)") {
      try Tensor.identity(2)
    } throwing: {
      try Tensor.identity(-1)
    }
    row("try Tensor.range(4)") {
      try Tensor.range(4)
    } throwing: {
      try Tensor.range(-1)
    }
    row("try Tensor.oneHot([2, 0], classes: 3)") {
      try Tensor.oneHot([2, 0], classes: 3)
    } throwing: {
      try Tensor.oneHot([3], classes: 3)
    }

    // Looking inside
    row("x.shape") { x.shape }
    row("x.rank") { x.rank }
    row("x.count") { x.count }
    row("x.scalars") { x.scalars }
    row("x[1, 2]") { x[1, 2] }
    row("v[0]") { v[0] }
    row("x[at: [0, 1]]") { x[at: [0, 1]] }
    row("try v.sum(to: []).item()") {
      try v.sum(to: []).item()
    } throwing: {
      try v.item()
    }
    row("x == x") { x == x }
    row("x.formatted(digits: 2)") { x.formatted(digits: 2) }
    row("Tensor.maximumCount") { Tensor.maximumCount }

    // Calculating
    row("try x + v") {
      try x + v
    } throwing: {
      try x + w
    }
    row("try x - v") {
      try x - v
    } throwing: {
      try x - w
    }
    row("try x * v") {
      try x * v
    } throwing: {
      try x * w
    }
    row("try x / v") {
      try x / v
    } throwing: {
      try x / w
    }
    row("1 - 2 * z / 4") { 1 - 2 * z / 4 }
    row("-z") { -z }
    row("pow(0.9, 2)") { pow(0.9, 2) }

    // Masks
    row("x .> 2") { x .> 2 }
    row("x .>= 2") { x .>= 2 }
    row("x .< 2") { x .< 2 }
    row("x .<= 2") { x .<= 2 }
    row("x .== 2") { x .== 2 }
    row("x .!= 2") { x .!= 2 }
    row("try x .> v") {
      try x .> v
    } throwing: {
      try x .> w
    }

    // Functions of every entry
    row("exp(z)") { exp(z) }
    row("expm1(z)") { expm1(z) }
    row("log(v)") { log(v) }
    row("log1p(v)") { log1p(v) }
    row("sqrt(v)") { sqrt(v) }
    row("tanh(z)") { tanh(z) }
    row("erf(z)") { erf(z) }
    row("sin(z)") { sin(z) }
    row("cos(z)") { cos(z) }
    row("abs(z)") { abs(z) }
    row("sign(z)") { sign(z) }
    row("z.squared()") { z.squared() }
    row("pow(z, 3)") { pow(z, 3) }
    row("maximum(z, 0)") { maximum(z, 0) }
    row("minimum(z, 0)") { minimum(z, 0) }
    row("try maximum(z, v)") {
      try maximum(z, v)
    } throwing: {
      try maximum(x, w)
    }
    row("try minimum(z, v)") {
      try minimum(z, v)
    } throwing: {
      try minimum(x, w)
    }
    row("z.clamped(to: -0.5...2)") { z.clamped(to: -0.5...2) }
    row("z.map { $0 + 1 }") { z.map { $0 + 1 } }
    row("try z.combined(with: v) { $0 - $1 }") {
      try z.combined(with: v) { $0 - $1 }
    } throwing: {
      try x.combined(with: w) { $0 - $1 }
    }

    // Products of matrices and vectors
    row("try x.matmul(w)") {
      try x.matmul(w)
    } throwing: {
      try x.matmul(x)
    }
    row("try v.dot(z)") {
      try v.dot(z)
    } throwing: {
      try v.dot(Tensor([1, 2]))
    }

    // Sums, means, largest entries
    row("x.sum()") { x.sum() }
    row("try x.sum(axis: 0)") {
      try x.sum(axis: 0)
    } throwing: {
      try x.sum(axis: 2)
    }
    row("try x.sum(axis: 1)") {
      try x.sum(axis: 1)
    } throwing: {
      try x.sum(axis: -3)
    }
    row("try x.sum(axis: 1, keepingDimensions: true)") {
      try x.sum(axis: 1, keepingDimensions: true)
    } throwing: {
      try x.sum(axis: 2, keepingDimensions: true)
    }
    row("try x.sum(axes: [0, 1])") {
      try x.sum(axes: [0, 1])
    } throwing: {
      try x.sum(axes: [0, 0])
    }
    row("try x.mean()") {
      try x.mean()
    } throwing: {
      try Tensor([]).mean()
    }
    row("try x.mean(axis: 0)") {
      try x.mean(axis: 0)
    } throwing: {
      try x.mean(axis: 2)
    }
    row("try x.mean(axes: [0, 1])") {
      try x.mean(axes: [0, 1])
    } throwing: {
      try x.mean(axes: [0, 0])
    }
    row("try x.max()") {
      try x.max()
    } throwing: {
      try Tensor([]).max()
    }
    row("try x.max(axis: 1)") {
      try x.max(axis: 1)
    } throwing: {
      try x.max(axis: 2)
    }
    row("try x.max(axes: [0, 1])") {
      try x.max(axes: [0, 1])
    } throwing: {
      try x.max(axes: [0, 0])
    }
    row("try x.min()") {
      try x.min()
    } throwing: {
      try Tensor([]).min()
    }
    row("try x.argmax(axis: 1)") {
      try x.argmax(axis: 1)
    } throwing: {
      try x.argmax(axis: 2)
    }

    // Stretching, and summing back
    row("try v.broadcast(to: [2, 3])") {
      try v.broadcast(to: [2, 3])
    } throwing: {
      try v.broadcast(to: [3, 2])
    }
    row("try x.sum(to: [3])") {
      try x.sum(to: [3])
    } throwing: {
      try x.sum(to: [2])
    }
    row("try Tensor.broadcastShape([2, 1], [3])") {
      try Tensor.broadcastShape([2, 1], [3])
    } throwing: {
      try Tensor.broadcastShape([2], [3])
    }

    // Other shapes
    row("try x.reshaped([3, 2])") {
      try x.reshaped([3, 2])
    } throwing: {
      try x.reshaped([4])
    }
    row("try x.reshaped([3, -1])") {
      try x.reshaped([3, -1])
    } throwing: {
      try x.reshaped([4, -1])
    }
    row("x.flattened()") { x.flattened() }
    row("try x.transposed()") {
      try x.transposed()
    } throwing: {
      try v.transposed()
    }
    row("try x.permuted([1, 0])") {
      try x.permuted([1, 0])
    } throwing: {
      try x.permuted([0, 0])
    }
    row("try x.swappingAxes(0, 1)") {
      try x.swappingAxes(0, 1)
    } throwing: {
      try x.swappingAxes(0, 2)
    }
    row("try v.expandingAxis(at: 0)") {
      try v.expandingAxis(at: 0)
    } throwing: {
      try v.expandingAxis(at: 3)
    }
    row("try x.sum(to: [1, 3]).squeezingAxis(at: 0)") {
      try x.sum(to: [1, 3]).squeezingAxis(at: 0)
    } throwing: {
      try x.squeezingAxis(at: 0)
    }

    // Parts, and putting together
    row("try x.at(1)") {
      try x.at(1)
    } throwing: {
      try x.at(2)
    }
    row("try x.at(2, axis: 1)") {
      try x.at(2, axis: 1)
    } throwing: {
      try x.at(3, axis: 1)
    }
    row("try x.sliced(0..<2, axis: 1)") {
      try x.sliced(0..<2, axis: 1)
    } throwing: {
      try x.sliced(0..<4, axis: 1)
    }
    row("try Tensor.concatenated([v, z])") {
      try Tensor.concatenated([v, z])
    } throwing: {
      try Tensor.concatenated([v, x])
    }
    row("try Tensor.stacked([v, z])") {
      try Tensor.stacked([v, z])
    } throwing: {
      try Tensor.stacked([v, x])
    }
    row("try x.gatheringRows([1, 1])") {
      try x.gatheringRows([1, 1])
    } throwing: {
      try x.gatheringRows([2])
    }
    row("try x.scatteringAdd([[1, 1, 1]], at: [0])") {
      try x.scatteringAdd([[1, 1, 1]], at: [0])
    } throwing: {
      try x.scatteringAdd([[1, 1, 1]], at: [2])
    }
    row("try x.picking([2, 0])") {
      try x.picking([2, 0])
    } throwing: {
      try x.picking([0])
    }

    // Random numbers
    row("try Tensor.normal([2, 3], standardDeviation: 0.1, using: &random).shape") {
      try Tensor.normal([2, 3], standardDeviation: 0.1, using: &random).shape
    } throwing: {
      try Tensor.normal([2], standardDeviation: -1, using: &random)
    }
    row("try Tensor.uniform([2, 3], in: -1..<1, using: &random).shape") {
      try Tensor.uniform([2, 3], in: -1..<1, using: &random).shape
    } throwing: {
      try Tensor.uniform([-1], using: &random)
    }
    row("random.uniform() < 1") { random.uniform() < 1 }
    row("random.normal().isFinite") { random.normal().isFinite }
    row("random.integer(below: 1)") { random.integer(below: 1) }
    row("random.permutation(1)") { random.permutation(1) }
    return examples
  }

  /// The rows of the card's tables: what to write, what one gets, and what throws.
  private var rows: [(code: String, result: String, throwing: String)] {
    card.matches(of: #/(?m)^\| `([^`]+)` \| `([^`]+)` \| (.*) \|$/#).map {
      (String($0.1), String($0.2), String($0.3))
    }
  }

  @Test("each row's code gives what the row says, and throws where the row says so")
  func examples() throws {
    let examples = TensorCardTests.examples()
    #expect(examples.map(\.code) == rows.map(\.code))
    for (example, row) in zip(examples, rows) {
      #expect(try TensorCardTests.text(example.value()) == row.result, "\(row.code)")
      #expect((example.failing != nil) == (row.throwing != "–"), "\(row.code)")
      #expect(row.code.hasPrefix("try ") == (row.throwing != "–"), "\(row.code)")
      if let failing = example.failing {
        #expect(throws: TensorError.self, "\(row.code)") { try failing() }
      }
    }
  }

  @Test("the code that is run is the code on the card")
  func sameCode() throws {
    func squeezed(_ text: some StringProtocol) -> String {
      String(text.filter { !$0.isWhitespace })
    }
    let source = squeezed(try String(contentsOf: URL(filePath: #filePath), encoding: .utf8))
    for row in rows {
      let code = squeezed(row.code)
      #expect(source.contains("row(\"\(code)\"){\(code)}"), "\(row.code)")
    }
    let blocks = card.matches(of: #/(?ms)^```swift\n(.*?)^```/#)
    #expect(blocks.count == 2)
    for line in blocks.flatMap({ $0.1.split(separator: "\n") }) {
      let code = squeezed(line.split(separator: "//")[0])
      #expect(source.contains(code), "\(line)")
    }
  }

  @Test("a tensor on the left of += is changed")
  func changing() throws {
    let x: Tensor = [[1, 2, 3], [4, 5, 6]]
    let v: Tensor = [10, 20, 30]
    var y = x
    try y += v
    y /= 2
    y[0, 1] = 5
    #expect(y == [[5.5, 5, 16.5], [7, 12.5, 18]])
    #expect(x == [[1, 2, 3], [4, 5, 6]])
    let w = Tensor([1, 2])
    #expect(throws: TensorError.self) { try y *= w }
    y -= 1
    y *= 2
    #expect(y == [[9, 8, 31], [12, 23, 34]])
  }

  @Test("every public operation of the module is on the card")
  func complete() throws {
    let folder = root.appending(path: "Sources/Tensors")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    // Slips are no operations; literals are on the card as they are written; the rest is for the graders.
    let aside: Set = [
      "CommonSlips.swift", "Tensor+Literals.swift", "Tensor+Codable.swift", "NotStarted.swift",
      "TensorError.swift", "TensorError+Description.swift",
    ]
    var operations: [PublicOperation] = []
    for file in files.sorted() where file.hasSuffix(".swift") && !aside.contains(file) {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      operations += PublicOperation.all(in: text)
    }
    #expect(operations.count > 130)
    let spans = PublicOperation.codeSpans(in: card)
    let missing = operations.filter { !$0.isShown(in: spans) }
    #expect(missing.isEmpty)
    // A card with nothing on it lacks all of them, so the look-up can fail.
    #expect(!operations.contains { $0.isShown(in: []) })
    #expect(!operations.contains { $0.name == "sum" && $0.isShown(in: ["x.sums(axis: 0)"]) })
  }

  /// A value as the card prints it: at most four digits behind the point.
  private static func text(_ value: Any) throws -> String {
    switch value {
    case let tensor as Tensor:
      if tensor.rank == 0 { return number(try tensor.item()) }
      let parts = try (0..<tensor.shape[0]).map { try text(tensor.at($0)) }
      return "[" + parts.joined(separator: ", ") + "]"
    case let values as [Double]: return "[" + values.map(number).joined(separator: ", ") + "]"
    case let value as Double: return number(value)
    default: return "\(value)".split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  private static func number(_ value: Double) -> String {
    let rounded = (value * 10_000).rounded() / 10_000
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
