import Foundation
import Grading
import Synchronization

/// A starter of this process's program as a child.
struct ChildLauncher {
  enum Status: Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  /// The running children, so that none is mistaken for a process that another left behind.
  static let running = Mutex<Set<Int32>>([])

  private let task: ChildTask
  private let files: ChildFiles
  private let invocation: Invocation

  init(_ task: ChildTask, _ files: ChildFiles, _ invocation: Invocation) {
    self.task = task
    self.files = files
    self.invocation = invocation
  }

  /// Starts the child, waits for its end, and ends the processes that it left behind.
  func run() throws -> (Status, Watchdog.Reason?) {
    let mark = "\(ChildProtocol.variable)-\(UUID().uuidString)"
    let process = try start(mark)
    let watchdog = Watchdog(
      ProcessTree(root: process, mark: mark, user: task.confinement?.user),
      task.limits,
      scratch: task.scratch,
      streams: [files.output, files.errors],
      others: { ChildLauncher.running.withLock { $0.subtracting([process]) } }
    )
    watchdog.start()
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    var status: Int32 = 0
    let reason = watchdog.conclude {
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      _ = ChildLauncher.running.withLock { $0.remove(process) }
    }
    let signal = status & 0x7F
    return (signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal), reason)
  }

  private func start(_ mark: String) throws -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
      // Close on exec by default; a session of its own.
      let flags = 0x4000 | 0x0400 | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
      let home: String? = nil
    #else
      Linux.adoptOrphans()
      OrphanReaper.start()
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      // A session of its own.
      let flags = 0x80 | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
      let home = task.confinement == nil ? nil : task.scratch
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (file, number) in [
      (files.task, 0), (files.output, 1), (files.errors, 2), (files.shared, ChildProtocol.channel),
    ] {
      posix_spawn_file_actions_adddup2(&actions, file, number)
    }
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setflags(&attributes, Int16(truncatingIfNeeded: flags))
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    let variables = ChildProtocol.environment(
      ProcessInfo.processInfo.environment,
      mark: mark,
      scratch: task.scratch,
      home: home
    )
    return try withCStrings(invocation.arguments) { arguments in
      try withCStrings(variables.map { "\($0)=\($1)" }) { environment in
        var process: Int32 = 0
        // The lock is held until this child is known, because others look for left-behind processes.
        let failure = ChildLauncher.running.withLock { running in
          let failure = posix_spawn(
            &process,
            invocation.path,
            &actions,
            &attributes,
            arguments,
            environment
          )
          if failure == 0 { running.insert(process) }
          return failure
        }
        guard failure == 0 else {
          throw ChildFiles.Failure(description: String(cString: strerror(failure)))
        }
        return process
      }
    }
  }

  private func withCStrings<Result>(
    _ strings: [String],
    _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
  ) rethrows -> Result {
    let pointers = strings.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    return try body(pointers + [nil])
  }
}
