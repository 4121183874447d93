import Foundation

/// Functions that move in steps, and functions that jump.
///
/// A fine staircase cannot be told from rounding: the slope of the line that it follows may be certified, another
/// never, and least of all the 0 of its treads. A coarse one has no slope at any step.
extension FieldFamily {
  static let staircases: [FieldFamily] = [
    fineStairs, coarseStairs, halfPrecisionInside, singlePrecisionInside, quantisedLayer,
    nearestNeighbourTable, jumpAtThePoint, jumpAtThePoint.inSingle, jumpNearby, heavisideNearby,
    branchCut, singlePrecisionVector, truncatedDigits,
  ]

  /// sin x rounded to a multiple of 10⁻⁹ … 10⁻³: the line beneath is not accused, 0 is not certified.
  static let fineStairs = FieldFamily("fine stairs") { r in
    let q = r.logUniform(1e-9, 1e-3)
    let x = r.draw({ $0.uniform(-3, 3) }) { abs(cos($0)) > 0.1 }
    return FieldCase(
      r,
      at: x,
      { (sin($0) / q).rounded() * q },
      derivative: cos(x),
      owed: .neverAccuse
    )
  }

  /// Treads of a hundredth to a tenth of x, of random heights: no line to follow, and the 0 of a tread is not the
  /// slope of anything that reaches beyond it.
  static let coarseStairs = FieldFamily("coarse stairs") { r in
    let w = r.logUniform(0.01, 0.1)
    let x = r.uniform(0.5, 2)
    let height = (0..<997).map { _ in r.normal() }
    return FieldCase(
      r,
      at: x,
      { height[Int(abs(($0 / w).rounded(.down)).truncatingRemainder(dividingBy: 997))] },
      derivative: 1,
      owed: .neverCertify
    )
  }

  /// Four sines through half precision: steps of 2⁻¹¹ of the value.
  ///
  /// A step of ½ measures to 10⁻³ at best, a tenth of what is asked is not to be had: nothing is owed
  /// but that no other claim passes.
  static let halfPrecisionInside = FieldFamily("half precision inside") { r in
    let x = (0..<4).map { _ in r.draw({ $0.uniform(-2.5, 2.5) }) { abs(cos($0)) > 0.2 } }
    return FieldCase(
      r,
      at: x,
      outputs: 4,
      { x in x.map { Double(Float16(sin(Double(Float16($0))))) } },
      pullback: { v in zip(v, x).map { $0 * cos($1) } },
      owed: .neverAccuse
    )
  }

  /// A sine computed in `Float` behind a `Double`, sin z with z = wx + p of up to 12.
  ///
  /// With u = 2⁻²⁴ the value is known to u, and to u·|z cos z| because z is rounded to `Float` as well. Steps of ⅓ in z
  /// give 3u·(1 + |z cos z|), to be divided by |cos z|.
  static let singlePrecisionInside = FieldFamily("single precision inside") { r in
    let (w, p) = (r.logUniform(0.3, 3), r.uniform(0, 6.28))
    let x = r.draw({ $0.uniform(-2, 2) }) { abs(cos(w * $0 + p)) > 0.2 }
    let z = w * x + p
    return FieldCase(
      r,
      at: x,
      { Double(sinf(Float(w * $0 + p))) },
      derivative: w * cos(z),
      owed: .measurable(3 * 0x1p-24 * (1 / abs(cos(z)) + abs(z)), r)
    )
  }

  /// A matrix product and tanh in `Float` behind `Double`, as a layer that casts.
  static let singlePrecisionVector = FieldFamily("a layer that casts to single precision") { r in
    let w = (0..<3).map { _ in (0..<4).map { _ in r.signedLog(0.2, 1) } }
    let x = (0..<4).map { _ in r.uniform(-0.5, 0.5) }
    let z = w.map { row in zip(row, x).reduce(0.0) { $0 + Double(Float($1.0)) * $1.1 } }
    return FieldCase(
      r,
      at: x,
      outputs: 3,
      { x in
        w.map { row -> Double in
          var z = Float(0)
          for (a, b) in zip(row, x) { z += Float(a) * Float(b) }
          return Double(tanhf(z))
        }
      },
      pullback: { v in
        var gradient = [Double](repeating: 0, count: 4)
        for j in 0..<3 {
          let t = tanh(z[j])
          for i in 0..<4 { gradient[i] += v[j] * (1 - t * t) * Double(Float(w[j][i])) }
        }
        return gradient
      },
      owed: .neverAccuse
    )
  }

