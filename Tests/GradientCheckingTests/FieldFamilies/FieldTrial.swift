import GradientChecking

/// What is claimed about a function in a trial.
enum FieldClaim: String, CaseIterable {
  case right
  case tenPercent = "10 %"
  case onePercent = "1 %"
  case tenthPercent = "0.1 %"
  case zero = "0"
  case minus = "−1×"
  case decoy
}

/// The modes in which a trial can be made.
enum FieldMode: String, CaseIterable {
  case automatic, full, directional, sampled

  func mode(coordinates: Int) -> GradientCheckOptions.Mode {
    switch self {
    case .automatic: .automatic
    case .full: .full
    case .directional: .directional(3)
    case .sampled: .sampled(max(1, min(200, coordinates * 2 / 3)))
    }
  }
}

/// One case of a family, made anew for each claim so that functions with a state start afresh.
struct FieldTrial {
  var family: FieldFamily
  var index: Int

  /// The claims that make sense for a case, each as a function of the upstream gradient.
  static func claims(
    _ claim: FieldClaim,
    of item: FieldCase,
    _ draw: FieldDraw
  ) -> [([Double]) -> [Double]] {
    let right = item.pullback
    func scaled(by factor: @escaping (Int) -> Double) -> ([Double]) -> [Double] {
      let touched = item.wrongCoordinates ?? Array(item.point.indices)
      return { upstream in
        var gradient = right(upstream)
        for i in touched { gradient[i] *= factor(i) }
        return gradient
      }
    }
    func wrong(by share: Double) -> [([Double]) -> [Double]] {
      if let wrong = item.wrong { return [{ wrong(share, $0, right($0)) }] }
      var draw = draw
      let signs = item.point.map { _ in draw.sign() }
      return [scaled { 1 + share * signs[$0] }]
    }
    switch claim {
    case .right: return [right] + item.otherRight
    case .tenPercent: return wrong(by: 0.1)
    case .onePercent: return wrong(by: 0.01)
    case .tenthPercent: return wrong(by: 0.001)
    case .zero:
      let isSeen = item.owed != .unknowable || item.isMoving
      return item.zeroIsWrong && isSeen ? [scaled { _ in 0 }] : []
    case .minus: return item.zeroIsWrong ? [scaled { _ in -1 }] : []
    case .decoy: return item.decoys
    }
  }

  /// Whether a mode can judge this kind of claim: a sample may leave out the wrong coordinates, and a
  /// full pass over many coordinates takes too long.
  static func makesSense(_ mode: FieldMode, _ claim: FieldClaim, _ item: FieldCase) -> Bool {
    switch mode {
    case .sampled:
      claim == .right || item.point.count == 1
        || (item.wrongCoordinates == nil && item.wrong == nil && claim != .decoy)
    case .full: item.point.count <= 2000
    case .automatic, .directional: true
    }
  }

  static func report(
    _ item: FieldCase,
    _ claim: ([Double]) -> [Double],
    _ mode: FieldMode,
    seed: UInt64
  ) throws -> GradientReport {
    var options = GradientCheckOptions(mode: mode.mode(coordinates: item.point.count), seed: seed)
    item.adjust?(&options)
    switch item.function {
    case .double(let f):
      if item.outputs == 1 {
        return try checkGradient(
          of: { (x: [Double]) throws -> Double in try f(x)[0] },
          gradient: { (x: [Double]) -> [Double] in claim([1]) },
          at: item.point,
          options: options
        )
      }
      return try checkGradient(
        of: { (x: [Double]) throws -> [Double] in try f(x) },
        backward: { (upstream: [Double], x: [Double]) -> [Double] in claim(upstream) },
        at: item.point,
        options: options
      )
    case .single(let f):
      let point = item.point.map { Float($0) }
      if item.outputs == 1 {
        return try checkGradient(
          of: { (x: [Float]) throws -> Float in try f(x)[0] },
          gradient: { (x: [Float]) -> [Float] in claim([1]).map { Float($0) } },
          at: point,
          options: options
        )
      }
      return try checkGradient(
        of: { (x: [Float]) throws -> [Float] in try f(x) },
        backward: { (upstream: [Float], x: [Float]) -> [Float] in
          claim(upstream.map { Double($0) }).map { Float($0) }
        },
        at: point,
        options: options
      )
    }
  }

  /// Makes the trial and counts what it came to.
  func run(_ claim: FieldClaim, _ mode: FieldMode, into tally: inout FieldTally) {
    var draw = family.draw(index)
    let first = family.make(&draw)
    guard Self.makesSense(mode, claim, first) else { return }
    let count = Self.claims(claim, of: first, draw).count
    for number in 0..<count {
      var draw = family.draw(index)
      let item = family.make(&draw)
      let claimed = Self.claims(claim, of: item, draw)[number]
      do {
        let report = try Self.report(item, claimed, mode, seed: UInt64(index) &+ 1)
        if mode == .sampled, claim != .right {
          // A sample that holds none of the wrong coordinates says nothing about them.
          let ones = [Double](repeating: 1, count: item.outputs)
          let differs = Set(
            zip(item.pullback(ones), claimed(ones)).enumerated()
              .filter { $0.element.0 != $0.element.1 }.map(\.offset)
          )
          guard report.coordinates.contains(where: { differs.contains($0.index) }) else { continue }
        }
        tally.count(report, claim, item, index)
      } catch {
        tally.countThrown(claim, item, index, "\(error)")
      }
    }
  }
}
