#if !canImport(Darwin)
  import Foundation
  import Synchronization

  /// Buries dead processes that this one adopted, and that nobody waits for.
  ///
  /// A process that is left behind, by a student's code or by a tool that was ended, is adopted, and stays as a
  /// dead process until somebody asks for its exit code. Swift Testing looks for any dead child when it runs exit
  /// tests: one that is not its own would keep it busy, and its own waiting, for ever.
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

    /// Dead children that may be nobody's, each with the number of looks after which it is buried.
    ///
    /// The child of an exit test shares session and group with this process, and is left to Swift Testing. The
    /// leader of a group of its own may be a child of Foundation's `Process`, which asks at once: one that is
    /// there for 20 s was adopted. All others are certain to be.
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