  /// A layer quantised to 8 bits (steps of 1/128 of its range), with the straight-through claim.
  static let quantisedLayer = FieldFamily("layer quantised to eight bits") { r in
    let x = (0..<5).map { _ in r.uniform(-0.9, 0.9) }
    let w = (0..<5).map { _ in r.signedLog(0.3, 2) }
    return FieldCase(
      r,
      at: x,
      { x in zip(x, w).reduce(0.0) { $0 + ($1.0 * 128).rounded() / 128 * $1.1 } },
      gradient: w,
      owed: .neverAccuse
    )
  }

  /// The value of the nearest of a few random entries: a coarse staircase without a line.
  static let nearestNeighbourTable = FieldFamily("nearest neighbour in a table") { r in
    let w = r.logUniform(0.1, 1)
    let table = (0..<64).map { _ in r.normal() }
    let x = w * r.uniform(10, 50)
    return FieldCase(
      r,
      at: x,
      { table[Int(max(0, min(63, ($0 / w).rounded())))] },
      derivative: 0,
      owed: .neverCertify
    )
  }

  /// sin x + J for x ≥ place, J of 10⁻³ … 10, exactly at the place: there is no derivative.
  static let jumpAtThePoint = FieldFamily("jump at the point") { r in
    let place = r.chance(0.3) ? 0 : r.uniform(-3, 3)
    let J = r.signedLog(1e-3, 10)
    func f<T: FieldReal>(_ x: T) -> T { T.sin(x) + (x >= T(place) ? T(J) : 0) }
    return FieldCase(r, at: place, f, f, derivative: cos(place), owed: .neverCertify)
  }

  /// The same jump at 10⁻⁹ … 10⁻¹ from the point: steps below the distance see u/δ.
  static let jumpNearby = FieldFamily("jump nearby") { r in
    let (place, J) = (r.uniform(-3, 3), r.signedLog(1e-3, 10))
    let delta = r.signedLog(1e-9, 0.1)
    let x = r.draw({ _ in place + delta }) { _ in true }
    return FieldCase(
      r,
      at: x,
      { sin($0) + ($0 >= place ? J : 0) },
      derivative: cos(x),
      owed: .measurable(8 * r.u * (1 + abs(J)) / abs(delta) / abs(cos(x)), r)
    )
  }

  /// A single step at 10⁻³ … 1 from the point and nothing else: flat here, so 0 is right, but the tread of a
  /// staircase looks the same: not accused, and no slope is certified.
  static let heavisideNearby = FieldFamily("one step nearby") { r in
    let J = r.signedLog(0.1, 3)
    let x = r.signedLog(1e-3, 1)
    var item = FieldCase(r, at: x, { $0 >= 0 ? J : 0 }, derivative: 0, owed: .neverAccuse)
    item.wrong = { share, v, _ in [share * J * v[0]] }
    item.zeroIsWrong = false
    return item
  }

  /// atan2(y, x) at x ≈ −1 and y = ±10⁻¹⁰ … ±10⁻¹, where it jumps by 2π across y = 0.
  ///
  /// The value is ±π and known to u·π; the slopes are −y/r² and x/r². The first is as small as y and wants a step of its
  /// own, which may be large, as x does not cross the cut.
  static let branchCut = FieldFamily("atan2 by its branch cut") { r in
    let x = -r.uniform(0.5, 2)
    let y = r.signedLog(1e-10, 0.1)
    let square = x * x + y * y
    return FieldCase(
      r,
      at: [y, x],
      { atan2($0[0], $0[1]) },
      gradient: [x / square, -y / square],
      owed: .measurable(32 * r.u / abs(y), r)
    )
  }

  /// A value printed to six to nine decimals and read back, as between two programs.
  static let truncatedDigits = FieldFamily("value through a text of few decimals") { r in
    let scale = pow(10, Double(4 + r.integer(below: 6)))
    let x = r.uniform(0.3, 2)
    return FieldCase(
      r,
      at: x,
      { (exp($0) * scale).rounded(.towardZero) / scale },
      derivative: exp(x),
      owed: .neverAccuse
    )
  }
}
