import Foundation
import Tensors

/// Where a family draws its parameters from; in single precision every draw is a `Float`, so that the
/// parameters of the function and of its derivative are the same numbers.
struct FieldDraw {
  private var source: RandomSource
  /// Whether the function computes in `Float`.
  let isSingle: Bool

  init(family: String, draw: Int, isSingle: Bool) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in family.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    source = RandomSource(seed: hash &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15)
    self.isSingle = isSingle
  }

  /// The unit roundoff of the type in which the function computes.
  var u: Double { isSingle ? 0x1p-24 : 0x1p-53 }

  /// The nearest number of the type in which the function computes.
  func exact(_ x: Double) -> Double { isSingle ? Double(Float(x)) : x }

  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    exact(low + source.uniform() * (high - low))
  }

  /// A value whose logarithm is uniform.
  mutating func logUniform(_ low: Double, _ high: Double) -> Double {
    exact(exp(log(low) + source.uniform() * (log(high) - log(low))))
  }

  mutating func normal() -> Double { exact(source.normal()) }

  mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }

  mutating func sign() -> Double { source.uniform() < 0.5 ? -1 : 1 }

  mutating func chance(_ probability: Double) -> Bool { source.uniform() < probability }

  mutating func integer(below bound: Int) -> Int { source.integer(below: bound) }

  mutating func permutation(_ count: Int) -> [Int] { source.permutation(count) }

  /// A value of size `low` … `high`, of either sign.
  mutating func signedLog(_ low: Double, _ high: Double) -> Double {
    sign() * logUniform(low, high)
  }

  /// Draws until `condition` holds; an impossible condition is a mistake of the family.
  mutating func draw(
    _ make: (inout FieldDraw) -> Double,
    where condition: (Double) -> Bool
  ) -> Double {
    for _ in 0..<100_000 {
      let x = make(&self)
      if condition(x) { return x }
    }
    preconditionFailure("No parameter of this family meets its condition.")
  }
}
