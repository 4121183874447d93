import Foundation
import Grading

/// Ends a child process that computes, waits, or allocates beyond its limits, or whose parent is gone.
struct Watchdog: Sendable {
  private let limits: Limits
  private let channel: Channel

  init(_ limits: Limits, _ channel: Channel) {
    self.limits = limits
    self.channel = channel
  }

  /// Watches from a thread of its own until the process ends.
  func start() {
    let parent = getppid()
    let processor = Watchdog.processorSeconds
    let thread = Thread { [self] in
      var (wall, last) = (Duration.zero, ContinuousClock.now)
      while true {
        usleep(10_000)
        // While a crash is looked into all threads stand still, on a busy machine for many seconds. What the
        // watchdog could not see is no waiting of the student's.
        let now = ContinuousClock.now
        wall += min(now - last, .milliseconds(250))
        last = now
        if getppid() != parent { _exit(ChildExit.stopped) }
        let used = Watchdog.processorSeconds - processor
        if used > limits.processorSeconds {
          stop(.timedOut(activity: nil, seconds: limits.processorSeconds, processor: true))
        }
        if wall > .seconds(limits.wallSeconds) {
          // On a busy machine code that computes all the time gets little of it, and has not waited.
          let isWaiting = used < limits.wallSeconds / 10
          let seconds = isWaiting ? limits.wallSeconds : (used * 10).rounded() / 10
          stop(.timedOut(activity: nil, seconds: seconds, processor: !isWaiting))
        }
        if Watchdog.peakMegabytes > limits.megabytes {
          stop(.outOfMemory(activity: nil, megabytes: limits.megabytes))
        }
      }
    }
    thread.qualityOfService = .userInteractive
    thread.start()
  }

  private func stop(_ finding: Finding) -> Never {
    channel.send(.stopped(finding))
    _exit(ChildExit.stopped)
  }

  /// The processor time of this process so far, all threads together.
  private static var processorSeconds: Double {
    let usage = usage
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The most memory this process has used.
  private static var peakMegabytes: Int {
    #if canImport(Darwin)
      usage.ru_maxrss >> 20
    #else
      usage.ru_maxrss >> 10
    #endif
  }

  private static var usage: rusage {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    return usage
  }
}
