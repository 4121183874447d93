private typealias Vector = SIMD8<Double>

/// c = a · b for eight columns of b and of c, four rows at a time; added to c unless it is the first product.
///
/// The module is compiled for processors with vectors of 256 bits, AVX2, and holds nothing else: on others none of its
/// code may run. Every entry is summed up in the order of the inner axis, each product rounded before it is added, as
/// where vectors are shorter: the results are the same to the last bit.
///
/// a has rows of `depth` numbers, `strideA` apart; b has `depth` rows and c has `rows` rows of eight numbers, `strideB`
/// and `strideC` apart. Where there is a panel, b is copied there first, side by side.
@inline(never)
package func multiplyEightColumns(
  _ a: UnsafePointer<Double>,
  _ strideA: Int,
  _ b: UnsafePointer<Double>,
  _ strideB: Int,
  _ c: UnsafeMutablePointer<Double>,
  _ strideC: Int,
  _ depth: Int,
  _ rows: Int,
  _ isFirst: Bool,
  _ panel: UnsafeMutablePointer<Double>?
) {
  var (b, strideB) = (b, strideB)
  if let panel {
    for k in 0..<depth {
      let numbers = UnsafeRawPointer(b + k &* strideB).loadUnaligned(as: Vector.self)
      UnsafeMutableRawPointer(panel + k &* 8).storeBytes(of: numbers, as: Vector.self)
    }
    (b, strideB) = (UnsafePointer(panel), 8)
  }
  var i = 0
  while i < rows {
    // Where fewer are left, the last row stands in for the missing ones.
    let left = rows &- i
    let row = a + i &* strideA
    let row1 = row + min(1, left &- 1) &* strideA
    let row2 = row + min(2, left &- 1) &* strideA
    let row3 = row + min(3, left &- 1) &* strideA
    var (sum, sum1, sum2, sum3) = (Vector.zero, Vector.zero, Vector.zero, Vector.zero)
    var column = b
    for k in 0..<depth {
      let vector = UnsafeRawPointer(column).loadUnaligned(as: Vector.self)
      sum += vector * row[k]
      sum1 += vector * row1[k]
      sum2 += vector * row2[k]
      sum3 += vector * row3[k]
      column += strideB
    }
    let target = c + i &* strideC
    add(sum, to: target, isFirst)
    if left > 1 { add(sum1, to: target + strideC, isFirst) }
    if left > 2 { add(sum2, to: target + 2 &* strideC, isFirst) }
    if left > 3 { add(sum3, to: target + 3 &* strideC, isFirst) }
    i &+= 4
  }
}

/// Stores a sum, or adds it to what is there.
@inline(__always)
private func add(_ sum: Vector, to target: UnsafeMutablePointer<Double>, _ isFirst: Bool) {
  let raw = UnsafeMutableRawPointer(target)
  let total = isFirst ? sum : raw.loadUnaligned(as: Vector.self) + sum
  raw.storeBytes(of: total, as: Vector.self)
}
