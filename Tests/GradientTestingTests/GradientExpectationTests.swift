import GradientChecking
import GradientTesting
import Testing

@Suite("Expecting a gradient")
struct GradientExpectationTests {
  @Test("a right gradient records nothing and returns its report")
  func right() throws {
    let report = try expectGradient(
      of: { (x: [Double]) in x.map { $0 * $0 } },
      backward: { upstream, x in zip(upstream, x).map { 2 * $0 * $1 } },
      at: [1, -2, 3]
    )
    #expect(report.passed)
    try expectGradient(
      of: { (x: Double) in x * x },
      gradient: { x in 2 * x },
      at: 0.5,
      names: ["x"]
    )
  }

  @Test("a wrong gradient records one issue with the report, at the line of the call")
  func wrong() throws {
    let line = #line + 2
    try withKnownIssue {
      try expectGradient(
        of: { (x: [Double]) in x.map { $0 * $0 } },
        backward: { upstream, x in zip(upstream, x).map { $0 * $1 } },  // wrong on purpose
        at: [1, -2, 3],
        names: ["x"]
      )
    } matching: { issue in
      let text = issue.comments.map(\.rawValue).joined()
      return text.hasPrefix("✘ gradient check: 3 of 3 coordinates are wrong")
        && text.contains("off by 50 %")
        && issue.sourceLocation?.line == line
    }
  }

  /// A step at the point itself: no derivative exists, and none is contradicted.
  private func expectStep(_ inconclusive: GradientCheckOptions.Inconclusive) throws {
    let report = try expectGradient(
      of: { (x: Double) in x < 0 ? 0.0 : 1 },
      gradient: { (_: Double) in 0.0 },
      at: 0,
      options: GradientCheckOptions(inconclusive: inconclusive)
    )
    #expect(report.outcome == .inconclusive)
  }

  @Test("an inconclusive check is an issue too, by default")
  func inconclusive() throws {
    #expect(GradientCheckOptions().inconclusive == .issue)
    try withKnownIssue {
      try expectStep(.issue)
    } matching: { issue in
      issue.severity == .error
        && issue.comments.contains { $0.rawValue.hasPrefix("? gradient check: inconclusive") }
    }
  }

  @Test("an inconclusive check can be a warning, which does not fail the test")
  func warning() throws {
    try withKnownIssue {
      try expectStep(.warning)
    } matching: { issue in
      issue.severity == .warning
    }
  }

  @Test("an inconclusive check can be accepted; a wrong gradient cannot")
  func accepted() throws {
    try expectStep(.accepted)
    try withKnownIssue {
      try expectGradient(
        of: { (x: Double) in x * x },
        gradient: { (x: Double) in x },  // wrong on purpose
        at: 3,
        options: GradientCheckOptions(inconclusive: .accepted)
      )
    } matching: { issue in
      issue.severity == .error
    }
  }

  @Test("a report from elsewhere is expected to be certified")
  func certified() throws {
    let wrong = try checkGradient(
      of: { (x: Double) in x * x },
      gradient: { (x: Double) in x },  // wrong on purpose
      at: 3
    )
    withKnownIssue { try expectCertified(wrong) }
  }

  @Test("a broken promise records its sentence")
  func contract() throws {
    try withKnownIssue {
      expectKept(
        try checkLinearInUpstream(of: { $0 * $0 }, output: 1.0)  // wrong on purpose
      )
    } matching: { issue in
      issue.comments.contains { $0.rawValue.hasPrefix("linearInUpstream: B(2·u − 3·v)") }
    }
  }

  @Test("misuse is thrown, not recorded")
  func misuse() {
    #expect(throws: GradientCheckError.noCoordinates) {
      try expectGradient(of: { (x: [Double]) in x }, backward: { u, _ in u }, at: [])
    }
  }
}
