import Foundation
import Grading

/// A run of one exercise in a child process.
struct ChildProcess {
  let task: ChildTask
  /// The temporary folder of the run.
  let folder: URL
  let workspace: Workspace
  let id: ExerciseID

  struct Ending {
    var state: State
    var checks: [Check] = []
    var findings: [Finding] = []
    /// The subjects that were judged completely when the process ended early; nil when everything was judged.
    var finished: Set<Subject>?
    /// The student's line, if a crash names it.
    var line: Int?
    /// The certification report, if that was the task.
    var report: CertificationReport?
    /// The first lines that the student's code printed.
    var output: PrintedOutput?
    /// What is to be looked at.
    var pictures: [Picture] = []
    /// The protections that confined the student's code.
    var protections: [Protection]?
  }

  /// Starts the child, waits for its end, and reads its messages.
  func run() async -> Ending {
    let invocation = Invocation.current
    return await withCheckedContinuation { continuation in
      // A separate thread, because waiting would block a thread that the tests share. On Linux the child is
      // told when the thread that started it ends.
      Thread { continuation.resume(returning: ending(invocation)) }.start()
    }
  }

  private func ending(_ invocation: Invocation) -> Ending {
    do {
      let files = try ChildFiles(
        task,
        folder: folder,
        output: workspace.file(workspace.outputPath(of: id))
      )
      defer { files.close() }
      let (status, reason) = try ChildLauncher(task, files, invocation).run()
      let messages = files.channel.receive()
      var ending = ending(status, reason, files, messages)
      let calls = messages.compactMap { message in
        if case .enter(let activity, let printed) = message { (activity, printed) } else { nil }
      }
      let printed = PrintedText(files, calls)
      ending.output = printed.head(path: workspace.outputPath(of: id))
      ending.show(printed.losses)
      return ending
    } catch {
      let message = "The child process that runs the student's code did not start: \(error)"
      return Ending(state: .inconclusive, findings: [.harness(message)])
    }
  }

  private func ending(
    _ status: ChildLauncher.Status,
    _ reason: Watchdog.Reason?,
    _ files: ChildFiles,
    _ messages: [Channel.Message]
  ) -> Ending {
    var ending = Ending(state: .crashed)
    var (plan, finished, activity) = ([Check](), [Check](), String?.none)
    var isJudged = false
    for message in messages {
      switch message {
      case .started(let protections): ending.protections = protections
      case .plan(let checks): plan = checks
      case .enter(let name, _): activity = name
      case .shown(let pictures): ending.pictures = pictures
      case .finish(let check):
        finished.removeAll { $0.subject == check.subject }
        finished.append(check)
      // Explanations may follow a judgement, and a second judgement with them. They never change the state.
      case .judged(let state, let checks):
        isJudged = true
        (ending.state, ending.checks) = (state, checks)
      case .certified(let report):
        isJudged = true
        (ending.state, ending.report) = (.passed, report)
      case .harness(let message):
        isJudged = true
        (ending.state, ending.findings) = (
          .inconclusive, [.harness(message.withVisibleControls)]
        )
      }
    }
    if messages.isEmpty {
      ending.state = .inconclusive
      ending.findings = [
        .harness("The child process that runs the student's code did not start (\(status)).")
      ]
      return ending
    }
    if !isJudged {
      ending.finished = Set(finished.map(\.subject))
      if let reason, reason != .crashed {
        (ending.state, ending.findings) = stopped(reason, activity)
      } else if case .exit(let code) = status {
        ending.findings = [.exited(activity: activity, status: Int(code))]
      } else if case .signal(let number) = status {
        let scratch = URL(filePath: task.scratch)
        let report = CrashReport(folder: scratch, errors: files.errors, of: id)
        var crash = Crash(
          activity: activity,
          reason: report.reason,
          signal: signalName(number),
          line: report.line,
          function: report.function
        )
        crash.calledPlace = report.calledPlace
        // The grader's own code may trap on arguments that are right.
        if crash.calledPlace != nil { ending.state = .inconclusive }
        ending.line = report.line
        ending.findings = [.crashed(crash)]
      }
    }
    if ending.checks.isEmpty {
      ending.checks = plan.map { planned in
        finished.first { $0.subject == planned.subject } ?? planned
      }
    }
    return ending
  }

  private func stopped(_ reason: Watchdog.Reason, _ activity: String?) -> (State, [Finding]) {
    switch reason {
    case .timedOut(let seconds, let isProcessor):
      (.timedOut, [.timedOut(activity: activity, seconds: seconds, processor: isProcessor)])
    case .memory(let megabytes):
      (.crashed, [.outOfMemory(activity: activity, megabytes: megabytes)])
    case .misbehaved(let behaviour):
      switch behaviour {
      case .stoppedItself, .flood: (.timedOut, [.misbehaved(activity: activity, behaviour)])
      case .processes, .files: (.crashed, [.misbehaved(activity: activity, behaviour)])
      }
    case .crashed: (.crashed, [])
    }
  }
}

extension ChildProcess.Ending {
  /// Adds the losses that the student's code printed, and what they say about a goal that is missed.
  ///
  /// Where a grader has a curve of its own, its numbers are results, and better than printed ones.
  fileprivate mutating func show(_ losses: Picture.Curve?) {
    guard let losses else { return }
    if !pictures.contains(where: { if case .curve = $0 { true } else { false } }) {
      pictures.insert(.curve(losses), at: 0)
    }
    let missed = checks.filter { check in
      check.isMissed
        && check.measures?.contains {
          losses.source.hasSuffix("\($0.place)") && $0.share < $0.minimum
        } ?? false
    }
    guard state == .wrong, !missed.isEmpty, let symptom = losses.symptom,
      !symptom.isAboutTheExamples || missed.count == checks.count
    else { return }
    findings.append(.symptom(symptom, on: losses.source))
  }
}

private func signalName(_ number: Int32) -> String {
  let names: [Int32: String] = [
    SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS",
    SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGSEGV: "SIGSEGV", SIGTERM: "SIGTERM",
    SIGXCPU: "SIGXCPU", SIGPIPE: "SIGPIPE", SIGINT: "SIGINT", SIGHUP: "SIGHUP",
    SIGALRM: "SIGALRM", SIGQUIT: "SIGQUIT", SIGSYS: "SIGSYS", SIGUSR1: "SIGUSR1",
    SIGUSR2: "SIGUSR2", SIGVTALRM: "SIGVTALRM", SIGPROF: "SIGPROF",
  ]
  return names[number] ?? "signal \(number)"
}
