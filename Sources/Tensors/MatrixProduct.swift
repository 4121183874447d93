import Foundation
import WideProducts

/// The number of columns that are computed at once, by vectors that every processor has.
private let lanes = 4
private typealias Vector = SIMD4<Double>
/// The number of columns that vectors of 256 bits compute at once.
private let wideLanes = 8
/// The inner axis is cut into lengths, and the rows into heights, whose part of a matrix stays in the cache.
private let (depthLimit, heightLimit) = (256, 64)
/// Up to this many rows read their columns where they are.
private let fewRows = 8

/// Whether the processor has vectors of 256 bits, AVX2, and the system keeps them.
///
/// The C library knows; where it has no such function, the answer is no.
package let hasWideVectors: Bool = {
  #if arch(x86_64) && os(Linux)
    // cpuid_feature of <sys/platform/x86.h>: eax, ebx, ecx, edx as the processor has them, then as they may be used.
    typealias Feature = @convention(c) (UInt32) -> UnsafePointer<UInt32>?
    guard let symbol = dlsym(nil, "__x86_get_cpuid_feature_leaf"),
      let leaf7 = unsafeBitCast(symbol, to: Feature.self)(1)
    else { return false }
    return leaf7[5] & (1 << 5) != 0
  #else
    return false
  #endif
}()

/// c = a · b for matrices that lie row by row.
///
/// Where many rows meet the same columns of b, these are copied side by side first: in b itself neighbours are a whole
/// row apart. Each entry is summed up in the same order whatever the vectors, and the result the same to the last bit.
package func multiplyMatrices(
  _ a: UnsafePointer<Double>,
  _ b: UnsafePointer<Double>,
  _ c: UnsafeMutablePointer<Double>,
  _ rows: Int,
  _ inner: Int,
  _ columns: Int,
  isWide: Bool = hasWideVectors
) {
  // Room for copied columns, and behind them for the rows of a last block that is narrower than a vector.
  let isCopied = rows > fewRows
  let tail = columns % lanes
  let width = isCopied && isWide && columns >= wideLanes ? wideLanes : lanes
  let copied = isCopied || tail > 0 ? min(inner, depthLimit) &* width : 0
  let capacity = copied &+ (tail > 0 ? min(rows, heightLimit) &* lanes : 0)
  withUnsafeTemporaryAllocation(of: Double.self, capacity: capacity) { room in
    guard let panel = room.baseAddress else { return }
    let tile = panel + copied
    var start = 0
    while start < inner {
      let depth = min(inner &- start, depthLimit)
      let isFirst = start == 0
      var top = 0
      while top < rows {
        let height = min(rows &- top, heightLimit)
        let left = a + (top &* inner &+ start)
        var j = 0
        while j < columns {
          let rest = columns &- j
          let width = isWide && rest >= wideLanes ? wideLanes : min(rest, lanes)
          var right = b + (start &* columns &+ j)
          let target = c + (top &* columns &+ j)
          var stride = columns
          if width < lanes || (isCopied && width == lanes) {
            copy(right, columns, width, depth, into: panel)
            right = UnsafePointer(panel)
            stride = lanes
          }
          if width == wideLanes {
            multiplyEightColumns(
              left,
              inner,
              right,
              stride,
              target,
              columns,
              depth,
              height,
              isFirst,
              isCopied ? panel : nil
            )
          } else if width == lanes {
            multiplyFourColumns(left, inner, right, stride, target, columns, depth, height, isFirst)
          } else {
            multiplyFourColumns(left, inner, right, stride, tile, lanes, depth, height, true)
            for i in 0..<height {
              for v in 0..<width {
                let sum = tile[i &* lanes &+ v]
                let entry = target + (i &* columns &+ v)
                entry.pointee = isFirst ? sum : entry.pointee + sum
              }
            }
          }
          j &+= width
        }
        top &+= height
      }
      start &+= depth
    }
  }
}

/// Copies up to four columns side by side; missing ones become 0.
private func copy(
  _ b: UnsafePointer<Double>,
  _ stride: Int,
  _ width: Int,
  _ depth: Int,
  into panel: UnsafeMutablePointer<Double>
) {
  for k in 0..<depth {
    let (source, target) = (b + k &* stride, panel + k &* lanes)
    for v in 0..<lanes { target[v] = v < width ? source[v] : 0 }
  }
}

/// Multiplies all rows with four columns, four rows at a time, so that each number of b is used four times.
private func multiplyFourColumns(
  _ a: UnsafePointer<Double>,
  _ strideA: Int,
  _ b: UnsafePointer<Double>,
  _ strideB: Int,
  _ c: UnsafeMutablePointer<Double>,
  _ strideC: Int,
  _ depth: Int,
  _ rows: Int,
  _ isFirst: Bool
) {
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

/// Stores a sum, or adds it to the one of the lengths before.
@inline(__always)
private func add(_ sum: Vector, to target: UnsafeMutablePointer<Double>, _ isFirst: Bool) {
  let raw = UnsafeMutableRawPointer(target)
  let total = isFirst ? sum : raw.loadUnaligned(as: Vector.self) + sum
  raw.storeBytes(of: total, as: Vector.self)
}
