import Foundation

// How a process that was started as a child gets to know it, before anything of the student's runs.

#if !canImport(Darwin)
  /// The loader calls this before `main`, while there is one thread: a restriction of that thread is one of
  /// the whole process, and the tests of the bundle are not even looked for.
  @used @section(".init_array")
  private let enterChild: @convention(c) () -> Void = enterChildFromLoader

  private func enterChildFromLoader() { Child.enter() }
#endif

/// Where the loader offers no such moment, the child runs the same test as its parent, and gets here.
///
/// - Note: A process that is no child goes on at once. In a child nothing goes on.
func enterChildIfStartedAsOne() async {
  #if canImport(Darwin)
    guard getenv(ChildProtocol.variable) != nil else { return }
    let isFirst = isEntered.withLock { entered in
      defer { entered = true }
      return !entered
    }
    // On a thread of its own, so that those of the concurrency runtime are the student's.
    if isFirst { Thread { Child.enter() }.start() }
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  #endif
}

#if canImport(Darwin)
  import Synchronization

  private let isEntered = Mutex(false)
#endif
