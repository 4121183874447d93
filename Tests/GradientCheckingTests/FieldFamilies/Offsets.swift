import Foundation

/// Small motions on top of large values, and small motions of large inputs.
extension FieldFamily {
  static let offsets: [FieldFamily] = [
    sineOnAnOffset, sineOnAnOffset.inSingle, waveOfALargeInput, waveOfALargeInput.inSingle,
    intervalsOfTimes, onePassVariance, onePassVariance.inSingle, meanOfPressures,
    meanOfPressures.inSingle, lineOnAnOffset, logSumExpOfLargeLogits,
    logSumExpOfLargeLogits.inSingle,
    offsetOutputBesideSmallOne, oneLargeInput, differenceOfEnergies,
  ]

  /// C + sin x, C of 10⁴ … 10¹⁵ (Float 10 … 10⁷): known to u·C; with steps of ⅓ the error is 3u·C.
  static let sineOnAnOffset = FieldFamily("sine on an offset") { r in
    let C = r.isSingle ? r.logUniform(10, 1e7) : r.logUniform(1e4, 1e15)
    let x = r.draw({ $0.uniform(-3, 3) }) { abs(cos($0)) > 0.1 }
    func f<T: FieldReal>(_ x: T) -> T { T(C) + T.sin(x) }
    var item = FieldCase(
      r,
      at: x,
      f,
      f,
      derivative: cos(x),
      owed: .measurable(4 * r.u * C / abs(cos(x)), r)
    )
    item.isMoving = true
    return item
  }

  /// sin(x − c), x and c of 10⁶ … 10¹⁴ (Float 10² … 10⁶): x − c is exact, so the slope is that of a sine.
  ///
  /// Steps of about ½ can be taken as long as the spacing of x is below 1/100.
  static let waveOfALargeInput = FieldFamily("sine of a large input") { r in
    let c = (r.isSingle ? r.logUniform(1e2, 1e5) : r.logUniform(1e6, 1e13)).rounded()
    let t = r.draw({ $0.uniform(-1.3, 1.3) }) { abs(cos($0)) > 0.1 }
    let x = r.exact(c + t)
    func f<T: FieldReal>(_ x: T) -> T { T.sin(x - T(c)) }
    return FieldCase(
      r,
      at: x,
      f,
      f,
      derivative: cos(x - c),
      owed: c * r.u < 1e-3 ? .certify : .neverAccuse
    )
  }

  /// Times of 10¹⁸ nanoseconds, differences in seconds: linear, and exact for steps of any size.
  static let intervalsOfTimes = FieldFamily("intervals of times in nanoseconds") { r in
    var t = 1.7e18 + 1e17 * r.uniform(0, 1)
    let times = (0..<8).map { _ in
      t += r.logUniform(1e3, 1e10)
      return t
    }
    return FieldCase(
      r,
      at: times,
      outputs: 7,
      { t in zip(t.dropFirst(), t).map { ($0 - $1) * 1e-9 } },
      pullback: { v in
        var gradient = [Double](repeating: 0, count: 8)
        for i in 0..<7 {
          gradient[i + 1] += v[i] * 1e-9
          gradient[i] -= v[i] * 1e-9
        }
        return gradient
      },
      owed: .certify
    )
  }

