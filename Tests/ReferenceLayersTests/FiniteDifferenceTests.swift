import GradientChecking
import ReferenceLayers
import Tensors
import Testing

@Suite("Finite differences") struct FiniteDifferenceTests {
  // A loop over the subjects, not `arguments:`, which would print a line for each of them.

  /// Every subject with the seeds of its random cases: one for everyone, many in a full run.
  static let samples = Subject.all.flatMap { subject in
    (1...(isFullRun ? 40 : 1)).map { Sample(subject: subject, seed: UInt64($0)) }
  }

  @Test("certify every coordinate of every backward pass")
  func everyBackwardPasses() throws {
    for sample in Self.samples {
      let report = try sample.check()
      #expect(report.passed, "\(sample): \(report.text())")
    }
  }

  @Test("report no error where inputs are saturated", arguments: [30.0, 100])
  func saturatedInputs(factor: Double) throws {
    for sample in Self.samples {
      var scaled = sample
      scaled.factor = factor
      // Losses of probabilities have no saturated inputs: they refuse what lies outside 0 … 1.
      guard let report = try? scaled.check() else { continue }
      #expect(report.outcome != .failed, "\(sample), × \(factor): \(report.text())")
    }
  }

  @Test("reject an error of 0.1 % in one coordinate of any gradient")
  func plantedErrorIsRejected() throws {
    for sample in Self.samples {
      var random = RandomSource(seed: sample.seed)
      var planted = false
      let report = try sample.check { gradients in
        let visible = gradients.keys.sorted().filter { name in
          !sample.subject.vanishing.contains(name)
            && gradients[name].map { largest($0) > 1e-6 } == true
        }
        guard let name = visible.randomElement(using: &random), let right = gradients[name] else {
          return
        }
        let positions = right.scalars.indices.filter {
          right.scalars[$0].magnitude > largest(right) / 10
        }
        var scalars = right.scalars
        scalars[positions[random.integer(below: positions.count)]] *= 1.001  // wrong on purpose
        gradients[name] = try Tensor(shape: right.shape, scalars)
        planted = true
      }
      #expect(planted, "\(sample): every gradient vanishes")
      #expect(report.outcome == .failed, "\(sample): \(report.text())")
    }
  }

  @Test("certify the second derivatives that other layers know")
  func secondOrder() throws {
    var random = RandomSource(seed: 21)
    let x = try Tensor.normal([3, 4], using: &random)
    let target = try Tensor.uniform([3, 4], using: &random)
    let one = Tensor(1)
    let checks = [
      // The gradient of the cross-entropy is (softmax − onehot)/N, and the Jacobian of softmax is symmetric.
      try checkSecondOrder(
        gradient: { try SoftmaxCrossEntropy.backward(one, $0, labels: [3, 0, 2]) },
        hessianVectorProduct: { try Softmax.backward($1, $0) / 3.0 },
        at: x
      ),
      // That of the binary cross-entropy is (σ − t)/count, and that of softplus is σ.
      try checkSecondOrder(
        gradient: { try BinaryCrossEntropyWithLogits.backward(one, $0, target: target) },
        hessianVectorProduct: { try Sigmoid.backward($1, $0) / 12.0 },
        at: x
      ),
      try checkSecondOrder(
        gradient: { try Softplus.backward(Tensor.ones(like: $0), $0) },
        hessianVectorProduct: { try Sigmoid.backward($1, $0) },
        at: x
      ),
      // That of the squared error is 2 (x − t)/count.
      try checkSecondOrder(
        gradient: { try MeanSquaredError.backward(one, $0, target: target) },
        hessianVectorProduct: { _, direction in direction / 6.0 },
        at: x
      ),
    ]
    for check in checks { #expect(check.holds, "\(check.explanation)") }
    let wrong = try checkSecondOrder(
      gradient: { try SoftmaxCrossEntropy.backward(one, $0, labels: [3, 0, 2]) },
      hessianVectorProduct: { try Softmax.backward($1, $0) / 2.997 },  // wrong on purpose
      at: x
    )
    #expect(!wrong.holds)
  }
}

private func largest(_ tensor: Tensor) -> Double {
  tensor.scalars.reduce(0) { max($0, $1.magnitude) }
}

/// A random case of a subject.
struct Sample: CustomStringConvertible {
  let subject: Subject
  let seed: UInt64
  /// By how much all inputs are multiplied.
  var factor = 1.0

  var description: String { "\(subject.name), seed \(seed)" }

  /// Compares the backward pass with finite differences, coordinate by coordinate.
  ///
  /// The upstream gradients are random. The gradients may be changed before they are compared.
  func check(
    _ change: (inout [String: Tensor]) throws -> Void = { _ in }
  ) throws -> GradientReport {
    var random = RandomSource(seed: seed)
    var problem = try subject.sample(&random)
    for (name, value) in problem.inputs where factor != 1 {
      problem.inputs[name] = value.map { factor * $0 }
    }
    let fixed = problem
    let names = problem.inputs.keys.sorted()
    let outputs = try subject.forward(problem).keys.sorted()
    return try checkGradient(
      of: { (values: [Tensor]) -> [Tensor] in
        var moved = fixed
        for (name, value) in zip(names, values) { moved.inputs[name] = value }
        let results = try subject.forward(moved)
        return outputs.compactMap { results[$0] }
      },
      backward: { (upstream: [Tensor], _: [Tensor]) -> [Tensor] in
        var problem = fixed
        for (name, value) in zip(outputs, upstream) { problem.upstream[name] = value }
        var gradients = try subject.backward(problem)
        try change(&gradients)
        return names.compactMap { gradients[$0] }
      },
      at: names.compactMap { problem.inputs[$0] },
      options: GradientCheckOptions(mode: .full, seed: seed)
    )
  }
}
