/// The number of columns that are computed at once.
private let lanes = 4
private typealias Vector = SIMD4<Double>
/// The inner axis is cut into lengths, and the rows into heights, whose part of a matrix stays in the cache.
private let (depthLimit, heightLimit) = (256, 64)

/// c = a · b for matrices that lie row by row.
///
/// Where many rows meet the same columns of b, these are copied side by side first: in b itself neighbours are a whole
/// row apart.
func multiplyMatrices(
  _ a: UnsafePointer<Double>,
  _ b: UnsafePointer<Double>,
  _ c: UnsafeMutablePointer<Double>,
  _ rows: Int,
  _ inner: Int,
  _ columns: Int
) {
  withUnsafeTemporaryAllocation(of: Double.self, capacity: (depthLimit + heightLimit) * lanes) {
    guard let panel = $0.baseAddress else { return }
    let tile = panel + depthLimit &* lanes
    var start = 0
    while start < inner {
      let depth = min(inner &- start, depthLimit)
      var top = 0
      while top < rows {
        let height = min(rows &- top, heightLimit)
        let left = a + (top &* inner &+ start)
        var j = 0
        while j < columns {
          let rest = columns &- j
          let isWhole = rest >= lanes
          var right = b + (start &* columns &+ j)
          let target = c + (top &* columns &+ j)
          var stride = columns
          if !isWhole || height > 8 {
            copy(right, columns, min(rest, lanes), depth, into: panel)
            right = UnsafePointer(panel)
            stride = lanes
          }
          if isWhole {
            multiplyColumns(left, inner, right, stride, target, columns, depth, height, start == 0)
          } else {
            multiplyColumns(left, inner, right, stride, tile, lanes, depth, height, true)
            for i in 0..<height {
              for v in 0..<rest {
                let sum = tile[i &* lanes &+ v]
                let entry = target + (i &* columns &+ v)
                entry.pointee = start == 0 ? sum : entry.pointee + sum
              }
            }
          }
          j &+= lanes
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
@inline(__always)
private func multiplyColumns(
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
  while i &+ 4 <= rows {
    let row = a + i &* strideA
    let (row1, row2, row3) = (row + strideA, row + 2 &* strideA, row + 3 &* strideA)
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
    add(sum1, to: target + strideC, isFirst)
    add(sum2, to: target + 2 &* strideC, isFirst)
    add(sum3, to: target + 3 &* strideC, isFirst)
    i &+= 4
  }
  while i < rows {
    let row = a + i &* strideA
    var sum = Vector.zero
    var column = b
    for k in 0..<depth {
      sum += UnsafeRawPointer(column).loadUnaligned(as: Vector.self) * row[k]
      column += strideB
    }
    add(sum, to: c + i &* strideC, isFirst)
    i &+= 1
  }
}

/// Stores a sum, or adds it to the one of the lengths before.
@inline(__always)
private func add(_ sum: Vector, to target: UnsafeMutablePointer<Double>, _ isFirst: Bool) {
  let raw = UnsafeMutableRawPointer(target)
  let total = isFirst ? sum : raw.loadUnaligned(as: Vector.self) + sum
  raw.storeBytes(of: total, as: Vector.self)
}
