import Tensors
import Testing

@testable import ActivationsSolutions

@Suite("The lesson on activations") struct ActivationsLessonTests {
  let lesson: Lesson
  let five: Tensor = [-2, -1, 0, 1, 2]

  init() throws { lesson = try Lesson("Activations") }

  /// Numbers as the lesson prints them: four decimals, a true minus sign; quarters plain.
  private func printed(_ values: Tensor) -> [String] {
    values.scalars.map { value in
      if value == 0 { return "0" }
      if value.magnitude >= 0.2, (4 * value).rounded() == 4 * value {
        return value.rounded() == value ? "\(Int(value))" : "\(value)"
      }
      let rounded = (value.magnitude * 10_000).rounded()
      let digits = String(Int(rounded) % 10_000)
      let fraction = String(repeating: "0", count: 4 - digits.count) + digits
      return (value < 0 ? "−" : "") + "\(Int(rounded) / 10_000).\(fraction)"
    }
  }

  /// Whether the lesson has a row of a table with this label and these numbers.
  private func hasRow(_ label: String, _ values: Tensor, bold: Int? = nil) -> Bool {
    var cells = printed(values)
    if let bold { cells[bold] = "**\(cells[bold])**" }
    return lesson.says("| \(label) | " + cells.joined(separator: " | ") + " |")
  }

  private func slope(
    _ backward: (Tensor, Tensor) throws -> Tensor,
    _ x: Tensor
  ) rethrows -> Tensor { try backward(Tensor.ones(like: x), x) }

  @Test("the sigmoid: the table, a quarter at most, flat beyond six") func sigmoid() throws {
    let x: Tensor = [-6, -2, 0, 2, 6]
    #expect(hasRow("σ(x)", try Sigmoid.forward(x)))
    let slopes = try slope(Sigmoid.backward, x)
    #expect(hasRow("slope σ'(x)", slopes, bold: 2))
    let everywhere = try Tensor.range(4001) / 100 - 20
    #expect(try slope(Sigmoid.backward, everywhere).max() == 0.25)
    #expect(try slope(Sigmoid.backward, [-6.001, 6.001, 30]).max() < 0.0025)
    #expect(lesson.says("0.25¹⁰ = 0.00000095"))
    #expect(abs(pow(0.25, 10) - 0.00000095) < 5e-9)
    #expect(printed(try Sigmoid.backward([-3], [2])) == ["−0.3150"])
    #expect(lesson.says("slope 0.8808 · 0.1192 = 0.1050"))
    #expect(lesson.says("∂L/∂x = −0.3150"))
  }

  @Test("tanh: the table, centred at zero, steeper than the sigmoid") func hyperbolicTangent()
    throws
  {
    #expect(hasRow("tanh(x)", try Tanh.forward(five)))
    #expect(hasRow("slope", try slope(Tanh.backward, five), bold: 2))
    #expect(hasRow("σ(x), to compare", try Sigmoid.forward(five)))
    #expect(try abs(Tanh.forward(five).mean()) < 1e-15)
    #expect(try abs(Sigmoid.forward(five).mean() - 0.5) < 1e-15)
    #expect(lesson.says("their mean is 0, that of σ is 0.5"))
    let twice = try 2 * Sigmoid.forward(2 * five) - 1
    #expect(try abs(twice - Tanh.forward(five)).max() < 1e-15)
    let saturated = try slope(Tanh.backward, [6, -6])
    #expect(try abs(saturated - 0.000025).max() < 5e-7)
    #expect(lesson.says("at ±6 the slope is 0.000025"))
  }

  @Test("ReLU and the leaky ReLU") func rectifiers() throws {
    let x: Tensor = [-2, -0.5, 0, 0.5, 2]
    #expect(try ReLU.forward(x) == [0, 0, 0, 0.5, 2])
    #expect(try slope(ReLU.backward, x) == [0, 0, 0, 1, 1])
    #expect(lesson.says("ReLU 0 0 0 0.5 2 slope 0 0 – 1 1"))
    #expect(try ReLU.backward([7, -3], [-2, -0.5]) == [0, 0])
    #expect(try LeakyReLU.forward(x, slope: 0.1) == [-0.2, -0.05, 0, 0.5, 2])
    let ones = Tensor.ones(like: x)
    #expect(try LeakyReLU.backward(ones, x, slope: 0.1) == [0.1, 0.1, 0.1, 1, 1])
    #expect(lesson.says("y −0.2 −0.05 0 0.5 2 dy/dx 0.1 0.1 0.1 1 1"))
    #expect(try LeakyReLU.backward([4], [-2], slope: 0.1) == [0.4])
    #expect(lesson.says("∂L/∂x = 4 · 0.1 = 0.4"))
  }

  @Test("ELU: the table") func exponentialUnit() throws {
    let x: Tensor = [-6, -2, -1, 0, 1]
    let y = printed(try ELU.forward(x, alpha: 1))
    let slopes = printed(try ELU.backward(Tensor.ones(like: x), x, alpha: 1))
    #expect(lesson.says("y \(y.joined(separator: " ")) dy/dx \(slopes.joined(separator: " "))"))
  }

  @Test("GELU: the table, the approximation, the bell curve") func gaussianUnit() throws {
    #expect(hasRow("GELU(x)", try GELU.forward(five)))
    #expect(hasRow("slope", try slope(GELU.backward, five)))
    #expect(hasRow("Φ(x)", (1 + erf(five / sqrt(2.0))) / 2))
    let x = try Tensor.range(1201) / 100 - 6
    let inner = try sqrt(2 / Double.pi) * (x + 0.044715 * x * x * x)
    let off = try abs(0.5 * x * (1 + tanh(inner)) - GELU.forward(x)).max()
    #expect(off > 0.00045 && off < 0.0005)
    #expect(lesson.says("It is off by up to 0.0005"))
    #expect(
      printed(Tensor([1 / sqrt(2 * Double.pi), exp(-0.5) / sqrt(2 * Double.pi)])) == [
        "0.3989", "0.2420",
      ]
    )
    #expect(lesson.says("1/√(2π) = 0.3989") && lesson.says("Φ'(1) = 0.2420"))
  }

  @Test("SiLU and softplus: the tables") func siluAndSoftplus() throws {
    #expect(hasRow("SiLU(x)", try SiLU.forward(five)))
    #expect(hasRow("slope", try slope(SiLU.backward, five)))
    #expect(hasRow("softplus(x)", try Softplus.forward(five)))
    #expect(try Softplus.forward([800]) == [800])
    #expect(try SiLU.forward([-800]) == [0])
    #expect(try abs(Softplus.forward(five) - Softplus.forward(-five) - five).max() < 1e-15)
  }

  @Test("the largest slopes in the last table") func largestSlopes() throws {
    let x = try Tensor.range(2001) / 100 - 10
    #expect(abs(try slope(GELU.backward, x).max() - 1.13) < 0.005)
    #expect(abs(try slope(SiLU.backward, x).max() - 1.10) < 0.005)
    #expect(lesson.says("| GELU, SiLU | a dip, then … ∞ | 1.13, 1.10 |"))
    for backward in [Tanh.backward, ReLU.backward] {
      #expect(try slope(backward, x).max() == 1)
    }
    #expect(try slope(Softplus.backward, x).max() < 1)
  }
}
