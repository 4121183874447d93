import Foundation
import Grading
import Synchronization
import Tensors

/// The inside of a child process: judges one exercise, reports, and ends the process.
struct Child {
  private let order: Order
  private let channel: Channel
  private static let current = Mutex<Channel?>(nil)

  init(_ order: Order) {
    self.order = order
    channel = Channel(path: order.channel, nonce: order.nonce)
  }

  /// Never returns: the process ends with one of ``ChildExit``, by the watchdog, or by the student's code.
  func run() -> Never {
    channel.send(.started(process: getpid()))
    Child.current.withLock { $0 = channel }
    redirectOutput()
    limitResources()
    // A student's exit(0) must not look like an end in good order.
    atexit {
      Child.current.withLockIfAvailable { $0?.send(.stopped(.exited(activity: nil, status: nil))) }
      _exit(ChildExit.exited)
    }
    Watchdog(order.limits, channel).start()

    let thread = Thread { [self] in
      prepareForStackOverflow()
      judge()
    }
    thread.stackSize = 8 << 20
    thread.start()
    while true { sleep(60) }
  }

  private func judge() -> Never {
    do {
      switch order.task {
      case .certify: channel.send(.certified(certify(try certified())))
      case .record:
        let grader = try certified()
        let recording = try record(
          grader.exercise,
          grader.certification,
          seed: order.seed,
          run: order.run
        )
        try workspace.write(recording)
        channel.send(.judged(state: .passed, checks: []))
      case .grade: try grade()
      }
      _exit(ChildExit.judged)
    } catch {
      channel.send(.harness("\(error)"))
      _exit(ChildExit.harness)
    }
  }

  private func grade() throws {
    guard let grader = _typeByName(order.grader) as? any Grader.Type else {
      throw HarnessError.noReference(exercise: order.grader)
    }
    try checkArithmetic()
    let exercise = grader.exercise
    let certification: Certification
    if let certified = grader as? any Certified.Type {
      certification = certified.certification
    } else {
      let recording = try Recording(of: exercise.id, in: workspace)
      try recording.check(exercise, seed: order.seed)
      certification = recording.certification
    }
    let judge = try Judge(exercise, certification, seed: order.seed, recorder: channel)
    let judgement = try judge.judge(exercise.student)
    fflush(nil)
    channel.send(.judged(state: judgement.state, checks: judgement.checks))
  }

  private func certified() throws -> any Certified.Type {
    guard let grader = _typeByName(order.grader) as? any Certified.Type else {
      throw HarnessError.noCertification(grader: order.grader)
    }
    return grader
  }

  private var workspace: Workspace { Workspace(root: URL(filePath: order.package)) }

  /// What the student's code prints goes to files, of which the parent shows the beginning.
  private func redirectOutput() {
    for (path, descriptor) in [(order.output, Int32(1)), (order.errors, 2)] {
      let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
      if file >= 0 {
        dup2(file, descriptor)
        close(file)
      }
    }
    // By the line, so that what was printed just before a crash is there to be read. The stream is
    // looked up by name because the language does not let a global variable of C be read safely.
    #if canImport(Darwin)
      let name = "__stdoutp"
    #else
      let name = "stdout"
    #endif
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), name) else { return }
    let stream = symbol.load(as: UnsafeMutablePointer<FILE>?.self)
    if let stream { setvbuf(stream, nil, Int32(_IOLBF), 0) }
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
      let (cpu, size, core) = (RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_CORE)
    #else
      let (cpu, size, core) = (
        Int32(RLIMIT_CPU.rawValue), Int32(RLIMIT_FSIZE.rawValue), Int32(RLIMIT_CORE.rawValue)
      )
    #endif
    limit(cpu, UInt64(order.limits.processorSeconds.rounded(.up)) + 10)
    limit(core, 0)
    // Printing without end fills a file only so far; further writes fail in silence.
    signal(SIGXFSZ, SIG_IGN)
    limit(size, 32 << 20)
    #if !canImport(Darwin)
      limit(Int32(RLIMIT_DATA.rawValue), UInt64(order.limits.megabytes) << 22)
    #endif
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
    let (one, two) = (Double(order.seed % 1 + 1), Double(order.seed % 1 + 2))
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
