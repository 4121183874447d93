#if !canImport(Darwin)
  import Foundation
  import Synchronization

  /// Buries processes that this one was given to look after, and that nobody waits for.
  ///
  /// What a student's code leaves behind is adopted, and stays as a dead process until somebody asks for its
  /// exit code. Swift Testing looks for any dead child when it runs exit tests: one that is not its own would
  /// keep it busy, and its own waiting, for ever.
  enum OrphanReaper {
    private static let hasStarted = Mutex(false)

    /// Starts to look twice a second, if nobody has yet.
    static func start() {
      let isFirst = hasStarted.withLock { hasStarted in
        defer { hasStarted = true }
        return !hasStarted
      }
      guard isFirst else { return }
      let thread = Thread {
        var before: Set<Int32> = []
        while true {
          usleep(500_000)
          let dead = orphans()
          // One that is waited for is gone at the second look.
          for process in dead.intersection(before) { waitpid(process, nil, WNOHANG) }
          before = dead
        }
      }
      thread.start()
    }

    /// Dead processes that are this one's to bury: those of other sessions, in which no exit test runs.
    private static func orphans() -> Set<Int32> {
      let running = ChildLauncher.running.withLock { $0 }
      let (own, session) = (getpid(), getsid(0))
      return Set(
        ProcessStatus.all().filter {
          $0.parent == own && $0.hasEnded && $0.session != session
            && !running.contains($0.process)
        }.map(\.process)
      )
    }
  }
#endif
