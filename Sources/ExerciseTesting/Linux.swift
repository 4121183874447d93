#if !canImport(Darwin)
  import Foundation

  /// Calls of Linux that Swift's import of the C library leaves out: those with a variable number of
  /// arguments, and new ones.
  enum Linux {
    /// `RLIMIT_NPROC`.
    static let processesOfUser: Int32 = 6

    private typealias Call =
      @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int

    // Looked up once; a C function with variable arguments takes whole numbers like any other.
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

    /// Gives up, for good, every way to gain rights by starting a program.
    static func gainNoPrivileges() -> Bool {
      let noNewPrivileges = 38
      return control(noNewPrivileges, 1)
    }

    /// Has this process continued when the thread that started it ends.
    static func continueWhenParentEnds() {
      let parentDeathSignal = 1
      _ = control(parentDeathSignal, Int(SIGCONT))
    }

    /// Makes this process the parent of what its children leave behind.
    static func adoptOrphans() {
      let childSubreaper = 36
      _ = control(childSubreaper, 1)
    }

    /// Becomes another user, without any group, for good.
    ///
    /// - Returns: Whether it worked, and the way back is closed.
    static func becomeUser(_ user: UInt32) -> Bool {
      guard setgroups(0, nil) == 0, setgid(user) == 0, setuid(user) == 0, setuid(0) != 0 else {
        return false
      }
      // Or else the report of a crash could not be written: a change of the user closes /proc/self.
      let dumpable = 4
      return control(dumpable, 1)
    }
  }
#endif
