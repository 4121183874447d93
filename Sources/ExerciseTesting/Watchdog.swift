import Foundation
import Grading
import Synchronization

/// Watches a child process from outside, where nothing that the student's code does reaches it, and ends it
/// with everything that it started when it goes beyond its limits.
final class Watchdog: Sendable {
  /// Why a child was ended; what it was doing then is known from its messages.
  enum Reason: Sendable, Equatable {
    case timedOut(seconds: Double, isProcessor: Bool)
    case memory(megabytes: Int)
    case misbehaved(Misbehaviour)
    /// It crashed, and the report of the crash did not come to an end.
    case crashed
  }

  /// How many times its processor time a child gets that prints much: a right answer is no worse for it.
  static let patience = 3.0

  /// No exercise needs a process; a few are not worth a word.
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

  /// - Parameters:
  ///   - tree: The child.
  ///   - limits: How far it may go.
  ///   - scratch: Its folder.
  ///   - streams: The files that it prints to.
  ///   - others: The other children of this process that run.
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

  /// Ends what the child left behind, and says why it was ended itself.
  ///
  /// The child has ended and is not waited for yet: until then its number is not given to another process.
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
      // When this process or the whole machine stood still, the child did not wait.
      let now = ContinuousClock.now
      let passed = min(now - last, .milliseconds(250))
      last = now
      // What only unusual code does is looked for less often, and not in the first moments.
      if tick % 10 == 0 {
        descendants = progress.withLock { progress in
          progress.hasEnded ? [] : progress.tree.descendants(otherChildren: others())
        }
      }
      // While a crash is looked into all threads stand still, on a busy machine for many seconds.
      let isReporting = descendants.contains {
        !$0.hasEnded && $0.name.hasPrefix("swift-backtrace")
      }
      if isReporting { reporting += passed } else { wall += passed }
      // The state of a process is that of its first thread, and others may run on when that has ended: only
      // who waits for the process knows.
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
        // These go on starting others while the child ends.
        ProcessTree.kill(descendants)
        return true
      }
      if isOver { return }
    }
  }

  /// Why a child should be ended, from what it has used.
  private func reason(_ status: ProcessStatus, stopped: Duration) -> Reason? {
    // Not at the first sight: someone outside may want to look at it.
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

  /// Why a child should be ended, from how long it has been there.
  private func reason(wall: Duration, used: Double) -> Reason? {
    guard wall > .seconds(limits.wallSeconds) else { return nil }
    // On a busy machine code that computes all the time gets little of it, and has not waited.
    let isWaiting = used < limits.wallSeconds / 10
    let seconds = isWaiting ? limits.wallSeconds : (used * 10).rounded() / 10
    return .timedOut(seconds: seconds, isProcessor: !isWaiting)
  }

  /// Why a child should be ended, from what it has started and left in its folder.
  private func reason(_ descendants: [ProcessStatus]) -> Reason? {
    // Those that have ended count as well: nobody waits for what processes started that are gone.
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
