import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Sources that agree")
struct SimilarityTests {
  private let workspace: Workspace

  init() throws { workspace = try Workspace.around(URL(filePath: #filePath)) }

  private static let linear = ExerciseID(pack: "Layers", name: "Linear")

  /// A solution of `layers/linear` in another style than the published one.
  private static let loops = """
    import Tensors

    enum Linear {
      static func forward(_ x: Tensor, weight: Tensor, bias: Tensor) throws -> Tensor {
        let (n, d, m) = (x.shape[0], x.shape[1], weight.shape[1])
        var y = try Tensor.zeros([n, m])
        for i in 0..<n {
          for j in 0..<m {
            y[i, j] = bias[j]
            for k in 0..<d { y[i, j] += x[i, k] * weight[k, j] }
          }
        }
        return y
      }

      static func backward(_ upstream: Tensor, _ x: Tensor, weight: Tensor, bias: Tensor) throws
        -> (x: Tensor, weight: Tensor, bias: Tensor)
      {
        var total = Tensor.zeros(like: bias)
        for row in 0..<upstream.shape[0] {
          for column in 0..<bias.count { total[column] += upstream[row, column] }
        }
        let products = try x.transposed().matmul(upstream)
        return (x: try upstream.matmul(weight.transposed()), weight: products, bias: total)
      }
    }

    """

  /// The same with other names, comments and white space, and without a `return`.
  private static let disguised =
    loops
    .replacing("    return y\n", with: "    y\n")
    .replacing(#/\b(total|products|column|row|y|i|j|k|n|d|m)\b/#) { "\($0.1)_of_mine" }
    .replacing("    for ", with: "    // now a loop\n\n    for ")
    .replacing("static func", with: "/* mine */ static  func")

  /// The same with a statement more, and two others exchanged.
  private static let changed =
    loops
    .replacing("    let products = try x.transposed().matmul(upstream)\n", with: "")
    .replacing(
      "    var total =",
      with: "    let products = try x.transposed().matmul(upstream)\n    var total ="
    )
    .replacing("    return y\n", with: "    precondition(y.count > 0)\n    return y\n")

  private func text(_ path: String) throws -> String {
    try String(contentsOf: workspace.file(path), encoding: .utf8)
  }

  private func comparison(of sources: [String], id: ExerciseID = linear) throws
    -> SourceComparison
  {
    SourceComparison(sources, stub: try text(id.stubPath), solution: try text(id.solutionPath))
  }

  @Test("names, comments and white space hide no copy, and a few changed lines hide none either")
  func copies() throws {
    #expect(
      try comparison(of: [Self.loops, Self.disguised]).groups
        == [.init(members: [0, 1], isIdentical: true)]
    )
    #expect(
      try comparison(of: [Self.changed, Self.disguised]).groups
        == [.init(members: [0, 1], isIdentical: false)]
    )
    // More code beside it hides no copy, not even where it is most of the file.
    let more = try ["Spirals", "Digits"].map { try text("Solutions/Training/\($0).swift") }.joined()
    #expect(try comparison(of: [more + Self.disguised, Self.loops]).groups.count == 1)
    #expect(try comparison(of: [more, Self.loops]).groups.isEmpty)
    // Many are one group.
    let other = try text(Self.linear.stubPath)
    let group = try comparison(of: [Self.loops, other, Self.disguised, Self.changed, Self.loops])
    #expect(group.groups == [.init(members: [0, 2, 3, 4], isIdentical: false)])
  }

  @Test("right solutions by different people never agree")
  func independent() throws {
    let folder = workspace.file("Tests").path
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix("Certification.swift") }
    var pairs = 0
    for file in files {
      let parts = file.split(separator: "/").map(String.init)
      let pack = String(parts[0].dropLast("Tests".count))
      let id = ExerciseID(pack: pack, name: String(parts[1].dropLast("Certification.swift".count)))
      let sources = Alternatives(in: try text("Tests/\(file)")).sources
      guard workspace.hasSolution(of: id), sources.count > 1 else { continue }
      pairs += sources.count * (sources.count - 1) / 2
      let found = try comparison(of: sources, id: id)
      #expect(found.groups.isEmpty && found.published.isEmpty, "\(id)")
    }
    #expect(pairs > 30)
  }

  @Test("the published solution is named, and neither it nor one slip in it is evidence")
  func published() throws {
    let solution = try text(Self.linear.solutionPath)
    let slip = solution.replacing("upstream.sum(axis: 0)", with: "upstream.mean(axis: 0)")
    try #require(slip != solution)
    let stub = try text(Self.linear.stubPath)
    let found = try comparison(of: [slip, solution, slip, stub, stub])
    #expect(found.published == [1] && found.groups.isEmpty)
    // Another variable is no other name, even where it stood long before.
    let other = solution.replacing(
      "x.transposed().matmul(upstream)",
      with: "x.transposed().matmul(weight)"
    )
    try #require(other != solution)
    #expect(try comparison(of: [other, solution]).published == [1])
    let swapped = Self.loops.replacing("x[i, k] * weight[k, j]", with: "weight[i, k] * x[k, j]")
    try #require(swapped != Self.loops)
    #expect(try comparison(of: [swapped, Self.loops]).groups.map(\.isIdentical) == [false])
  }

  @Test("what many write alike is the common form, and what a few write alike is not")
  func common() throws {
    let half = Self.loops.replacing(
      "for i in 0..<n",
      with: "for i in stride(from: 0, to: n, by: 1)"
    )
    func sources(_ count: Int, of all: Int) throws -> [String] {
      let stub = try text(Self.linear.stubPath)
      return (0..<all).map { $0 < count ? [Self.loops, half][$0 % 2] : "\(stub)\n// \($0)" }
    }
    #expect(try comparison(of: sources(5, of: 8)).groups.map(\.members) == [[0, 1, 2, 3, 4]])
    #expect(try comparison(of: sources(6, of: 40)).groups.isEmpty)
    #expect(try comparison(of: sources(6, of: 60)).groups.map(\.members) == [[0, 1, 2, 3, 4, 5]])
  }

  private static let long = ExerciseID(pack: "Losses", name: "SoftmaxCrossEntropy")

  @Test("exercises with a short solution are not compared")
  func short() throws {
    let catalog = Catalog(workspace)
    let similarity = Similarity([], catalog, in: workspace)
    #expect(similarity.compared.count + similarity.short == catalog.exercises.count)
    #expect(similarity.compared.contains(Self.long) && similarity.short > 0)
    #expect(!similarity.compared.contains(ExerciseID(pack: "Activations", name: "ReLU")))
    #expect(
      Similarity.lines(of: "let a = 1 // b\n/* c\nd */\n}\nlet a = 1\n", beyond: " let a = 1\n{")
        == 1
    )
  }

