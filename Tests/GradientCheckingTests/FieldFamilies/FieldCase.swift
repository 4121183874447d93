import GradientChecking

/// One function at one point, and what is true there.
struct FieldCase {
  /// What a checker owes to a right claim at this point.
  enum Owed {
    /// To certify it: a stencil that knows the function's scale measures the derivative to a hundredth
    /// of the resolution that a certificate needs.
    case certify
    /// Not to accuse it; whether it is certified is the checker's affair.
    case neverAccuse
    /// Not to accuse it; the derivative is so small beside what the function's values can tell that no
    /// measurement distinguishes it from 0, so a claim of exactly 0 is no error that could be seen.
    case unknowable
    /// Not to certify any claim: there is no derivative that a measurement could know.
    case neverCertify

    /// `certify` where the best stencil's relative error is far below what a certificate needs.
    ///
    /// A certificate means 10⁻⁴ of the derivative's size in `Double` and 5·10⁻³ in `Float`. Four times
    /// an error that is itself a cautious estimate must fit into it, hence a factor of 100.
    static func measurable(_ relativeError: Double, _ draw: FieldDraw) -> Owed {
      if relativeError <= (draw.isSingle ? 5e-5 : 1e-6) { return .certify }
      // A claim of 0 is an error of 100 %; a hundredth of that is seen with certainty.
      return relativeError <= 0.01 ? .neverAccuse : .unknowable
    }
  }

  /// The function in the type in which it computes.
  enum Function {
    case double(([Double]) throws -> [Double])
    case single(([Float]) throws -> [Float])
  }

  var function: Function
  var point: [Double]
  var owed: Owed
  /// How many outputs the function has.
  var outputs: Int
  /// The right gradient of ⟨upstream, f⟩.
  var pullback: ([Double]) -> [Double]
  /// Further right claims, at a kink; given the upstream gradient too.
  var otherRight: [([Double]) -> [Double]] = []
  /// The coordinates in which a claim is wrong; all by default.
  var wrongCoordinates: [Int]?
  /// A claim that is wrong by a share, where scaling coordinates does not make one: the share, the
  /// upstream gradient, the right gradient.
  var wrong: ((Double, [Double], [Double]) -> [Double])?
  /// Whether the claims 0 and −1× are wrong.
  var zeroIsWrong = true
  /// Whether 0 is wrong although the derivative is unknowable: the function moves, seen at any coarse step.
  var isMoving = false
  /// Claims that a hasty measurement takes for right.
  var decoys: [([Double]) -> [Double]] = []
  /// Changes the options of the check.
  var adjust: ((inout GradientCheckOptions) -> Void)?

  /// A function of one number with one value.
  init(
    _ draw: FieldDraw,
    at x: Double,
    _ double: @escaping (Double) -> Double,
    _ single: ((Float) -> Float)? = nil,
    derivative: Double,
    owed: Owed
  ) {
    self.init(
      draw,
      at: [x],
      { double($0[0]) },
      single.map { single in { single($0[0]) } },
      gradient: [derivative],
      owed: owed
    )
  }

  /// A function of several numbers with one value.
  init(
    _ draw: FieldDraw,
    at x: [Double],
    _ double: @escaping ([Double]) throws -> Double,
    _ single: (([Float]) throws -> Float)? = nil,
    gradient: [Double],
    owed: Owed
  ) {
    if draw.isSingle, let single {
      function = .single { [try single($0)] }
    } else {
      function = .double { [try double($0)] }
    }
    point = x
    outputs = 1
    pullback = { upstream in gradient.map { upstream[0] * $0 } }
    self.owed = owed
  }

  /// A function of several numbers with several values.
  init(
    _ draw: FieldDraw,
    at x: [Double],
    outputs: Int,
    _ double: @escaping ([Double]) throws -> [Double],
    _ single: (([Float]) throws -> [Float])? = nil,
    pullback: @escaping ([Double]) -> [Double],
    owed: Owed
  ) {
    if draw.isSingle, let single { function = .single(single) } else { function = .double(double) }
    point = x
    self.outputs = outputs
    self.pullback = pullback
    self.owed = owed
  }
}

/// Functions of one kind, drawn at random from a seed.
struct FieldFamily: Sendable, CustomStringConvertible {
  var name: String
  /// What share of the usual number of draws is made; below 1 for families that are dear.
  var share = 1.0
  var isSingle = false
  var make: @Sendable (inout FieldDraw) -> FieldCase

  var description: String { name }

  init(
    _ name: String,
    share: Double = 1,
    _ make: @escaping @Sendable (inout FieldDraw) -> FieldCase
  ) {
    self.name = name
    self.share = share
    self.make = make
  }

  /// The same family, computed in `Float`.
  var inSingle: FieldFamily {
    var family = self
    family.name += ", Float"
    family.isSingle = true
    return family
  }

  func draw(_ index: Int) -> FieldDraw {
    FieldDraw(family: name, draw: index, isSingle: isSingle)
  }

  /// All families, in the order of their themes.
  static let field: [FieldFamily] =
    scales + saturation + kinks + kinksAtThePoint + joints + offsets + staircases + solvers
    + powers + domainEdges + oscillation + cancellation + noise + manyCoordinates + layers
    + sciences + withOptions
}
