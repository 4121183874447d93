import GradientChecking
import Tensors
import Testing

@Suite("Checking a gradient")
struct CheckGradientTests {
  func report(
    _ mode: GradientCheckOptions.Mode,
    seed: UInt64 = 1,
    backward: (Tensor, Tensor, Tensor, Tensor) throws -> (x: Tensor, weight: Tensor, bias: Tensor) =
      Linear.backward
  ) throws -> GradientReport {
    let (x, weight, bias) = try Linear.inputs()
    return try checkGradient(
      of: Linear.forward,
      backward: backward,
      at: x,
      weight,
      bias,
      names: ["x", "weight", "bias"],
      options: GradientCheckOptions(mode: mode, seed: seed)
    )
  }

  @Test("the right gradient of a linear layer passes in every mode")
  func right() throws {
    let full = try report(.full)
    #expect(full.passed)
    #expect(full.coordinates.count == 332)
    #expect(full.evaluations <= 5 * 332)
    #expect(full.coverage == 1)

    let directional = try report(.directional(3))
    #expect(directional.passed)
    #expect(directional.groups.map(\.directions) == [3])
    #expect(directional.evaluations <= 13)
    #expect(directional.coverage == 1)

    let automatic = try report(.automatic)
    #expect(automatic.passed)
    #expect(automatic.evaluations <= 100)

    let sampled = try report(.sampled(40))
    #expect(sampled.passed)
    #expect((38...42).contains(sampled.coordinates.count))
    #expect(Set(sampled.coordinates.map { sampled.label($0.index).prefix(1) }) == ["x", "w", "b"])
    #expect(sampled.coverage < 0.2)
  }

  // Along directions a coordinate is certified to the share of its size that the report states, and not
  // beyond: the automatic mode finds an error of 1 %, one by one any error is found.
  @Test("one wrong entry is found and named", arguments: [1e-2, 1e-4, 1e-6])
  func wrongEntry(error: Double) throws {
    for mode in error == 1e-2 ? [GradientCheckOptions.Mode.full, .automatic] : [.full] {
      let report = try report(mode) {
        var gradients = try Linear.backward($0, $1, weight: $2, bias: $3)
        gradients.weight[2, 3] *= 1 + error  // wrong on purpose
        return gradients
      }
      #expect(report.outcome == .failed)
      #expect(report.coordinates.filter { $0.classification == .fail }.count == 1)
      let worst = try #require(report.worst)
      #expect(report.label(worst.index) == "weight[2, 3]")
      #expect(worst.index == 8 * 16 + 2 * 12 + 3)
      #expect(abs(worst.relativeDifference - error) < 0.01 * error)
    }
  }

  @Test("a shape that is wrong fails before any number is compared")
  func shapes() throws {
    let report = try report(.full) {
      let gradients = try Linear.backward($0, $1, weight: $2, bias: $3)
      return (gradients.x, try gradients.weight.transposed(), gradients.bias)  // wrong on purpose
    }
    #expect(report.outcome == .failed)
    #expect(
      report.shapeProblems
        == [ShapeProblem(name: "weight", expected: [[16, 12]], actual: [[12, 16]])]
    )
    #expect(report.coordinates.isEmpty)
  }

  @Test("labels are an input without a gradient, and a mask can be named as one")
  func notDifferentiated() throws {
    var random = RandomSource(seed: 3)
    let logits = try Tensor.normal([4, 5], using: &random)
    let loss = try checkGradient(
      of: CrossEntropy.forward,
      gradient: CrossEntropy.gradient,
      at: logits,
      [0, 4, 2, 2],
      names: ["logits", "labels"],
      options: GradientCheckOptions(mode: .full)
    )
    #expect(loss.passed)
    #expect(loss.coordinates.count == 20)

    let mask = try Tensor.oneHot([1, 0, 3, 2], classes: 5)
    let masked = try checkGradient(
      of: { (x: Tensor, mask: Tensor) in try x * mask },
      backward: { upstream, _, mask in try upstream * mask },
      at: logits,
      mask,
      names: ["x", "mask"],
      notDifferentiated: ["mask"]
    )
    #expect(masked.passed)
    #expect(masked.coordinateCount == 20)
  }

  @Test("gradients in a labelled tuple are matched by label, whatever their order")
  func labels() throws {
    let (a, b) = (Tensor([1, 2, 3]), Tensor([4, 5, 6]))
    let report = try checkGradient(
      of: { (a: Tensor, b: Tensor) in try a * b },
      backward: { upstream, a, b in (b: try upstream * a, a: try upstream * b) },
      at: a,
      b,
      names: ["a", "b"]
    )
    #expect(report.passed)
  }

  @Test("the same seed repeats a check, another one draws other numbers")
  func seeds() throws {
    let first = try report(.directional(2), seed: 5)
    let second = try report(.directional(2), seed: 5)
    let other = try report(.directional(2), seed: 6)
    #expect(first.groups == second.groups)
    #expect(first.groups != other.groups)
  }

  @Test("all cores give the report that one thread gives")
  func concurrent() throws {
    let (x, weight, bias) = try Linear.inputs()
    let report = try checkGradientConcurrently(
      of: Linear.forward,
      backward: Linear.backward,
      at: x,
      weight,
      bias,
      names: ["x", "weight", "bias"],
      options: GradientCheckOptions(mode: .full, workers: 3)
    )
    let serial = try self.report(.full)
    #expect(report.coordinates == serial.coordinates)
    #expect(report.evaluations == serial.evaluations)
  }

  @Test("a spent budget leaves the check inconclusive, and the report says how far it came")
  func budget() throws {
    let (x, weight, bias) = try Linear.inputs()
    let report = try checkGradient(
      of: Linear.forward,
      backward: Linear.backward,
      at: x,
      weight,
      bias,
      options: GradientCheckOptions(mode: .full, budget: 200)
    )
    #expect(report.outcome == .inconclusive)
    #expect((50...100).contains(report.coordinates.count))
    #expect(report.evaluations <= 200)
    #expect(report.coverage < 0.4)
  }
}
