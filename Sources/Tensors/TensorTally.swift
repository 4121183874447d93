import Synchronization

/// A list of the tensors that a function creates: a measure of its work.
///
/// A tensor that is changed in place by an arithmetic operator counts as a new one. Only tensors that are created
/// while ``count(_:)`` runs its function, and in the same task, are listed.
package final class TensorTally: Sendable {
  /// The most entries that are kept, 16 MB of them; later tensors are counted without their entries.
  private static let limit = 2_000_000

  /// The number of functions whose tensors are listed now; 0 nearly always, which is quickly seen.
  private static let listening = Atomic<Int>(0)

  @TaskLocal private static var current: TensorTally?

  private struct State {
    var tensors: [Tensor] = []
    var count = 0
    var entries = 0
  }

  private let state = Mutex(State())

  /// The tensors, in the order in which they were created.
  package var tensors: [Tensor] { state.withLock { $0.tensors } }

  /// The number of tensors.
  package var count: Int { state.withLock { $0.count } }

  /// The number of their entries.
  package var entries: Int { state.withLock { $0.entries } }

  /// The number of different tensors that have nearly the entries of another one, without being the same.
  ///
  /// Every entry has changed by at most a fifth of itself, or by at most 1 % of the largest one. A tensor from which an
  /// entry was left out, so that 0 stands in its place, is none: nothing was moved a little.
  package func neighbours(of other: Tensor) -> Int {
    Set(tensors.lazy.filter { $0.isNeighbour(of: other) }.map(\.scalars)).count
  }

  /// Lists the tensors that a function creates.
  ///
  /// - Parameter body: The function.
  /// - Returns: Its result, and the list.
  package static func count<Result>(_ body: () throws -> Result) rethrows -> (Result, TensorTally) {
    let tally = TensorTally()
    listening.add(1, ordering: .relaxed)
    defer { listening.subtract(1, ordering: .relaxed) }
    return (try $current.withValue(tally) { try body() }, tally)
  }

  /// Lists a tensor if somebody listens.
  @inline(__always)
  static func note(_ tensor: Tensor) {
    if listening.load(ordering: .relaxed) > 0 { add(tensor) }
  }

  @inline(never)
  private static func add(_ tensor: Tensor) {
    current?.state.withLock { state in
      state.count += 1
      state.entries += tensor.count
      if state.entries <= limit { state.tensors.append(tensor) }
    }
  }
}

extension Tensor {
  fileprivate func isNeighbour(of other: Tensor) -> Bool {
    guard shape == other.shape, count > 1, self != other else { return false }
    let scale = other.scalars.reduce(0) { Swift.max($0, $1.isFinite ? $1.magnitude : 0) }
    return zip(scalars, other.scalars).allSatisfy { mine, other in
      let change = (mine - other).magnitude
      return mine == other || change <= 0.2 * other.magnitude || change <= 0.01 * scale
    }
  }
}
