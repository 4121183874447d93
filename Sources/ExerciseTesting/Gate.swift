/// Lets no more than a number of tasks through at a time; the others wait in the task of their coming.
actor Gate {
  private var free: [Int]
  private var waiting: [CheckedContinuation<Int, Never>] = []

  init(width: Int) { free = Array(0..<max(1, width)) }

  /// Runs a task when there is room for it.
  ///
  /// - Parameter body: The task. It is given the number of its place, which no other has at the same time.
  /// - Returns: What the task returns.
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
