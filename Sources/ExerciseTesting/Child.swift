import Foundation
import Grading
import Synchronization
import Tensors

/// The inside of a child process: judges one exercise, reports, and ends the process.
struct Child {
  private let task: ChildTask
  private let channel: Channel

  /// Runs the task of a child process and never returns; returns at once in any other process.
  ///
  /// No code of the student has run before.
  static func enter() {
    guard getenv(ChildProtocol.variable) != nil else { return }
    setsid()
    let input = FileHandle(fileDescriptor: 0, closeOnDealloc: false)
    guard let data = try? input.readToEnd(),
      let task = try? JSONDecoder().decode(ChildTask.self, from: data),
      let channel = Channel(descriptor: ChildProtocol.channel, nonce: task.nonce)
    else { _exit(ChildExit.disordered) }
    Child(task: task, channel: channel).run()
  }

  private func run() -> Never {
    channel.keepFromCopies()
    closeDescriptors()
    writeByTheLine()
    chdir(task.scratch)
    limitResources()
    // From here on every thread starts with the restrictions of this one.
    let restrictions = restrict()
    // Start both threads before the change of user: the new user may have no thread left to start.
    let isReady = DispatchSemaphore(value: 0)
    let thread = Thread { [self] in
      isReady.wait()
      prepareForStackOverflow()
      judge()
    }
    thread.stackSize = 8 << 20
    thread.start()
    outliveNobody()
    let protections = [.ownFolder] + restrictions + changeUser()
    #if !canImport(Darwin)
      // A stopped process does not notice the end of its parent.
      Linux.continueWhenParentEnds()
      // A process that loses its parent then stays a descendant of this one.
      Linux.adoptOrphans()
    #endif
    channel.send(.started(protections: protections))
    isReady.signal()
    while true { sleep(60) }
  }

  private func judge() -> Never {
    do {
      guard let grader = _typeByName(task.grader) as? any Grader.Type else {
        throw HarnessError.noReference(exercise: task.grader)
      }
      Pieces.current = try Pieces(of: grader.exercise, own: task.ownPieces)
      try judge(grader)
    } catch {
      channel.send(.harness("\(error)"))
    }
    // Not exit, which would call the functions that the student's code registered with atexit.
    _exit(ChildExit.done)
  }

  private func judge(_ grader: any Grader.Type) throws {
    switch task.kind {
    case .certify: channel.send(.certified(certify(try certified(grader))))
    case .record:
      let grader = try certified(grader)
      let recording = try record(
        grader.exercise,
        grader.certification,
        seed: task.seed,
        run: task.run
      )
      try workspace.write(recording)
      channel.send(.judged(state: .passed, checks: []))
    case .grade: try grade(grader)
    }
  }

  private func grade(_ grader: any Grader.Type) throws {
    try checkArithmetic()
    let exercise = grader.exercise
    let certification: Certification
    if let certified = grader as? any Certified.Type {
      certification = certified.certification
    } else {
      let recording =
        try task.recording.map { try Recording($0, of: exercise.id) }
        ?? Recording(of: exercise.id, in: workspace)
      try recording.check(exercise, seed: task.seed)
      certification = recording.certification
    }
    let judge = try Judge(exercise, certification, seed: task.seed, progress: channel)
    let judgement = try judge.judge(exercise.student, skipping: task.skipped)
    channel.send(.judged(state: judgement.state, checks: judgement.checks))
    // Flush last: a thread of the student's may hold a stream for ever.
    fflush(nil)
  }

  private func certified(_ grader: any Grader.Type) throws -> any Certified.Type {
    guard let grader = grader as? any Certified.Type else {
      throw HarnessError.noCertification(grader: task.grader)
    }
    return grader
  }

  private var workspace: Workspace { Workspace(root: URL(filePath: task.package)) }

  // MARK: - Restricting the process

  /// Closes all descriptors but the streams, and makes the standard input empty.
  private func closeDescriptors() {
    let null = open("/dev/null", O_RDONLY)
    if null >= 0 { dup2(null, 0) }
    #if canImport(Darwin)
      // No other descriptor is inherited.
      close(ChildProtocol.channel)
      if null > 2 { close(null) }
    #else
      guard Linux.closeDescriptors(from: 3) else {
        for descriptor in 3..<Int32(1_024) { close(descriptor) }
        return
      }
    #endif
  }

