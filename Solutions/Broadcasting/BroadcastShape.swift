import Tensors

/// The shape of the result when two tensors are combined entry by entry.
enum BroadcastShape {
  static func combined(_ a: [Int], _ b: [Int]) throws -> [Int]? {
    let rank = max(a.count, b.count)
    let left = Array(repeating: 1, count: rank - a.count) + a
    let right = Array(repeating: 1, count: rank - b.count) + b
    var result: [Int] = []
    for (p, q) in zip(left, right) {
      guard p == q || p == 1 || q == 1 else { return nil }
      result.append(p == 1 ? q : p)  // not the larger: 1 and 0 give 0
    }
    return result
  }
}
