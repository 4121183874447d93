import Foundation
import GradientChecking
import Synchronization
import Tensors
import Testing

@Suite("Options of a check")
struct GradientCheckOptionsTests {
  func check(_ options: GradientCheckOptions, count: Int = 300) throws -> GradientReport {
    try checkGradient(
      of: { (x: [Double]) in x.reduce(0) { $0 + sin($1) } },
      gradient: { x in x.map { cos($0) } },
      at: (0..<count).map { 0.1 + 0.001 * Double($0) },
      options: options
    )
  }

  @Test("progress rises from call to call, and reaches the end", arguments: [13, 300])
  func progress(count: Int) throws {
    for mode in [GradientCheckOptions.Mode.full, .automatic, .sampled(7), .directional(3)] {
      let told = Mutex<[GradientCheckProgress]>([])
      let report = try check(
        GradientCheckOptions(mode: mode, progress: { step in told.withLock { $0.append(step) } }),
        count: count
      )
      let steps = told.withLock { $0 }
      #expect(steps.allSatisfy { $0.total == report.planned })
      #expect(steps.map(\.completed) == steps.map(\.completed).sorted())
      #expect(steps.last?.completed == report.planned)
      #expect(steps.count { $0.completed == $0.total } == 1)
    }
  }

  @Test("a cancelled task ends its check, which says what it certified")
  func cancellation() async throws {
    let calls = Mutex(0)
    let task = Task {
      try checkGradient(
        of: { (x: [Double]) in
          let call = calls.withLock {
            $0 += 1
            return $0
          }
          if call == 100 { withUnsafeCurrentTask { $0?.cancel() } }
          try Task.checkCancellation()
          return x.reduce(0) { $0 + sin($1) }
        },
        gradient: { x in x.map { cos($0) } },
        at: (0..<300).map { 0.1 + 0.001 * Double($0) },
        options: GradientCheckOptions(mode: .full)
      )
    }
    let report = try await task.value
    #expect(report.stopped == .cancelled)
    #expect(report.outcome == .inconclusive)
    #expect((20...60).contains(report.certified))
    #expect(report.text().contains("the check was cancelled"))
  }

  @Test(
    "an option outside its domain is named",
    arguments: [
      GradientCheckOptions(budget: 0),
      GradientCheckOptions(workers: -1),
      GradientCheckOptions(mode: .sampled(0)),
      GradientCheckOptions(mode: .directional(0)),
    ]
  )
  func invalid(options: GradientCheckOptions) throws {
    let error = #expect(throws: GradientCheckError.self) { try check(options, count: 3) }
    #expect(error?.description.hasSuffix("it must be positive.") == true)
  }

  @Test("bad use throws an error that names it")
  func misuse() throws {
    #expect(throws: GradientCheckError.noCoordinates) {
      try checkGradient(of: { (x: [Double]) in x }, backward: { u, _ in u }, at: [])
    }
    #expect(throws: GradientCheckError.noCoordinates) {
      try checkGradient(of: { (x: Int) in 2.0 }, gradient: { _ in 1.0 }, at: 3)
    }
    #expect(throws: GradientCheckError.notFinite(what: "The input x, at position 1,", value: "nan"))
    {
      try checkGradient(of: { (x: [Double]) in [1.0] }, backward: { u, x in x }, at: [1, .nan])
    }
    #expect(throws: GradientCheckError.notFinite(what: "The output of the function", value: "-inf"))
    {
      try checkGradient(of: { (x: Double) in log(x) }, gradient: { 1 / $0 }, at: 0)
    }
    #expect(throws: GradientCheckError.gradientCount(inputs: ["a", "b"], gradients: 1)) {
      try checkGradient(
        of: { (a: Double, b: Double) in a * b },
        gradient: { a, b in b },
        at: 1,
        2,
        names: ["a", "b"]
      )
    }
    #expect(throws: GradientCheckError.unknownInput(name: "c", known: ["a"])) {
      try checkGradient(
        of: { (a: Double) in a },
        gradient: { _ in 1.0 },
        at: 1,
        names: ["a"],
        notDifferentiated: ["c"]
      )
    }
    #expect(throws: GradientCheckError.notAGradient(type: "String")) {
      try checkGradient(of: { (a: Double) in a }, gradient: { _ in "one" }, at: 1)
    }
    #expect(throws: GradientCheckError.outputChanged(expected: 1, actual: 2)) {
      try checkGradient(
        of: { (a: Double) in a > 1 ? [a, a] : [a] },
        backward: { u, _ in u[0] },
        at: 1
      )
    }
    #expect(throws: GradientCheckError.self) {
      try checkGradient(of: { (a: Double) in [a, a] }, gradient: { _ in 2.0 }, at: 1)
    }
  }

  @Test(
    "an error thrown at the point itself is passed on, one thrown elsewhere is kept in the report"
  )
  func throwing() throws {
    struct Outside: Error {}
    func root(_ x: Double) throws -> Double {
      guard x >= 0 else { throw Outside() }
      return x.squareRoot()
    }
    #expect(throws: Outside.self) {
      try checkGradient(of: root, gradient: { 0.5 / $0.squareRoot() }, at: -1)
    }
    let report = try checkGradient(of: root, gradient: { 0.5 / $0.squareRoot() }, at: 1e-4)
    #expect(report.passed)
    #expect(report.firstError == "Outside()")
  }

  @Test("a kink, a jump and a root at the point are told apart in the report")
  func singularPoints() throws {
    let report = try checkGradient(
      of: { (x: [Double]) in [max(0, x[0]), x[1] < 0 ? 0 : 1, abs(x[2]).squareRoot(), x[3]] },
      backward: { u, _ in [u[0], 0, 0, u[3]] },
      at: [0, 0, 0, 0]
    )
    #expect(
      report.counts == [
        "kink": 1, "inconclusive: jump": 1, "inconclusive: unbounded slope": 1, "pass": 1,
      ]
    )
    #expect(report.outcome == .inconclusive)
  }
}
