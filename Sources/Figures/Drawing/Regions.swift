/// The regions of a lattice in which a property holds, as closed lines.
struct Regions {
  /// The lines, in units of the lattice.
  let lines: [[Point]]

  /// Finds the regions of a square lattice.
  ///
  /// - Parameters:
  ///   - size: How many points the lattice has along each side.
  ///   - holds: Whether a point (column, row) belongs to a region; no point outside of the lattice does.
  init(_ size: Int, where holds: (_ column: Int, _ row: Int) -> Bool) {
    func isInside(_ column: Int, _ row: Int) -> Bool {
      (0..<size).contains(column) && (0..<size).contains(row) && holds(column, row)
    }
    // Every edge of the lattice whose ends differ is crossed by a line; the inside is always on one side of it. Places
    // are counted in halves, so that the middles of edges are whole numbers.
    var next: [SIMD2<Int>: SIMD2<Int>] = [:]
    for row in -1..<size {
      for column in -1..<size {
        let corners = [
          isInside(column, row), isInside(column + 1, row), isInside(column + 1, row + 1),
          isInside(column, row + 1),
        ]
        let origin = SIMD2(2 * column, 2 * row)
        let middles = [SIMD2(1, 0), SIMD2(2, 1), SIMD2(1, 2), SIMD2(0, 1)].map { origin &+ $0 }
        // Around the cell, a line enters where the inside ends and leaves where it began before.
        for side in 0..<4 where corners[side] && !corners[(side + 1) % 4] {
          var back = (side + 3) % 4
          while corners[back] { back = (back + 3) % 4 }
          next[middles[side]] = middles[back]
        }
      }
    }
    var lines: [[Point]] = []
    for start in next.keys.sorted(by: { ($0.y, $0.x) < ($1.y, $1.x) }) where next[start] != nil {
      var line: [Point] = []
      var place = start
      while let following = next.removeValue(forKey: place) {
        line.append(Point(Double(place.x), Double(place.y)) / 2)
        place = following
      }
      lines.append(Regions.smooth(line))
    }
    self.lines = lines
  }

  /// Rounds the steps of the lattice off, and leaves every second point out.
  private static func smooth(_ line: [Point]) -> [Point] {
    var line = line
    for _ in 0..<4 {
      line = line.indices.map { i in
        let (before, after) = (line[(i + line.count - 1) % line.count], line[(i + 1) % line.count])
        return (before + 2 * line[i] + after) / 4
      }
    }
    return line.indices.filter { $0 % 2 == 0 }.map { line[$0] }
  }
}
