/// Lets no more than a number of tasks through at a time; the others wait in the order of their coming.
actor Gate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(width: Int) { free = max(1, width) }

  /// Runs a task when there is room for it.
  func pass<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
    defer {
      if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
    return await body()
  }
}
