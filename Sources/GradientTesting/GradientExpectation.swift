import Foundation
import GradientChecking
import Testing

/// Checks a hand-written backward function and records an issue where it is not certified.
///
///     @Test("the gradient of a linear layer")
///     func linear() throws {
///       try expectGradient(
///         of: Linear.forward, backward: Linear.backward, at: x, weight, bias,
///         names: ["x", "weight", "bias"])
///     }
///
/// The issue carries the report as text, at the line of the call; the whole report is attached to the test
/// as JSON. An inconclusive check is an issue too, unless the options say otherwise.
///
/// - Parameters:
///   - forward: The function.
///   - backward: Its backward function: the upstream gradient, then the inputs.
///   - inputs: Where to check. Inputs without coordinates (labels, say) are not differentiated.
///   - names: The names of the inputs in the report.
///   - notDifferentiated: The names of inputs that have coordinates but no gradient (a mask, say).
///   - options: How thorough the check is, its seed and its limits.
///   - sourceLocation: Where the issue is recorded; the line of the call.
/// - Returns: The report.
/// - Throws: `GradientCheckError` on misuse, and whatever the functions throw.
@discardableResult
public func expectGradient<each Input, Output: CoordinateValue, Gradient>(
  of forward: @escaping (repeat each Input) throws -> Output,
  backward: (Output, repeat each Input) throws -> Gradient,
  at inputs: repeat each Input,
  names: [String] = [],
  notDifferentiated: Set<String> = [],
  options: GradientCheckOptions = GradientCheckOptions(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> GradientReport {
  let report = try checkGradient(
    of: forward,
    backward: backward,
    at: repeat each inputs,
    names: names,
    notDifferentiated: notDifferentiated,
    options: options
  )
  try expectCertified(report, inconclusive: options.inconclusive, sourceLocation: sourceLocation)
  return report
}

/// Checks the gradient of a function with a single output and records an issue where it is not certified.
///
///     try expectGradient(of: loss, gradient: lossGradient, at: prediction, target)
///
/// - Parameters:
///   - forward: The function; its output has one coordinate.
///   - gradient: Its gradient with respect to every differentiated input.
///   - inputs: Where to check.
///   - names: The names of the inputs in the report.
///   - notDifferentiated: The names of inputs that have coordinates but no gradient.
///   - options: How thorough the check is, its seed and its limits.
///   - sourceLocation: Where the issue is recorded; the line of the call.
/// - Returns: The report.
/// - Throws: `GradientCheckError` on misuse, and whatever the functions throw.
@discardableResult
public func expectGradient<each Input, Output: CoordinateValue, Gradient>(
  of forward: @escaping (repeat each Input) throws -> Output,
  gradient: (repeat each Input) throws -> Gradient,
  at inputs: repeat each Input,
  names: [String] = [],
  notDifferentiated: Set<String> = [],
  options: GradientCheckOptions = GradientCheckOptions(),
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> GradientReport {
  let report = try checkGradient(
    of: forward,
    gradient: gradient,
    at: repeat each inputs,
    names: names,
    notDifferentiated: notDifferentiated,
    options: options
  )
  try expectCertified(report, inconclusive: options.inconclusive, sourceLocation: sourceLocation)
  return report
}

/// Records an issue with the text of a report that is not a pass, and attaches the whole as JSON.
///
///     try expectCertified(checkGradientConcurrently(of: forward, backward: backward, at: x, weight))
///
/// - Parameters:
///   - report: The report of a check.
///   - inconclusive: The effect of a report that is neither a pass nor a failure: an issue by default.
///   - sourceLocation: Where the issue is recorded; the line of the call.
/// - Throws: What encoding throws.
public func expectCertified(
  _ report: GradientReport,
  inconclusive: GradientCheckOptions.Inconclusive = .issue,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  guard let severity = severity(report.outcome, inconclusive) else { return }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  let json = try Array(encoder.encode(report))
  Attachment.record(json, named: "gradient-check.json", sourceLocation: sourceLocation)
  Issue.record(Comment(rawValue: report.text()), severity: severity, sourceLocation: sourceLocation)
}

/// How grave the issue is that an outcome deserves, if it deserves one.
private func severity(
  _ outcome: Classification.Outcome,
  _ inconclusive: GradientCheckOptions.Inconclusive
) -> Issue.Severity? {
  switch (outcome, inconclusive) {
  case (.passed, _), (.inconclusive, .accepted): nil
  case (.inconclusive, .warning): .warning
  case (.inconclusive, .issue), (.failed, _): .error
  }
}

/// Records an issue where a promise of a backward function is broken.
///
/// - Parameters:
///   - check: The result of `checkLinearInUpstream`, `checkDeterministic` or another contract check.
///   - sourceLocation: Where the issue is recorded; the line of the call.
public func expectKept(_ check: ContractCheck, sourceLocation: SourceLocation = #_sourceLocation) {
  guard !check.holds else { return }
  Issue.record(
    Comment(rawValue: "\(check.rule.rawValue): \(check.explanation)"),
    sourceLocation: sourceLocation
  )
}