  /// E[x²] − E[x]² of six numbers about C, slopes 2(xᵢ − x̄)/6; known to u·C², with steps of ½.
  static let onePassVariance = FieldFamily("variance in one pass") { r in
    let C = r.isSingle ? r.logUniform(0.1, 1e3) : r.logUniform(1, 1e7)
    let x = (0..<6).map { _ in r.exact(C + r.normal()) }
    let mean = x.reduce(0) { $0 + ($1 - C) } / 6 + C
    let gradient = x.map { 2 * ($0 - mean) / 6 }
    func f<T: FieldReal>(_ x: [T]) -> T {
      let mean = x.reduce(T(0), +) / 6
      return x.reduce(T(0)) { $0 + $1 * $1 } / 6 - mean * mean
    }
    let smallest = gradient.map { abs($0) }.min() ?? 0
    return FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: gradient,
      owed: .measurable(8 * r.u * (C * C + 1) / smallest, r)
    )
  }

  /// The mean of 64 pressures of 10⁵: linear, slope 1/64, with steps of any size.
  ///
  /// Steps of 10⁴ change the mean by 156, known to 64u·10⁵: a relative error of 4·10⁴ u.
  static let meanOfPressures = FieldFamily("mean of 64 pressures", share: 0.3) { r in
    let x = (0..<64).map { _ in r.exact(1e5 + r.uniform(-200, 200)) }
    func f<T: FieldReal>(_ x: [T]) -> T { x.reduce(T(0), +) / 64 }
    return FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: x.map { _ in 1.0 / 64 },
      owed: r.isSingle ? .neverAccuse : .certify
    )
  }

  /// C + a·x with C of 10⁴ … 10¹²: a line can be measured with a step as large as C.
  ///
  /// Nothing at x = 1 says that it is a line, so a step of 10 is taken as the best: u·C/(10a).
  static let lineOnAnOffset = FieldFamily("line on an offset") { r in
    let C = r.logUniform(1e4, 1e12)
    let a = r.signedLog(0.1, 10)
    let x = r.uniform(0.5, 2)
    var item = FieldCase(
      r,
      at: x,
      { C + a * $0 },
      derivative: a,
      owed: .measurable(4 * r.u * C / abs(a), r)
    )
    item.isMoving = true
    return item
  }

  /// log Σ exp xᵢ for xᵢ about ±10⁴ (Float ±100), stable: known to u·10⁴, slopes are a softmax.
  static let logSumExpOfLargeLogits = FieldFamily("log-sum-exp at 1e4") { r in
    let C = r.signedLog(r.isSingle ? 10 : 1e3, r.isSingle ? 200 : 3e4)
    let x = (0..<4).map { _ in r.exact(C + r.normal()) }
    func f<T: FieldReal>(_ x: [T]) -> T {
      let top = x.reduce(x[0]) { Swift.max($0, $1) }
      return top + T.log(x.reduce(T(0)) { $0 + T.exp($1 - top) })
    }
    let p = Double.softmax(x)
    return FieldCase(
      r,
      at: x,
      f,
      f,
      gradient: p,
      owed: .measurable(8 * r.u * abs(C) / (p.min() ?? 1), r)
    )
  }

  /// Two outputs of one input, one on an offset of 10⁶ … 10¹², the other plain, slopes alike.
  ///
  /// The sum is known as badly as its worse part: u·C.
  static let offsetOutputBesideSmallOne = FieldFamily("an offset output beside a plain one") { r in
    let C = r.logUniform(1e6, 1e12)
    let x = r.uniform(-1, 1)
    var item = FieldCase(
      r,
      at: [x],
      outputs: 2,
      { [C + sin($0[0]), cos($0[0] + 1)] },
      pullback: { [$0[0] * cos(x) - $0[1] * sin(x + 1)] },
      owed: .measurable(16 * r.u * C, r)
    )
    item.isMoving = true
    return item
  }

  /// 3(n − n₀) + Σ sin tᵢ with n ≈ 2.5·10¹⁸ among ordinary angles; the wrong claims are about n alone.
  ///
  /// n moves in steps of 512, so 3n is 1536-grained and linear: exact for steps of many grains.
  static let oneLargeInput = FieldFamily("one large input among angles", share: 0.5) { r in
    let t = (0..<13).map { _ in r.uniform(-1.2, 1.2) }
    let n = 2.5e18 * r.uniform(0.9, 1.1)
    var item = FieldCase(
      r,
      at: t + [n],
      { x in x.dropLast().reduce(3 * (x[13] - n)) { $0 + sin($1) } },
      gradient: t.map { cos($0) } + [3],
      owed: .certify
    )
    item.wrongCoordinates = [13]
    return item
  }

  /// (E₀ + x²/2 + …) − (E₀ + …) as a chemist subtracts energies of 10³ … 10⁹: known to u·E.
  static let differenceOfEnergies = FieldFamily("difference of two energies") { r in
    let E = r.logUniform(1e3, 1e9)
    let x = r.uniform(0.3, 1.3)
    var item = FieldCase(
      r,
      at: x,
      { (E + $0 * $0) - (E + sin($0)) },
      derivative: 2 * x - cos(x),
      owed: .measurable(8 * r.u * E / abs(2 * x - cos(x)), r)
    )
    item.isMoving = true
    return item
  }
}
