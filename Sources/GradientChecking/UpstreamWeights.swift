/// The outputs at the point and the upstream gradient: what turns outputs elsewhere into φ.
///
///     φ = Σⱼ vⱼ·(fⱼ − baseⱼ)
///
/// The differences are taken before the product: ⟨v, f⟩ − ⟨v, base⟩ would drown a small change of one output
/// in the rounding of all others. An output that did not change contributes neither value nor rounding.
struct UpstreamWeights {
  private let base: [Double]
  private let upstream: [Double]
  /// |vⱼ·baseⱼ|.
  private let sizes: [Double]
  /// Σⱼ |vⱼ·baseⱼ|.
  let magnitude: Double

  /// Copies both lists, so that threads do not contend for the reference counts of shared storage.
  init(base: [Double], upstream: [Double]) {
    self.base = base.map(\.self)
    self.upstream = upstream.map(\.self)
    sizes = zip(upstream, base).map { abs($0 * $1) }
    magnitude = sizes.reduce(0, +)
  }

  var count: Int { base.count }

  /// φ, and Σⱼ |vⱼ|·(|baseⱼ| + |fⱼ − baseⱼ|) over the outputs that changed: what rounding is relative to.
  ///
  /// - Parameter outputs: As many outputs as at the point.
  /// - Returns: Both sums.
  func difference(_ outputs: UnsafeBufferPointer<Double>) -> (value: Double, magnitude: Double) {
    base.withUnsafeBufferPointer { base in
      upstream.withUnsafeBufferPointer { upstream in
        sizes.withUnsafeBufferPointer { sizes in
          var value = SIMD4<Double>.zero
          var magnitude = SIMD4<Double>.zero
          let wide = outputs.count & ~3
          var j = 0
          while j < wide {
            let change = load(outputs, j) - load(base, j)
            let product = load(upstream, j) * change
            let size = load(sizes, j) + product.replacing(with: -product, where: product .< 0)
            value += product
            magnitude += size.replacing(with: 0, where: change .== 0)
            j &+= 4
          }
          var sum = (value: value.sum(), magnitude: magnitude.sum())
          while j < outputs.count {
            let product = upstream[j] * (outputs[j] - base[j])
            sum.value += product
            if outputs[j] != base[j] { sum.magnitude += sizes[j] + abs(product) }
            j &+= 1
          }
          return sum
        }
      }
    }
  }
}

/// Four numbers of a buffer, from a position.
@inline(__always)
private func load(_ buffer: UnsafeBufferPointer<Double>, _ position: Int) -> SIMD4<Double> {
  UnsafeRawBufferPointer(buffer).loadUnaligned(
    fromByteOffset: position &* 8,
    as: SIMD4<Double>.self
  )
}
