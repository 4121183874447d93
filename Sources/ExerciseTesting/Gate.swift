/// A gate that lets a fixed number of tasks run at a time; the others wait in order.
actor Gate {
  private var free: [Int]
  private var waiting: [CheckedContinuation<Int, Never>] = []

  init(width: Int) { free = Array(0..<max(1, width)) }

  /// Runs a task as soon as a place is free, with the number of its place, which no other running task has.
  func pass<Result: Sendable>(_ body: @Sendable (Int) async -> Result) async -> Result {
    let place =
      if free.isEmpty {
        await withCheckedContinuation { waiting.append($0) }
      } else {
        free.removeFirst()
      }
    defer {
      if waiting.isEmpty {
        free.append(place)
      } else {
        waiting.removeFirst().resume(returning: place)
      }
    }
    return await body(place)
  }
}
