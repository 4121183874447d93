#if os(Linux)
  import Foundation

  /// A program at a terminal of its own, as if a student sat before it.
  final class Pseudoterminal {
    private let descriptor: Int32
    let process: pid_t
    /// All that was shown.
    private(set) var shown = ""

    /// Starts a program.
    init(_ program: String, _ arguments: [String], in folder: String, path: String) throws {
      // `posix_openpt` and its kin are hidden from Swift here; this is what they do on Linux.
      descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var (lock, number): (Int32, Int32) = (0, 0)
      guard descriptor >= 0, ioctl(descriptor, 0x4004_5431, &lock) == 0,  // TIOCSPTLCK
        ioctl(descriptor, 0x8004_5430, &number) == 0  // TIOCGPTN
      else { throw POSIXError(.EIO) }
      let device = "/dev/pts/\(number)"
      var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)

      // The first terminal that the leader of a new session opens is the one that Ctrl-C comes from.
      var attributes = posix_spawnattr_t()
      posix_spawnattr_init(&attributes)
      defer { posix_spawnattr_destroy(&attributes) }
      posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, 0, device, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)

      // The one at work in another folder: `env` goes there.
      let words = ["/usr/bin/env", "-C", folder, program] + arguments
      var argv: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) } + [nil]
      let variables = ["TERM=xterm", "PATH=\(path)", "HOME=\(NSHomeDirectory())"]
      var environment: [UnsafeMutablePointer<CChar>?] =
        variables.map { pair in strdup(pair) } + [nil]
      defer { (argv + environment).forEach { free($0) } }
      var id: pid_t = 0
      let status = posix_spawn(&id, words[0], &actions, &attributes, &argv, &environment)
      guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO) }
      process = id
    }

    deinit { close(descriptor) }

    /// Types keys: `"\u{3}"` is Ctrl-C.
    func type(_ keys: String) {
      let bytes = Array(keys.utf8)
      _ = write(descriptor, bytes, bytes.count)
    }

    /// Makes the terminal narrower or wider.
    func resize(to width: Int) {
      var size = winsize(ws_row: 24, ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }

    /// Waits until something is shown that was not before the last call of `forget`.
    ///
    /// - Returns: Whether it was, within a minute.
    func waits(for text: String) -> Bool {
      for _ in 0..<1_200 {
        read()
        if shown.contains(text) { return true }
        usleep(50_000)
      }
      return false
    }

    /// Forgets what was shown.
    func forget() {
      read()
      shown = ""
    }

    /// Whether keys are shown as they are typed and come line by line, as before the program began.
    var isAsBefore: Bool {
      var mode = termios()
      tcgetattr(descriptor, &mode)
      return mode.c_lflag & tcflag_t(ICANON | ECHO) == tcflag_t(ICANON | ECHO)
    }

    /// Waits for the program's end.
    ///
    /// - Parameter minutes: How long to wait.
    /// - Returns: Its exit code; 128 and more when a signal ended it, -1 when it goes on.
    func end(within minutes: Int = 1) -> Int32 {
      var status: Int32 = 0
      for _ in 0..<(1_200 * minutes) {
        read()
        if waitpid(process, &status, WNOHANG) == process {
          return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        }
        usleep(50_000)
      }
      kill(process, SIGKILL)
      waitpid(process, &status, 0)
      return -1
    }

    private func read() {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while poll(&request, 1, 0) > 0 {
        let count = Foundation.read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return }
        shown += String(decoding: buffer[0..<count], as: UTF8.self)
      }
    }
  }
#endif
