#if !canImport(Darwin)
  import Foundation

  /// Linux calls that Swift does not import from the C library: variadic ones, and new ones.
  enum Linux {
    /// `RLIMIT_NPROC`.
    static let processesOfUser: Int32 = 6

    private typealias Call =
      @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

    // Looked up once. A variadic C function takes whole numbers like any other function.
    private static let syscall = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "syscall")
      .map { unsafeBitCast($0, to: Call.self) }

    private static let prctl = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "prctl")
      .map { unsafeBitCast($0, to: Call.self) }

    /// A system call by its number; −1 when it fails.
    static func call(_ number: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) -> Int {
      syscall?(number, a, b, c, d, 0, 0) ?? -1
    }

    private static func control(_ option: Int, _ value: Int) -> Bool {
      prctl?(option, value, 0, 0, 0, 0, 0) == 0
    }

    /// Closes all descriptors from a number on.
    static func closeDescriptors(from first: Int) -> Bool {
      let closeRange = 436
      return call(closeRange, first, Int(UInt32.max), 0) == 0
    }

    /// Gives up permanently every way to gain rights by starting a program.
    static func gainNoPrivileges() -> Bool {
      let noNewPrivileges = 38
      return control(noNewPrivileges, 1)
    }

    /// Lets the system continue this process when the thread that started it ends.
    static func continueWhenParentEnds() {
      let parentDeathSignal = 1
      _ = control(parentDeathSignal, Int(SIGCONT))
    }

    /// Makes this process the parent of processes that its children leave behind.
    static func adoptOrphans() {
      let childSubreaper = 36
      _ = control(childSubreaper, 1)
    }

    /// Becomes another user, without any group, and tells whether that worked and cannot be undone.
    static func becomeUser(_ user: UInt32) -> Bool {
      guard setgroups(0, nil) == 0, setgid(user) == 0, setuid(user) == 0, setuid(0) != 0 else {
        return false
      }
      // A change of user closes /proc/self, without which a crash report cannot be written.
      let dumpable = 4
      return control(dumpable, 1)
    }
  }
#endif
