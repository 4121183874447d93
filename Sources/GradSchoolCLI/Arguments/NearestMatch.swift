/// Finds the word that was meant by a mistyped one.
enum NearestMatch {
  /// The candidate nearest to a word, the first of equally near ones; nil when none is near.
  static func of(_ word: String, among candidates: [String]) -> String? {
    let typed = word.lowercased()
    let candidates = candidates.filter { !$0.isEmpty }
    // A third of the word may be mistyped; in a short one, two letters.
    let limit = max(2, typed.count / 3)
    let ranked = candidates.map { ($0, distance(typed, $0.lowercased())) }
    if let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= limit, best.1 < best.0.count {
      return best.0
    }
    guard typed.count >= 3 else { return nil }
    return candidates.first { $0.lowercased().contains(typed) || typed.contains($0.lowercased()) }
  }

  /// How many letters to insert, delete, change, or swap with their neighbour to get from one word to the other.
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
