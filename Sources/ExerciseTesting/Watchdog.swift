import Foundation
import Grading
import Synchronization

/// A watchdog that ends a child process, and everything that it started, when it exceeds its limits.
///
/// It runs in the parent, where the student's code cannot reach it.
final class Watchdog: Sendable {
  /// The reason why a child was ended.
  enum Reason: Sendable, Equatable {
    case timedOut(seconds: Double, isProcessor: Bool)
    case memory(megabytes: Int)
    case misbehaved(Misbehaviour)
    /// The child crashed, and writing the crash report did not end.
    case crashed
  }

  /// The factor on the processor time of a child that prints much, whose answer may still be right.
  static let patience = 3.0

  /// The number of processes that a child may start, although no exercise needs one.
  private static let processes = 64

  /// The bytes and the number of files that a child may leave in its folder while it runs.
  private static let files = (megabytes: 64, count: 4_096)

  private struct Progress {
    var tree: ProcessTree
    var hasEnded = false
    var reason: Reason?
  }

  private let limits: Exercise.Limits
  private let scratch: String
  private let streams: [Int32]
  private let others: @Sendable () -> Set<Int32>
  private let progress: Mutex<Progress>

  /// Watches a child, its folder and the files that it prints to, beside the other children that run.
  init(
    _ tree: ProcessTree,
    _ limits: Exercise.Limits,
    scratch: String,
    streams: [Int32],
    others: @escaping @Sendable () -> Set<Int32>
  ) {
    progress = Mutex(Progress(tree: tree))
    self.limits = limits
    self.scratch = scratch
    self.streams = streams
    self.others = others
  }

  /// Watches from a thread of its own until the child has ended.
  func start() {
    let thread = Thread { [self] in watch() }
    thread.qualityOfService = .userInteractive
    thread.start()
  }

  /// Ends the processes that the child left behind, and returns the reason why it was ended itself.
  ///
  /// Call it when the child has ended, but before `wait`: until then no other process can have its number.
  func conclude(_ wait: () -> Void) -> Reason? {
    progress.withLock { progress in
      progress.hasEnded = true
      progress.tree.killDescendants(otherChildren: others())
      wait()
      return progress.reason
    }
  }

  private func watch() {
    let root = progress.withLock { $0.tree.root }
    var (wall, stopped, reporting) = (Duration.zero, Duration.zero, Duration.zero)
    var last = ContinuousClock.now
    var descendants: [ProcessStatus] = []
    for tick in 1... {
      usleep(10_000)
      // A pause of this process or the whole machine is not the child's waiting time.
      let now = ContinuousClock.now
      let passed = min(now - last, .milliseconds(250))
      last = now
      // Look for unusual behaviour less often, and not in the first moments.
      if tick % 10 == 0 {
        descendants = progress.withLock { progress in
          progress.hasEnded ? [] : progress.tree.descendants(otherChildren: others())
        }
      }
      // All threads are stopped while a crash report is written, on a busy machine for many seconds.
      let isReporting = descendants.contains {
        !$0.hasEnded && $0.name.hasPrefix("swift-backtrace")
      }
      if isReporting { reporting += passed } else { wall += passed }
      // This state is that of the first thread. Other threads may still run after its end, so only waiting
      // for the process shows its end.
      let status = ProcessStatus(of: root)
      stopped = status?.isStopped == true ? stopped + passed : .zero
      let reason =
        status.flatMap { self.reason($0, stopped: stopped) }
        ?? self.reason(wall: wall, used: status?.processorSeconds ?? 0)
        ?? (reporting > .seconds(60) ? .crashed : nil)
        ?? (tick % 10 == 0 ? self.reason(descendants) : nil)
      let isOver = progress.withLock { progress in
        guard !progress.hasEnded else { return true }
        guard let reason else { return false }
        progress.reason = reason
        progress.tree.kill()
        // These could start others while the child ends.
        ProcessTree.kill(descendants)
        return true
      }
      if isOver { return }
    }
  }

  /// The reason to end a child because of the resources that it used.
  private func reason(_ status: ProcessStatus, stopped: Duration) -> Reason? {
    // Wait a second: a person may have stopped it to look at it.
    if stopped > .seconds(1) { return .misbehaved(.stoppedItself) }
    let used = status.processorSeconds
    if used > limits.processorSeconds {
      let printed = streams.reduce(0) { $0 + Watchdog.size($1) }
      let isFlood = printed > 1 << 20
      if !isFlood { return .timedOut(seconds: limits.processorSeconds, isProcessor: true) }
      if used > limits.processorSeconds * Watchdog.patience {
        let seconds = limits.processorSeconds * Watchdog.patience
        return .misbehaved(.flood(megabytes: printed >> 20, seconds: seconds))
      }
    }
    if ProcessStatus.megabytes(of: status.process) > limits.megabytes {
      return .memory(megabytes: limits.megabytes)
    }
    return nil
  }

  /// The reason to end a child because of the time that has passed.
  private func reason(wall: Duration, used: Double) -> Reason? {
    guard wall > .seconds(limits.wallSeconds) else { return nil }
    // On a busy machine, code that always computes gets little processor time, but it does not wait.
    let isWaiting = used < limits.wallSeconds / 10
    let seconds = isWaiting ? limits.wallSeconds : (used * 10).rounded() / 10
    return .timedOut(seconds: seconds, isProcessor: !isWaiting)
  }

  /// The reason to end a child because of the processes that it started and the files in its folder.
  private func reason(_ descendants: [ProcessStatus]) -> Reason? {
    // Ended processes count too: nobody waits for those whose parents are gone.
    let started = descendants.count
    if started > Watchdog.processes { return .misbehaved(.processes(started)) }
    var (bytes, count) = (0, 0)
    let folder = FileManager.default.enumerator(atPath: scratch)
    while folder?.nextObject() != nil {
      count += 1
      bytes += (folder?.fileAttributes?[.size] as? Int) ?? 0
      if bytes > Watchdog.files.megabytes << 20 || count > Watchdog.files.count {
        return .misbehaved(.files(megabytes: bytes >> 20, count: count))
      }
    }
    return nil
  }

  static func size(_ descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }
}
