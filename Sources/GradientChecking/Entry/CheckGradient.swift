import Foundation

/// Checks a hand-written backward function against finite differences of its forward function.
///
///     let report = try checkGradient(
///       of: Linear.forward,          // (x, weight, bias) → y
///       backward: Linear.backward,   // (upstream, x, weight, bias) → (x, weight, bias)
///       at: x, weight, bias,
///       names: ["x", "weight", "bias"]
///     )
///     print(report.text())
///
/// The upstream gradient v is drawn at random from the seed; backward must return the gradient of
/// ⟨v, forward(inputs)⟩ with respect to every differentiated input, in order or labelled with the inputs'
/// names.
///
/// - Parameters:
///   - forward: The function.
///   - backward: Its backward function: the upstream gradient, of the type of the output, then the inputs.
///     Called once.
///   - inputs: Where to check. Inputs without coordinates (labels, say) are not differentiated.
///   - names: The names of the inputs in the report.
///   - notDifferentiated: The names of inputs that have coordinates but no gradient (a mask, say).
///   - options: How thorough the check is, its seed and its limits.
/// - Returns: The report; ask ``GradientReport/passed``.
/// - Throws: ``GradientCheckError`` on misuse, and whatever the functions throw at the point itself. A check
///   that is cancelled returns what it certified until then.
public func checkGradient<each Input, Output: CoordinateValue, Gradient>(
  of forward: @escaping (repeat each Input) throws -> Output,
  backward: (Output, repeat each Input) throws -> Gradient,
  at inputs: repeat each Input,
  names: [String] = [],
  notDifferentiated: Set<String> = [],
  options: GradientCheckOptions = GradientCheckOptions()
) throws -> GradientReport {
  try check(
    { BoxedFunction(forward, repeat each inputs) },
    (names, notDifferentiated, options),
    backward: { try backward($0, repeat each inputs) }
  )
}

/// Checks the gradient of a function with a single output, such as a loss.
///
///     let report = try checkGradient(of: loss, gradient: lossGradient, at: prediction, target)
///
/// - Parameters:
///   - forward: The function; its output has one coordinate.
///   - gradient: Its gradient with respect to every differentiated input. Called once.
///   - inputs: Where to check.
///   - names: The names of the inputs in the report.
///   - notDifferentiated: The names of inputs that have coordinates but no gradient.
///   - options: How thorough the check is, its seed and its limits.
/// - Returns: The report.
/// - Throws: ``GradientCheckError`` on misuse, and whatever the functions throw at the point itself. A check
///   that is cancelled returns what it certified until then.
public func checkGradient<each Input, Output: CoordinateValue, Gradient>(
  of forward: @escaping (repeat each Input) throws -> Output,
  gradient: (repeat each Input) throws -> Gradient,
  at inputs: repeat each Input,
  names: [String] = [],
  notDifferentiated: Set<String> = [],
  options: GradientCheckOptions = GradientCheckOptions()
) throws -> GradientReport {
  try check(
    { BoxedFunction(forward, repeat each inputs) },
    (names, notDifferentiated, options),
    upstream: { problem in
      let what = "The output of a function checked without an upstream gradient"
      try requireCount(problem.base.count, 1, what)
      return problem.output.replacingCoordinates([1])
    },
    backward: { _ in try gradient(repeat each inputs) }
  )
}

/// Checks a hand-written backward function on all cores; the function must be safe to call at once.
///
/// As ``checkGradient(of:backward:at:names:notDifferentiated:options:)``, with the coordinates shared
/// among threads. The report is the same, whatever the number of threads.
///
/// - Parameters:
///   - forward: The function; it is called from several threads.
///   - backward: Its backward function. Called once.
///   - inputs: Where to check.
///   - names: The names of the inputs in the report.
///   - notDifferentiated: The names of inputs that have coordinates but no gradient.
///   - options: How thorough the check is, its seed and its limits.
/// - Returns: The report.
/// - Throws: ``GradientCheckError`` on misuse, and whatever the functions throw at the point itself. A check
///   that is cancelled returns what it certified until then.
public func checkGradientConcurrently<each Input: Sendable, Output: CoordinateValue, Gradient>(
  of forward: @escaping @Sendable (repeat each Input) throws -> Output,
  backward: (Output, repeat each Input) throws -> Gradient,
  at inputs: repeat each Input,
  names: [String] = [],
  notDifferentiated: Set<String> = [],
  options: GradientCheckOptions = GradientCheckOptions()
) throws -> GradientReport {
  try check(
    { BoxedFunction(forward, repeat each inputs) },
    (names, notDifferentiated, options),
    workers: options.workers ?? ProcessInfo.processInfo.activeProcessorCount,
    backward: { try backward($0, repeat each inputs) }
  )
}

/// The check behind all entry points.
private func check<Output: CoordinateValue, Gradient>(
  _ makeFunction: @escaping () -> BoxedFunction<Output>,
  _ request: (names: [String], notDifferentiated: Set<String>, options: GradientCheckOptions),
  workers: Int = 1,
  upstream: ((Differentiated<Output>) throws -> Output)? = nil,
  backward: (Output) throws -> Gradient
) throws -> GradientReport {
  let (names, notDifferentiated, options) = request
  let start = ContinuousClock.now
  let problem = try Differentiated(
    makeFunction,
    names: names,
    notDifferentiated: notDifferentiated,
    precision: options.precision
  )
  let inputs = problem.differentiated.map(\.name)
  try options.validate(inputs: inputs)
  try problem.requireInside(options.domain)
  let upstream = try upstream?(problem) ?? problem.randomUpstream(seed: options.seed)
  let analytic = try analytic(backward(upstream), problem, areNamed: !names.isEmpty)
  var report = GradientReport(
    inputs: problem.checked,
    mode: options.mode,
    precision: problem.precision,
    seed: options.seed
  )
  report.shapeProblems = analytic.shapeProblems
  report.evaluations = 1
  if report.shapeProblems.isEmpty {
    let weights = upstream.coordinates
    var run = GradientCheckRun(
      analytic: analytic.values,
      options: options,
      evaluators: problem.evaluators(workers, upstream: weights, options: options),
      report: report
    )
    report = try run.check()
  }
  let elapsed = (ContinuousClock.now - start).components
  report.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
  return report
}

/// The coordinates of all gradients, one after the other, unless a shape is wrong.
private func analytic<Output, Gradient>(
  _ gradient: Gradient,
  _ problem: Differentiated<Output>,
  areNamed: Bool
) throws -> (values: [Double], shapeProblems: [ShapeProblem]) {
  let inputs = problem.differentiated
  let gradients = try GradientParts(gradient).ordered(by: inputs.map(\.name), areNamed: areNamed)
  let problems = shapeProblems(inputs, gradients)
  guard problems.isEmpty else { return ([], problems) }
  var values: [Double] = []
  values.reserveCapacity(problem.point.count)
  for gradient in gradients { gradient.withCoordinates { values.append(contentsOf: $0) } }
  return (values, [])
}

/// Compares the blocks of each gradient with those of its input.
private func shapeProblems(
  _ inputs: [CheckedInput],
  _ gradients: [any CoordinateValue]
) -> [ShapeProblem] {
  zip(inputs, gradients).compactMap { input, gradient in
    let (expected, actual) = (input.parts, gradient.coordinateParts)
    guard !expected.elementsEqual(actual, by: { $0.shape == $1.shape }) else { return nil }
    return ShapeProblem(
      name: input.name,
      expected: expected.map(\.shape),
      actual: actual.map(\.shape)
    )
  }
}
