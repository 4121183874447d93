import Foundation
import Synchronization

/// The student's request to stop the program: Ctrl-C or Ctrl-\, a closed terminal, a polite `kill`.
///
/// Between `watch()` and `unwatch()`, such a signal is only noted. Code that waits for something checks
/// `signal`, cleans up, and returns. Child processes start with the usual handlers.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  /// The number of callers that are watching.
  private static let watching = Mutex(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// The signal that was received; nil when none was.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Asks the program to stop, as Ctrl-C does.
  static func ask() { received.store(SIGINT, ordering: .relaxed) }

  /// Forgets a request that was carried out.
  static func forget() { received.store(0, ordering: .relaxed) }

  /// Begins to note signals.
  static func watch() {
    // The atomic must exist before the first signal: a handler must not create it.
    _ = received.load(ordering: .relaxed)
    // The parent process may have blocked the signals, which is inherited.
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    for number in signals { sigaddset(&unblocked, number) }
    pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
    watching.withLock { count in
      count += 1
      for number in signals {
        Foundation.signal(number) { Interruption.received.store($0, ordering: .relaxed) }
      }
    }
  }

  /// Lets signals end the program again, when no caller watches any more.
  static func unwatch() {
    watching.withLock { count in
      count -= 1
      guard count == 0 else { return }
      for number in signals { Foundation.signal(number, SIG_DFL) }
    }
  }
}
