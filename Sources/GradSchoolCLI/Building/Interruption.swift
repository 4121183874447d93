import Foundation
import Synchronization

/// Whether the student has asked the program to stop: Ctrl-C or Ctrl-\, a closed terminal, a polite `kill`.
///
/// While it watches, such a signal is only noted; whoever waits for something looks here, tidies up, and
/// leaves. The handlers do not reach the processes that are started: those begin with the usual ones.
enum Interruption {
  private static let received = Atomic<Int32>(0)
  /// How many are watching.
  private static let watching = Mutex(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// The signal that came; nil when none has.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Asks for the same as Ctrl-C does.
  static func ask() { received.store(SIGINT, ordering: .relaxed) }

  /// Forgets what was asked, because it was done.
  static func forget() { received.store(0, ordering: .relaxed) }

  /// Begins to note signals.
  static func watch() {
    // The atomic exists before the first signal does: a handler must not be the one to create it.
    _ = received.load(ordering: .relaxed)
    // Whoever started the program may have blocked them, which is inherited.
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

  /// Lets signals end the program again, when nobody watches any more.
  static func unwatch() {
    watching.withLock { count in
      count -= 1
      guard count == 0 else { return }
      for number in signals { Foundation.signal(number, SIG_DFL) }
    }
  }
}
