import Foundation

/// Does something on a thread of its own: it holds up no other test, and none holds it up.
func onThread<Outcome>(_ body: @escaping @Sendable () -> Outcome) async -> Outcome {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}

/// The same for something that can fail.
func onThread<Outcome>(_ body: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
  try await onThread { Result { try body() } }.get()
}
