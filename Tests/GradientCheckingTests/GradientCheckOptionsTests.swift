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

  @Test("progress is told in rising steps, never past the end")
  func progress() throws {
    let told = Mutex<[GradientCheckProgress]>([])
    _ = try check(
      GradientCheckOptions(mode: .full, progress: { step in told.withLock { $0.append(step) } })
    )
    let steps = told.withLock { $0 }
    #expect(!steps.isEmpty)
    #expect(steps.allSatisfy { $0.total == 300 && $0.completed < 300 })
    #expect(steps.map(\.completed) == steps.map(\.completed).sorted())
  }

  @Test("a cancelled task stops its check")
  func cancellation() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try check(GradientCheckOptions(mode: .full))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
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
    #expect(report.counts == ["kink": 1, "jump": 1, "singular": 1, "pass": 1])
    #expect(report.outcome == .inconclusive)
  }
}