  /// Makes the standard output line-buffered, so that lines printed before a crash are not lost.
  ///
  /// The stream is looked up by name because Swift 6 does not allow safe access to the global variable of C.
  private func writeByTheLine() {
    #if canImport(Darwin)
      let name = "__stdoutp"
    #else
      let name = "stdout"
    #endif
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), name) else { return }
    let stream = symbol.load(as: UnsafeMutablePointer<FILE>?.self)
    if let stream { setvbuf(stream, nil, Int32(_IOLBF), 0) }
  }

  /// Starts a thread that ends this process, and all that it started, when the parent has ended.
  private func outliveNobody() {
    let parent = task.parent
    let thread = Thread {
      while getppid() == parent { usleep(200_000) }
      var tree = ProcessTree(root: getpid(), mark: "", user: nil)
      ProcessTree.kill(tree.descendants(otherChildren: []))
      tree.kill()
    }
    thread.stackSize = 1 << 18
    thread.start()
  }

  /// Sets hard limits beyond the watchdog's, for when the watchdog gets no processor time.
  private func limitResources() {
    func limit(_ resource: Int32, _ value: UInt64) {
      var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
      #if canImport(Darwin)
        setrlimit(resource, &limits)
      #else
        setrlimit(__rlimit_resource_t(UInt32(resource)), &limits)
      #endif
    }
    #if canImport(Darwin)
      let (cpu, size, core, files) = (RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_CORE, RLIMIT_NOFILE)
    #else
      let (cpu, size, core, files) = (
        Int32(RLIMIT_CPU.rawValue), Int32(RLIMIT_FSIZE.rawValue), Int32(RLIMIT_CORE.rawValue),
        Int32(RLIMIT_NOFILE.rawValue)
      )
    #endif
    limit(cpu, UInt64((task.limits.processorSeconds * Watchdog.patience).rounded(.up)) + 10)
    limit(core, 0)
    limit(files, 256)
    // Printing without end stops at this file size: further writes fail without a signal.
    signal(SIGXFSZ, SIG_IGN)
    limit(size, 32 << 20)
    #if !canImport(Darwin)
      limit(Int32(RLIMIT_DATA.rawValue), UInt64(task.limits.megabytes) << 22)
      // The limit does not apply to root.
      if task.confinement?.user != nil { limit(Linux.processesOfUser, 256) }
    #endif
  }

  /// Confines the student's code as far as this machine allows.
  private func restrict() -> [Protection] {
    #if canImport(Darwin)
      return []
    #else
      return Landlock.restrict(task.confinement, scratch: task.scratch)
    #endif
  }

  private func changeUser() -> [Protection] {
    #if !canImport(Darwin)
      if let user = task.confinement?.user, Linux.becomeUser(user) { return [.ownUser] }
    #endif
    return []
  }

  /// Makes a separate stack for signal handlers, without which an endless recursion leaves no backtrace.
  private func prepareForStackOverflow() {
    let size = 128 << 10
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  /// Checks a few known values.
  ///
  /// A function that a student's file exports with the name of a library function replaces it in the whole
  /// process, also for the grader.
  private func checkArithmetic() throws {
    let (one, two) = (Double(task.seed % 1 + 1), Double(task.seed % 1 + 2))
    let sound =
      (exp(one) - 2.718281828459045).magnitude < 1e-15
      && (log(two) - 0.6931471805599453).magnitude < 1e-15
      && (tanh(one) - 0.7615941559557649).magnitude < 1e-15 && one < two && !(two < one)
      && two.squareRoot() * two.squareRoot() - two < 1e-15 && pow(two, 3) == 8
    guard sound else { throw ArithmeticReplaced() }
  }
}

/// Library functions give wrong values in the child process.
struct ArithmeticReplaced: Error, CustomStringConvertible {
  var description: String {
    "exp, log or another library function gives wrong values in this process. Does the exercise's "
      + "file export a function of such a name (@_cdecl)?"
  }
}
