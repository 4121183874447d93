import Foundation

/// A scalar in which a field function computes, so that one text serves `Double` and `Float`.
protocol FieldReal: BinaryFloatingPoint {
  static func exp(_ x: Self) -> Self
  static func expm1(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func log1p(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func erfc(_ x: Self) -> Self
  static func pow(_ x: Self, _ y: Self) -> Self
}

extension Double: FieldReal {
  static func exp(_ x: Double) -> Double { Foundation.exp(x) }
  static func expm1(_ x: Double) -> Double { Foundation.expm1(x) }
  static func log(_ x: Double) -> Double { Foundation.log(x) }
  static func log1p(_ x: Double) -> Double { Foundation.log1p(x) }
  static func sin(_ x: Double) -> Double { Foundation.sin(x) }
  static func cos(_ x: Double) -> Double { Foundation.cos(x) }
  static func tanh(_ x: Double) -> Double { Foundation.tanh(x) }
  static func erfc(_ x: Double) -> Double { Foundation.erfc(x) }
  static func pow(_ x: Double, _ y: Double) -> Double { Foundation.pow(x, y) }
}

extension Float: FieldReal {
  static func exp(_ x: Float) -> Float { Foundation.exp(x) }
  static func expm1(_ x: Float) -> Float { Foundation.expm1(x) }
  static func log(_ x: Float) -> Float { Foundation.log(x) }
  static func log1p(_ x: Float) -> Float { Foundation.log1p(x) }
  static func sin(_ x: Float) -> Float { Foundation.sin(x) }
  static func cos(_ x: Float) -> Float { Foundation.cos(x) }
  static func tanh(_ x: Float) -> Float { Foundation.tanh(x) }
  static func erfc(_ x: Float) -> Float { Foundation.erfc(x) }
  static func pow(_ x: Float, _ y: Float) -> Float { Foundation.pow(x, y) }
}

extension FieldReal {
  /// 1/(1 + e⁻ˣ), without overflow and with full relative accuracy on both tails.
  static func sigmoid(_ x: Self) -> Self {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let e = exp(x)
    return e / (1 + e)
  }

  /// The softmax of some logits, shifted by the largest.
  static func softmax(_ z: [Self]) -> [Self] {
    let top = z.reduce(z[0]) { Swift.max($0, $1) }
    let e = z.map { exp($0 - top) }
    let sum = e.reduce(0, +)
    return e.map { $0 / sum }
  }
}
