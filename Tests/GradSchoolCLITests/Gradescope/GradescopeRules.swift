import Foundation

/// What Gradescope says a results.json may contain.
///
/// Source: Autograder Specifications, https://gradescope-autograders.readthedocs.io/en/latest/specs/, sections
/// “Output format”, “Test Case Status”, “Output String Formatting”, “Controlling Test Case Visibility” and
/// “Controlling standard output visibility”.
enum GradescopeRules {
  /// A value of a JSON text.
  enum JSON: Decodable, Equatable {
    case null, flag(Bool), number(Double), text(String), list([JSON]), object([String: JSON])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let list = try? container.decode([JSON].self) {
        self = .list(list)
      } else {
        self = .object(try container.decode([String: JSON].self))
      }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var list: [JSON]? { if case .list(let list) = self { list } else { nil } }
    var object: [String: JSON]? { if case .object(let object) = self { object } else { nil } }
  }

  private enum Kind {
    case number, text, texts, object, tests, leaderboard
    case oneOf([String])
  }

  private static let visibility = Kind.oneOf([
    "hidden", "after_due_date", "after_published", "visible",
  ])
  private static let format = Kind.oneOf(["text", "html", "simple_format", "md", "ansi"])

  private static let results: [String: Kind] = [
    "score": .number, "execution_time": .number, "output": .text, "output_format": format,
    "test_output_format": format, "test_name_format": format, "visibility": visibility,
    "stdout_visibility": visibility, "extra_data": .object, "tests": .tests,
    "leaderboard": .leaderboard,
  ]

  private static let test: [String: Kind] = [
    "score": .number, "max_score": .number, "status": .oneOf(["passed", "failed"]), "name": .text,
    "name_format": format, "number": .text, "output": .text, "output_format": format,
    "tags": .texts, "visibility": visibility, "extra_data": .object,
  ]

  /// What is against the rules in a file; empty when nothing is.
  static func problems(in data: Data) -> [String] {
    guard let json = try? JSONDecoder().decode(JSON.self, from: data), let object = json.object
    else { return ["it is no JSON object"] }
    var problems = problems(object, results, "")
    let tests = object["tests"]?.list?.compactMap(\.object) ?? []
    // “optional, but required if not on each test case below”
    if object["score"] == nil, tests.isEmpty || tests.contains(where: { $0["score"] == nil }) {
      problems.append("there is no score")
    }
    for (position, test) in tests.enumerated() {
      let place = "tests[\(position)]."
      problems += self.problems(test, self.test, place)
      let score = test["score"]?.number ?? 0
      if score < 0 { problems.append("\(place)score is negative") }
      if let most = test["max_score"]?.number, score > most {
        problems.append("\(place)score is above max_score")
      }
    }
    return problems
  }

  private static func problems(_ object: [String: JSON], _ rules: [String: Kind], _ place: String)
    -> [String]
  {
    object.sorted { $0.key < $1.key }.compactMap { key, value in
      guard let kind = rules[key] else { return "\(place)\(key) is unknown" }
      let isRight =
        switch kind {
        case .number: value.number != nil
        case .text: value.text != nil
        case .texts: value.list?.allSatisfy { $0.text != nil } == true
        case .object: value.object != nil
        case .tests, .leaderboard: value.list?.allSatisfy { $0.object != nil } == true
        case .oneOf(let words): words.contains(value.text ?? "")
        }
      return isRight ? nil : "\(place)\(key) is wrong"
    }
  }
}
