import ExerciseTesting
import Grading
import Tensors
import Testing

@testable import Layers

@Suite struct NamedParametersGrader: Grader {
  @Test func `layers/named-parameters`() async throws { try await grade(Self.self) }

  static let exercise = Exercise(
    .function,
    points: 10,
    axes: [.axis("L", "number of layers", 3)],
    inputs: [
      .made("widths") { sizes, random in
        (0...(sizes["L"] ?? 1)).map { _ in 2 + random.integer(below: 8) }
      }
    ],
    edges: [
      .sizes("a single layer", ["L": 1]),
      .edge("Linear(3, 3), Linear(3, 2), Linear(2, 2)") { $0["widths"] = .integers([3, 3, 2, 2]) },
      .edge("one input, and eleven layers of one output each") {
        $0["widths"] = .integers(Array(repeating: 1, count: 12))
      },
    ],
    student: SummaryTable.of(NamedParameters.summary)
  )
}

/// A summary as numbers in columns, so that a verdict can say which column is wrong.
struct SummaryTable {
  /// The number in the name of each parameter.
  var layer: [Int] = []
  /// 0 for each weight, 1 for each bias.
  var isBias: [Int] = []
  var shape: [[Int]] = []
  var count: [Int] = []
  var total = 0

  /// The columns as the results of a function.
  var columns: (layer: [Int], isBias: [Int], shape: [[Int]], count: [Int], total: Int) {
    (layer, isBias, shape, count, total)
  }

  /// A function that returns lines, as one that returns columns.
  static func of(
    _ summary: @escaping @Sendable (_ widths: [Int]) throws -> [String]
  ) -> Implementation {
    Implementation(function: { (widths: [Int]) in
      try SummaryTable(lines: summary(widths)).columns
    })
  }

  /// Reads the lines.
  ///
  /// - Throws: ``LineError`` with the first line that has not the form of the summary.
  init(lines: [String]) throws {
    for (index, line) in lines.dropLast().enumerated() {
      guard let entry = line.wholeMatch(of: /layer([0-9]+)\.(weight|bias) \[([0-9, ]*)\] ([0-9]+)/)
      else { throw LineError(number: index + 1, text: line, form: "layer1.weight [3, 2] 6") }
      layer.append(Int(entry.1) ?? 0)
      isBias.append(entry.2 == "bias" ? 1 : 0)
      shape.append(entry.3.split(separator: ", ").map { Int($0) ?? 0 })
      count.append(Int(entry.4) ?? 0)
    }
    let last = lines.last ?? ""
    guard let entry = last.wholeMatch(of: /total ([0-9]+)/) else {
      throw LineError(number: max(lines.count, 1), text: last, form: "total 20")
    }
    total = Int(entry.1) ?? 0
  }

  /// A line that has not the form of the summary.
  struct LineError: Error, CustomStringConvertible {
    let number: Int
    let text: String
    let form: String

    var description: String {
      "line \(number) of the summary is \"\(text)\", and not of the form \"\(form)\""
    }
  }
}
