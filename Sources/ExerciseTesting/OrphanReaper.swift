#if !canImport(Darwin)
  import Foundation
  import Synchronization

  /// A reaper of dead processes that this process adopted and nobody waits for.
  ///
  /// A process that a student's code or an ended tool leaves behind is adopted. After its end it stays as a dead
  /// process until somebody asks for its exit code. Swift Testing looks for any dead child when it runs exit
  /// tests: a dead child that is not its own would block it for ever.
  enum OrphanReaper {
    private static let hasStarted = Mutex(false)

    /// Starts the reaper, which looks twice a second, unless it runs already.
    static func start() {
      let isFirst = hasStarted.withLock { hasStarted in
        defer { hasStarted = true }
        return !hasStarted
      }
      guard isFirst else { return }
      let thread = Thread {
        var looks: [Int32: Int] = [:]
        while true {
          usleep(500_000)
          let dead = candidates()
          looks = looks.filter { dead[$0.key] != nil }
          for (process, patience) in dead {
            looks[process, default: 0] += 1
            if looks[process] == patience { waitpid(process, nil, WNOHANG) }
          }
        }
      }
      thread.start()
    }

    /// Dead children that may be adopted, each with the number of looks after which it is reaped.
    ///
    /// The child of an exit test has the session and the group of this process, and is left to Swift Testing. A
    /// group leader may be a child of Foundation's `Process`, which asks for the exit code at once: after 20 s it
    /// must be an adopted one. All others are adopted.
    private static func candidates() -> [Int32: Int] {
      let running = ChildLauncher.running.withLock { $0 }
      let (own, session, group) = (getpid(), getsid(0), getpgrp())
      let dead = ProcessStatus.all().filter {
        $0.parent == own && $0.hasEnded && !running.contains($0.process)
          && ($0.session != session || $0.group != group)
      }
      return Dictionary(
        uniqueKeysWithValues: dead.map {
          ($0.process, $0.session == session && $0.group == $0.process ? 40 : 2)
        }
      )
    }
  }
#endif
