#if canImport(_Differentiation)
  import DifferentiableChecking
  import Foundation
  import GradientChecking
  import Testing
  import _Differentiation

  @Suite("Derivatives of differentiable functions")
  struct CheckDerivativeTests {
    private let full = GradientCheckOptions(mode: .full)

    @Test(
      "what the compiler derives is certified, on both sides of a branch",
      arguments: [0.7, -0.3]
    )
    func branch(_ x: Double) throws {
      let report = try checkDerivative(of: polynomial, at: x, names: ["x"])
      #expect(report.passed)
      #expect(report.coordinates.map(\.analytic).count == 1)
    }

    @Test("arrays as input and as output")
    func arrays() throws {
      #expect(try checkDerivative(of: sumOfSquares, at: [0.5, -1, 2]).passed)
      let report = try checkDerivative(of: squares, at: [0.5, -1, 2], options: full)
      #expect(report.passed)
      #expect(report.certified == 3)
    }

    @Test("single precision and vectors")
    func vectors() throws {
      let float = try checkDerivative(of: { (x: Float) in x * x + x }, at: 1.5)
      #expect(float.passed)
      #expect(float.precision == .single)
      let vector = try checkDerivative(
        of: { (x: SIMD4<Double>) in x * x * x },
        at: SIMD4(1, -2, 0.5, 3)
      )
      #expect(vector.passed)
      #expect(vector.coordinateCount == 4)
    }

    @Test("structures are found by the names of their fields, whatever their order")
    func structures() throws {
      let parameters = Affine(weight: [1, -2, 0.5], bias: 0.25)
      let report = try checkDerivative(
        of: affine,
        at: parameters,
        [0.3, 0.7, -1.1],
        names: ["parameters", "x"],
        options: full
      )
      #expect(report.passed)
      #expect(report.label(0) == "parameters.bias")
      #expect(report.label(1) == "parameters.weight[0]")
      #expect(report.certified == 7)
    }

    @Test("arrays of structures, and fields of different precision")
    func nested() throws {
      let value = Network(
        layers: [Affine(weight: [1, -2], bias: 0.25), Affine(weight: [0.5, 2], bias: -1)],
        scale: 1.5
      )
      let report = try checkDerivative(of: network, at: value, [0.3, 0.7], names: ["net", "x"])
      #expect(report.passed)
      #expect(report.label(4) == "net.layers[1].weight[0]")
    }

    @Test("an input that does not matter has a gradient of zeros, of the right size")
    func zeroOfAnArray() throws {
      let report = try checkDerivative(
        of: { (x: [Double], y: Double) in y * y },
        at: [1, 2, 3],
        0.5,
        options: full
      )
      #expect(report.passed)
      #expect(report.coordinates.prefix(3).map(\.analytic) == [0, 0, 0])
    }

    @Test("a structure as output")
    func structureAsOutput() throws {
      #expect(try checkDerivative(of: scores, at: [0.5, -1], 0.3, options: full).passed)
    }

    @Test("a function that throws")
    func throwing() throws {
      #expect(try checkDerivative(of: squareOfPositive, at: 0.5).passed)
      #expect(throws: Negative.self) { try checkDerivative(of: squareOfPositive, at: -0.5) }
    }

    @Test("a closure's captured variable, whose derivative Swift 6.3 takes to be zero, is found")
    func capturedVariable() throws {
      let report = try checkDerivative(of: scaledByClosure, at: 0.5, 3, names: ["x", "s"])
      let isRight = gradient(at: 0.5, 3, of: scaledByClosure) == (3, 0.5)
      #expect(report.passed == isRight)
      if !isRight { #expect(report.worst.map { report.label($0.index) } == "s") }
    }

    @Test("a derivative by hand that is right is certified")
    func byHand() throws {
      #expect(try checkDerivative(of: softplus, at: 0.5).passed)
    }

    @Test("a derivative by hand that is wrong fails, by the factor that is missing")
    func wrong() throws {
      let report = try checkDerivative(of: cube, at: 2)
      #expect(report.outcome == .failed)
      let check = try #require(report.worst)
      #expect(abs(check.analytic / check.numeric - 2.0 / 3) < 1e-9)
    }

    @Test("every coordinate of an array is named")
    func wrongArray() throws {
      let report = try checkDerivative(
        of: meanOfSquares,
        at: [0.5, -1, 2],
        names: ["x"],
        options: full
      )
      #expect(report.outcome == .failed)
      #expect(report.text().contains("x[2]"))
    }

    @Test("of three inputs, the two that are exchanged are wrong and the third is right")
    func exchanged() throws {
      let report = try checkDerivative(
        of: product,
        at: 2,
        3,
        5,
        names: ["x", "y", "z"],
        options: full
      )
      let failed = report.coordinates.filter { $0.classification.outcome == .failed }
      #expect(failed.map { report.label($0.index) } == ["y", "z"])
    }
  }

  @Suite("Values with pullbacks")
  struct CheckPullbackTests {
    @Test("a pullback that is not registered is checked alike")
    func pullback() throws {
      let right = try checkDerivative(
        of: { x in x * x },
        valueWithPullback: { (x: Double) in (x * x, { $0 * 2 * x }) },
        at: 3
      )
      #expect(right.passed)
      let wrong = try checkDerivative(
        of: { x in x * x },
        valueWithPullback: { (x: Double) in (x * x, { $0 * x }) },  // wrong on purpose
        at: 3
      )
      #expect(wrong.outcome == .failed)
    }

    @Test("an upstream gradient that is ignored does not pass")
    func upstreamIgnored() throws {
      let report = try checkDerivative(
        of: { x, y in x * y },
        valueWithPullback: { (x: Double, y: Double) in
          (x * y, { _ in (y, x) })  // wrong on purpose
        },
        at: 3,
        2
      )
      #expect(report.outcome == .failed)
    }

    @Test("three inputs")
    func threeInputs() throws {
      let report = try checkDerivative(
        of: product,
        valueWithPullback: { x, y, z in (x * y * z, { ($0 * y * z, $0 * x * z, $0 * x * y) }) },
        at: 2.0,
        3.0,
        5.0
      )
      #expect(report.passed)
    }

    @Test("a value of another function is an error")
    func otherValue() {
      #expect(throws: DerivativeError.valueDiffers(output: 0, expected: exp(1), actual: exp(-1))) {
        try checkDerivative(of: exponential, at: 1)
      }
      #expect(throws: DerivativeError.valueCount(expected: 2, actual: 1)) {
        try checkDerivative(
          of: { (x: Double) in [x, x] },
          valueWithPullback: { (x: Double) in ([x], { $0.base[0] }) },  // wrong on purpose
          at: 1
        )
      }
    }

    @Test("a gradient of another size is a wrong shape")
    func otherSize() throws {
      let report = try checkDerivative(
        of: sumOfSquares,
        valueWithPullback: { x in
          (sumOfSquares(x), { u in [Double].TangentVector([u * 2 * x[0]]) })  // wrong on purpose
        },
        at: [1, 2]
      )
      #expect(report.shapeProblems.map(\.actual) == [[[1]]])
    }
  }

  @Suite("Structures whose fields do not fit their tangent vector")
  struct TangentFieldTests {
    struct Misnamed: Differentiable, CompositeCoordinates {
      var weight = 1.0
      static let fields: [CoordinateField<Misnamed>] = [CoordinateField("wieght", \.weight)]
    }

    struct Forgotten: Differentiable, CompositeCoordinates {
      var weight = 1.0
      var bias = 2.0
      static let fields: [CoordinateField<Forgotten>] = [CoordinateField("weight", \.weight)]
    }

    @Test("a field of another name is an error with the names that there are")
    func misnamed() {
      let error = #expect(throws: DerivativeError.self) {
        try checkDerivative(of: { (p: Misnamed) in p.weight * p.weight }, at: Misnamed())
      }
      #expect(error?.description.contains("no property wieght; it has weight.") == true)
    }

    @Test("a differentiable property that is not among the fields is an error")
    func forgotten() {
      #expect(throws: DerivativeError.unlistedProperty(name: "bias", type: "Forgotten")) {
        try checkDerivative(of: { (p: Forgotten) in p.weight * p.bias }, at: Forgotten())
      }
    }
  }
#endif
