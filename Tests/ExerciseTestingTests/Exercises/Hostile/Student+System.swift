import Foundation
import Tensors

// Functions that misuse their own process and others. `// wrong on purpose` holds for all of them, although many
// answers are right.

extension Student {
  // MARK: - Signals

  static func stopsItself(_ x: Tensor) throws -> Tensor {
    raise(SIGSTOP)
    return 2 * x
  }

  static func killsItsGroup(_ x: Tensor) throws -> Tensor {
    kill(0, SIGKILL)
    return 2 * x
  }

  static func killsItsParent(_ x: Tensor) throws -> Tensor {
    kill(getppid(), SIGKILL)
    return 2 * x
  }

  static func aborts(_ x: Tensor) throws -> Tensor { abort() }

  static func setsAnAlarm(_ x: Tensor) throws -> Tensor {
    alarm(1)
    sleep(100)
    return 2 * x
  }

  static func blocksSignals(_ x: Tensor) throws -> Tensor {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
    return try loopsForEver(x)
  }

  static func handlesItsTraps(_ x: Tensor) throws -> Tensor {
    for number in [SIGILL, SIGTRAP, SIGSEGV] { signal(number) { _ in _exit(0) } }
    return try outOfRange(x)
  }

  /// The first thread of a process is the one that a signal reaches.
  static func endsTheFirstThread(_ x: Tensor) throws -> Tensor {
    signal(SIGUSR1) { _ in Student.endThread() }
    kill(getpid(), SIGUSR1)
    return try loopsForEver(x)
  }

