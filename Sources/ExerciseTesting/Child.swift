import Foundation
import Grading
import Synchronization
import Tensors

/// The inside of a child process: judges one exercise, reports, and ends the process.
struct Child {
  private let task: ChildTask
  private let channel: Channel

  /// Takes the place of whatever this process would do, if it was started as a child.
  ///
  /// Nothing of the student's has run by then. Never returns in a child process.
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
    // Both before the change of the user: another one's neighbour may have used up what that user may start.
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
      // A stopped process would not notice that its parent ends.
      Linux.continueWhenParentEnds()
      // What has lost its parent stays a descendant of this process.
      Linux.adoptOrphans()
    #endif
    channel.send(.started(protections: protections))
    isReady.signal()
    while true { sleep(60) }
  }

  private func judge() -> Never {
    do {
      switch task.kind {
      case .certify: channel.send(.certified(certify(try certified())))
      case .record:
        let grader = try certified()
        let recording = try record(
          grader.exercise,
          grader.certification,
          seed: task.seed,
          run: task.run
        )
        try workspace.write(recording)
        channel.send(.judged(state: .passed, checks: []))
      case .grade: try grade()
      }
    } catch {
      channel.send(.harness("\(error)"))
    }
    // Not exit: what the student's code registered for the end of the process has no say any more.
    _exit(ChildExit.done)
  }

  private func grade() throws {
    guard let grader = _typeByName(task.grader) as? any Grader.Type else {
      throw HarnessError.noReference(exercise: task.grader)
    }
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
    let judgement = try judge.judge(exercise.student)
    channel.send(.judged(state: judgement.state, checks: judgement.checks))
    // Afterwards: a thread of the student's may hold a stream for good.
    fflush(nil)
  }

  private func certified() throws -> any Certified.Type {
    guard let grader = _typeByName(task.grader) as? any Certified.Type else {
      throw HarnessError.noCertification(grader: task.grader)
    }
    return grader
  }

  private var workspace: Workspace { Workspace(root: URL(filePath: task.package)) }

  // MARK: - What a process is given, and what it is not

  /// Leaves nothing open but the streams; the task has been read, and reading on must find an end.
  private func closeDescriptors() {
    let null = open("/dev/null", O_RDONLY)
    if null >= 0 { dup2(null, 0) }
    #if canImport(Darwin)
      // Others were not inherited, but this one is given.
      close(ChildProtocol.channel)
      if null > 2 { close(null) }
    #else
      guard Linux.closeDescriptors(from: 3) else {
        for descriptor in 3..<Int32(1_024) { close(descriptor) }
        return
      }
    #endif
  }

  /// Lets the standard output be written by the line, so that what was printed just before a crash is there
  /// to be read.
  ///
  /// The stream is looked up by name because the language does not let a global variable of C be read safely.
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

  /// Ends this process, and all that it started, when its parent is gone.
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

  /// Hard limits behind the watchdog's: it needs a moment of processor time to act, these do not.
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
    // Printing without end fills a file only so far; further writes fail in silence.
    signal(SIGXFSZ, SIG_IGN)
    limit(size, 32 << 20)
    #if !canImport(Darwin)
      limit(Int32(RLIMIT_DATA.rawValue), UInt64(task.limits.megabytes) << 22)
      // Not for root, to whom it does not apply.
      if task.confinement?.user != nil { limit(Linux.processesOfUser, 256) }
    #endif
  }

  /// Keeps the student's code from the rest of the machine, as far as this one allows.
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

  /// A stack of its own for signal handlers: without one, an endless recursion leaves no backtrace.
  private func prepareForStackOverflow() {
    let size = 128 << 10
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  /// A few known values: a function exported by a student's file under the name of a library function
  /// would replace it for the whole process, and every comparison with it.
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
