import Foundation

// The entry of a child process, before any code of the student runs.

#if !canImport(Darwin)
  /// The loader calls this before `main`, while there is only one thread.
  ///
  /// A restriction of that thread then applies to the whole process, and the bundle's tests are not searched.
  @used @section(".init_array")
  private let enterChild: @convention(c) () -> Void = enterChildFromLoader

  private func enterChildFromLoader() { Child.enter() }
#endif

/// Enters the child where the loader cannot: the child then runs the same test as its parent.
///
/// - Note: Returns at once in a process that is not a child, and never in a child.
func enterChildIfStartedAsOne() async {
  #if canImport(Darwin)
    guard getenv(ChildProtocol.variable) != nil else { return }
    let isFirst = isEntered.withLock { entered in
      defer { entered = true }
      return !entered
    }
    // A separate thread leaves the threads of the concurrency runtime to the student's code.
    if isFirst { Thread { Child.enter() }.start() }
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  #endif
}

#if canImport(Darwin)
  import Synchronization

  private let isEntered = Mutex(false)
#endif