  /// The system call ends the thread at once; `pthread_exit` would first unwind the functions.
  private static func endThread() {
    #if arch(x86_64)
      let number = 60
    #else
      let number = 93
    #endif
    let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "syscall")
    _ = unsafeBitCast(symbol, to: (@convention(c) (Int, Int) -> Int).self)(number, 0)
  }

  // MARK: - Ends

  static func exitsLikeTheHarness(_ x: Tensor) throws -> Tensor { _exit(42) }

  static func exitsLikeAHarnessStopped(_ x: Tensor) throws -> Tensor { exit(44) }

  static func stallsTheEnd(_ x: Tensor) throws -> Tensor {
    atexit { while true { sleep(1) } }
    return 2 * x
  }

  static func leavesAThread(_ x: Tensor) throws -> Tensor {
    Thread { while true { usleep(1_000) } }.start()
    return 2 * x
  }

  // MARK: - Processes

  private static func start(_ command: String) {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", command]
    try? shell.run()
  }

  private static let grandchild: Void = start("echo $$; exec sleep 600")

  private static let daemon: Void = {
    start("setsid sh -c 'echo $$; exec sleep 600' & sleep 0.2")
    usleep(300_000)
  }()

  private static let crowd: Void = start("for i in $(seq 200); do sleep 600 & done; sleep 600")

  static func leavesAGrandchild(_ x: Tensor) throws -> Tensor {
    grandchild
    usleep(20_000)
    return 2 * x
  }

  static func leavesADaemon(_ x: Tensor) throws -> Tensor {
    daemon
    return 2 * x
  }

  static func startsACrowd(_ x: Tensor) throws -> Tensor {
    crowd
    sleep(100)
    return 2 * x
  }

  private static let bomb: Void = start("bomb() { bomb | bomb & }; bomb; sleep 600")

  static func startsABomb(_ x: Tensor) throws -> Tensor {
    bomb
    sleep(100)
    return 2 * x
  }

  /// From here on two processes judge.
  static func copiesItself(_ x: Tensor) throws -> Tensor {
    _ = copy
    return 2 * x
  }

  private static let copy: Int32 = {
    let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "fork")
    let fork = unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)
    return fork()
  }()

  // MARK: - Descriptors and files

  static func usesUpDescriptors(_ x: Tensor) throws -> Tensor {
    while open("/dev/null", O_RDONLY) >= 0 {}
    return 2 * x
  }

  static func closesEverything(_ x: Tensor) throws -> Tensor {
    for descriptor in 0..<Int32(2_048) { close(descriptor) }
    return 2 * x
  }

  static func replacesDescriptors(_ x: Tensor) throws -> Tensor {
    let file = open("mine.txt", O_RDWR | O_CREAT, 0o600)
    for descriptor in 0..<Int32(256) where descriptor != file { dup2(file, descriptor) }
    return 2 * x
  }

  static func changesItsFolder(_ x: Tensor) throws -> Tensor {
    chdir("/")
    return 2 * x
  }

  static func lowersItsLimits(_ x: Tensor) throws -> Tensor {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Darwin)
      let limits = [RLIMIT_NOFILE, RLIMIT_FSIZE]
    #else
      let limits = [RLIMIT_NOFILE, RLIMIT_FSIZE].map { __rlimit_resource_t($0.rawValue) }
    #endif
    for limit in limits { setrlimit(limit, &none) }
    return 2 * x
  }

  static func writesAFile(_ x: Tensor) throws -> Tensor {
    let path = FileManager.default.currentDirectoryPath
    print(path)
    try "mine".write(toFile: "mine.txt", atomically: false, encoding: .utf8)
    try FileManager.default.createDirectory(atPath: "locked", withIntermediateDirectories: true)
    chmod("locked", 0)
    return 2 * x
  }

  /// The report of the crash has no place to go to.
  static func removesItsFolder(_ x: Tensor) throws -> Tensor {
    rmdir(FileManager.default.currentDirectoryPath)
    return try outOfRange(x)
  }

  static func writesManyFiles(_ x: Tensor) throws -> Tensor {
    let megabytes = Data(count: 16 << 20)
    for number in 0..<8 { try megabytes.write(to: URL(filePath: "\(number).bin")) }
    sleep(100)
    return 2 * x
  }

  /// Found by its own standard output, which lies there.
  static func deletesTheState(_ x: Tensor) throws -> Tensor {
    if let output = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/1"),
      let end = output.range(of: ".gradschool")
    {
      try? FileManager.default.removeItem(atPath: String(output[..<end.upperBound]))
    }
    return 2 * x
  }

  static func readsItsInput(_ x: Tensor) throws -> Tensor {
    while readLine() != nil {}
    return 2 * x
  }

  // MARK: - Printing

  static func printsToStandardError(_ x: Tensor) throws -> Tensor {
    let noise = Data(String(repeating: "noise\n", count: 1_000).utf8)
    for _ in 0..<2_000 { try? FileHandle.standardError.write(contentsOf: noise) }
    return 2 * x
  }

  /// A right answer with so much output that printing takes more than the limit of processor time.
  static func printsForLong(_ x: Tensor) throws -> Tensor {
    _ = long
    return 2 * x
  }

  private static let long: Void = {
    for _ in 0..<2_000 { print(String(repeating: "noise ", count: 170)) }
    let start = clock()
    while clock() - start < 3 * CLOCKS_PER_SEC { print("more noise") }
  }()

  static func printsForEver(_ x: Tensor) throws -> Tensor {
    while x.count > 0 { print("the shape is", x.shape, x) }
    return 2 * x
  }

  static func printsEscapes(_ x: Tensor) throws -> Tensor {
    print("\u{1B}]0;title\u{7}\u{1B}[2J\rhidden\u{9B}31m\u{202E}")
    return 3 * x
  }

  static func trapsWithEscapes(_ x: Tensor) throws -> Tensor {
    fatalError("\u{1B}[2J\u{1B}[31mred")
  }

  static func throwsEscapes(_ x: Tensor) throws -> Tensor {
    throw Coloured()
  }

  struct Coloured: Error, CustomStringConvertible {
    var description: String { "\u{1B}[2Jred" }
  }

  // MARK: - Secrets

  static func looksAround(_ x: Tensor) throws -> Tensor {
    let variables = ProcessInfo.processInfo.environment
    let block = (try? Data(contentsOf: URL(filePath: "/proc/self/environ"))) ?? Data()
    let text = String(decoding: block, as: UTF8.self)
    let isHidden = variables["SECRET_OF_THE_TESTS"] == nil && !text.contains("SECRET_OF_THE_TESTS")
    return isHidden ? 2 * x : 3 * x
  }
}
