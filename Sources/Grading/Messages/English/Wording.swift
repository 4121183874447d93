import Tensors

/// English sentences for verdicts, findings and explanations.
package enum Wording {
  /// The name of a subject in a message.
  package static func name(_ subject: Subject) -> String {
    switch subject {
    case .forward: "forward"
    case .output(let name), .draws(let name): name
    case .gradient(let name): "∂L/∂\(name)"
    case .result(let name): name.isEmpty ? "result" : name
    case .property(let kind): name(kind)
    case .goal(let name), .candidate(let name, _): name
    }
  }

  static func name(_ kind: Exercise.Property.Kind) -> String {
    switch kind {
    case .mean: "mean"
    case .standardDeviation: "standard deviation"
    case .range: "range"
    case .values: "values"
    case .distribution(let name): "\(name) distribution"
    case .independence: "independence of the entries"
    case .source: "use of the random source"
    }
  }

  package static func name(_ state: State) -> String {
    switch state {
    case .notStarted: "not started"
    case .doesNotCompile: "does not compile"
    case .crashed: "crashed"
    case .timedOut: "timed out"
    case .wrong: "not right yet"
    case .inconclusive: "inconclusive"
    case .passed: "passed"
    }
  }

  package static func sign(_ state: State) -> String {
    switch state {
    case .notStarted: "○"
    case .passed: "✔"
    case .inconclusive: "?"
    case .doesNotCompile, .crashed, .timedOut, .wrong: "✘"
    }
  }

  /// The first line of a check: a sign and the result.
  package static func line(_ check: Check) -> String {
    let name = name(check.subject)
    let probes = "\(check.probes) probe\(check.probes == 1 ? "" : "s")"
    let isProperty = if case .property = check.subject { true } else { false }
    let isGradient = if case .gradient = check.subject { true } else { false }
    let isOutput = check.subject.function == "forward" && check.subject != .forward
    let prefix = isGradient ? "backward: " : isOutput ? "forward: " : ""
    // The name of a result may be a plural: "losses".
    if case .result(let result) = check.subject, !result.isEmpty {
      return line(of: check, "\(result):", probes)
    }
    if case .candidate(_, let isRight) = check.subject { return line(of: check, isRight: isRight) }
    switch check.mark {
    case .passed:
      if isProperty { return "✔ \(name) is right on \(probes)" }
      if case .draws = check.subject { return "✔ forward: \(name) is drawn right on \(probes)" }
      if case .goal = check.subject { return "✔ \(name) is high enough on \(probes)" }
      return isGradient
        ? "✔ backward: \(name)" : "✔ \(prefix)\(name) agrees with the reference on \(probes)"
    case .followThrough:
      return "✔ backward: \(name) is right for your forward (credit, although forward is wrong)"
    case .rightForIntended:
      return "✔ backward: \(name) is right; forward still needs work"
    case .failed:
      switch check.findings.first {
      case .missing?: return "✘ \(prefix)\(name) is missing"
      case .differenceQuotient?: return "✘ \(prefix)\(name) was measured, not derived"
      case .threw?:
        return isGradient || isOutput
          ? "✘ \(prefix)\(name) was not judged, because of an error" : "✘ \(name) threw an error"
      default: break
      }
      if case .goalMissed? = check.findings.first { return "✘ \(name) is too low" }
      if case .draws = check.subject { return "✘ forward: \(name) is drawn wrong" }
      return "✘ \(prefix)\(name) is wrong"
    case .notWritten: return "○ \(prefix)\(name) is not written yet"
    case .notReached: return "– \(prefix)\(name) was not reached"
    case .withheld: return "– \(prefix)\(name) is right, but earns nothing"
    case .inconclusive: return "? \(prefix)\(name) cannot be judged"
    }
  }

  private static func line(of check: Check, _ name: String, _ probes: String) -> String {
    switch check.mark {
    case .passed, .followThrough, .rightForIntended: return "✔ \(name) right on \(probes)"
    case .failed:
      switch check.findings.first {
      case .missing?: return "✘ \(name) missing"
      case .threw?: return "✘ \(name) your function threw an error"
      case .crashed?, .exited?, .outOfMemory?, .misbehaved?:
        return "✘ \(name) your code ended the process"
      case .timedOut?: return "✘ \(name) your code did not end"
      default: return "✘ \(name) wrong"
      }
    case .notWritten: return "○ \(name) not written yet"
    case .notReached: return "– \(name) not reached"
    case .withheld: return "– \(name) right, but it earns nothing"
    case .inconclusive: return "? \(name) cannot be judged"
    }
  }

  private static func line(of check: Check, isRight: Bool) -> String {
    let what = isRight ? "right implementation" : "wrong implementation"
    let (accepted, rejected) = ("\(what) accepted:", "\(what) rejected:")
    let name = name(check.subject)
    switch check.mark {
    case .passed, .followThrough, .rightForIntended:
      return "✔ \(isRight ? accepted : rejected) \(name)"
    case .failed:
      switch check.findings.first {
      case .notRepeatable?, .keptFromEarlierCall?: return "✘ \(what) with two answers: \(name)"
      default: return "✘ \(isRight ? rejected : accepted) \(name)"
      }
    case .withheld: return "– \(what) rejected, without points: \(name)"
    case .notWritten: return "○ not written yet: \(what), \(name)"
    case .notReached: return "– not reached: \(what), \(name)"
    case .inconclusive: return "? cannot be judged: \(what), \(name)"
    }
  }

  // MARK: - Small parts

  static func during(_ activity: String?) -> String { activity.map { " during \($0)" } ?? "" }

  /// A value on one line, written like a Swift literal.
  package static func inline(_ value: Value, digits: Int = 4) -> String {
    switch value {
    case .tensors(let tensors):
      "[" + tensors.map { inline(.tensor($0), digits: digits) }.joined(separator: ", ") + "]"
    case .flag(let flag): "\(flag)"
    case .integerLists(let lists): lists.text
    default:
      value.tensor.formatted(digits: digits).split(separator: "\n")
        .map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
        .replacing(/\[ +/) { _ in "[" }.replacing(/, +/) { _ in ", " }
        .replacing(/^(-?[0-9]+)\.0$/) { $0.1 }
    }
  }

  /// A long sentence in lines of at most 88 characters.
  package static func wrapped(_ text: String, width: Int = 88) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count + 1 > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty ? [] : [line])
  }
}

extension String {
  /// The string with blanks at its end, up to a width.
  package func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
