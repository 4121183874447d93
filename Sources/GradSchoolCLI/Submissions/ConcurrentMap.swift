import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The results of a function for all elements, which the cores compute side by side.
  func concurrentMap<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    let share = 64
    DispatchQueue.concurrentPerform(iterations: (count + share - 1) / share) { number in
      let range = number * share..<Swift.min(count, (number + 1) * share)
      let part = range.map { transform(self[$0]) }
      results.withLock { all in
        for (position, result) in zip(range, part) { all[position] = result }
      }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
