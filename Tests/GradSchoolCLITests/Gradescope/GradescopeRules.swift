import Foundation

/// What Gradescope says a results.json may contain.
///
/// Source: Autograder Specifications, https://gradescope-autograders.readthedocs.io/en/latest/specs/, sections
/// “Output format”, “Controlling Test Case Visibility” and “Controlling standard output visibility”.
enum GradescopeRules {
  private static let visibilities = ["hidden", "after_due_date", "after_published", "visible"]
  private static let formats = ["text", "html", "simple_format", "md", "ansi"]

  private static let topKeys: Set<String> = [
    "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format",
    "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard",
  ]
  private static let testKeys: Set<String> = [
    "score", "max_score", "status", "name", "name_format", "number", "output", "output_format",
    "tags", "visibility", "extra_data",
  ]

  /// What is against the rules in a file; empty when nothing is.
  static func problems(in data: Data) -> [String] {
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      return ["not a JSON object"]
    }
    var problems = unknown(object, topKeys, "results") + common(object, "results")
    let tests = object["tests"] as? [[String: Any]]
    if object["tests"] != nil, tests == nil { problems.append("tests is no list of objects") }
    // "optional, but required if not on each test case"
    let isScored = tests.map { !$0.isEmpty && $0.allSatisfy { $0["score"] != nil } } == true
    if object["score"] == nil, !isScored { problems.append("there is no score") }
    for (key, isNumber) in [("score", true), ("execution_time", true)]
    where object[key] != nil && isNumber != (number(object[key]) != nil) {
      problems.append("\(key) is no number")
    }
    if let value = object["stdout_visibility"],
      !visibilities.contains(value as? String ?? "")
    {
      problems.append("stdout_visibility is \(value)")
    }
    for (position, test) in (tests ?? []).enumerated() {
      problems += self.problems(ofTest: test, "tests[\(position)]")
    }
    return problems
  }

  private static func problems(ofTest test: [String: Any], _ place: String) -> [String] {
    var problems = unknown(test, testKeys, place) + common(test, place)
    let (score, most) = (number(test["score"]), number(test["max_score"]))
    if test["score"] != nil, score == nil { problems.append("\(place).score is no number") }
    if test["max_score"] != nil, most == nil { problems.append("\(place).max_score is no number") }
    if let score, score < 0 { problems.append("\(place).score is negative") }
    if let score, let most, score > most { problems.append("\(place).score is above max_score") }
    if let status = test["status"], !["passed", "failed"].contains(status as? String ?? "") {
      problems.append("\(place).status is \(status)")
    }
    for key in ["name", "number"] where test[key] != nil && !(test[key] is String) {
      problems.append("\(place).\(key) is no string")
    }
    if test["tags"] != nil, !(test["tags"] is [String]) {
      problems.append("\(place).tags is no list of strings")
    }
    return problems
  }

  private static func unknown(_ object: [String: Any], _ keys: Set<String>, _ place: String)
    -> [String]
  {
    object.keys.filter { !keys.contains($0) }.map { "\(place) has an unknown key \($0)" }
  }

  private static func common(_ object: [String: Any], _ place: String) -> [String] {
    var problems: [String] = []
    if object["output"] != nil, !(object["output"] is String) {
      problems.append("\(place).output is no string")
    }
    if let format = object["output_format"], !formats.contains(format as? String ?? "") {
      problems.append("\(place).output_format is \(format)")
    }
    if let value = object["visibility"], !visibilities.contains(value as? String ?? "") {
      problems.append("\(place).visibility is \(value)")
    }
    return problems
  }

  private static func number(_ value: Any?) -> Double? {
    guard let number = value as? NSNumber, !(value is Bool) || "\(number)".contains(/[2-9]/) else {
      return (value as? Int).map(Double.init) ?? value as? Double
    }
    return number.doubleValue
  }
}