  @Test("the report lists who agrees, and says what was compared")
  func report() throws {
    let catalog = Catalog(workspace)
    let sources = [Self.loops, Self.disguised, try text(Self.long.solutionPath)]
    let results = zip(["ann", "b|b", "cem"], sources).map {
      ClassOfResults.result($0, [], sources: [Self.long: $1])
    }
    let similarity = Similarity(results, catalog, in: workspace)
    let text = MisconceptionsReport(
      found: Misconceptions(results, ClassTable(results, catalog)),
      similarity: similarity
    ).text
    #expect(
      text.contains(
        """
        | exercise | students | |
        |---|---|---|
        | losses/softmax-cross-entropy | ann, b\\|b | equal, apart from comments, white space and names |
        | losses/softmax-cross-entropy | cem | equal to the published solution |
        """
      )
    )
    #expect(text.contains("Agreement is no verdict.") && text.contains("\nCompared: neuron/"))
  }
}

/// The alternatives in a certification as sources, each with the functions that it alone calls.
private struct Alternatives {
  let sources: [String]

  init(in certification: String) {
    let code = SourceScan(certification).code
    var blocks: [Substring] = []
    var rest = code[...]
    while let start = rest.firstMatch(of: /\bAlternative\(/)?.range.lowerBound {
      let block = Alternatives.balanced(rest[start...], "(", ")")
      blocks.append(block)
      rest = rest[block.endIndex...]
    }
    var functions: [String: Substring] = [:]
    rest = code[...]
    while let match = rest.firstMatch(of: /static func (\w+)/) {
      let text = Alternatives.balanced(rest[match.range.lowerBound...], "{", "}")
      functions[String(match.output.1)] = text
      rest = rest[text.endIndex...]
    }
    func called(in text: Substring) -> Set<String> {
      Set(text.matches(of: /\w+/).map { String($0.output) }).intersection(functions.keys)
    }
    let used = blocks.map { block in
      var found = called(in: block)
      while true {
        let more = found.reduce(found) { $0.union(called(in: functions[$1] ?? "")) }
        if more == found { return found }
        found = more
      }
    }
    sources = zip(blocks, used).map { block, names in
      let own = names.filter { name in used.filter { $0.contains(name) }.count == 1 }
      return ([block] + own.sorted().compactMap { functions[$0] }).joined(separator: "\n")
    }
  }

  /// A text up to where its first bracket closes.
  private static func balanced(_ text: Substring, _ open: Character, _ close: Character)
    -> Substring
  {
    var depth = 0
    for index in text.indices {
      if text[index] == open { depth += 1 }
      guard text[index] == close else { continue }
      depth -= 1
      if depth == 0 { return text[...index] }
    }
    return text
  }
}
