import Foundation
import Grading
import Testing

/// Runs one exercise in a child process and makes a verdict of whatever comes back.
struct ChildProcess {
  let order: Order
  let crashReports: URL

  /// What came back.
  struct Ending {
    var state: State
    var checks: [Check] = []
    var findings: [Finding] = []
    /// The line to look at first, when a crash names it.
    var line: Int?
    /// What certification found, if that was the task.
    var report: CertificationReport?
  }

  /// Starts the child, waits for its end, and reads what it reported.
  func run(source: String) async -> Ending {
    let status = await exitStatus()
    let messages = Channel(path: order.channel, nonce: order.nonce).receive()
    var ending = Ending(state: .crashed)
    var (plan, finished, activity, process) = ([Check](), [Check](), String?.none, Int32?.none)
    var isJudged = false
    for message in messages {
      switch message {
      case .started(let number): process = number
      case .plan(let checks): plan = checks
      case .enter(let name): activity = name
      case .finish(let check):
        finished.removeAll { $0.subject == check.subject }
        finished.append(check)
      case .judged(let state, let checks):
        isJudged = true
        ending = Ending(state: state, checks: checks)
      case .certified(let report):
        isJudged = true
        ending = Ending(state: .passed, report: report)
      case .harness(let message):
        isJudged = true
        ending = Ending(state: .inconclusive, findings: [.harness(message)])
      case .stopped(let finding):
        // After the judgement only a smaller case was looked for: the judgement stands.
        guard !isJudged else { break }
        isJudged = true
        ending = stopped(finding, activity)
      }
    }
    if messages.isEmpty {
      let message =
        "The child process that runs the student's code did not start (\(status as Any))."
      return Ending(state: .inconclusive, findings: [.harness(message)])
    }
    if !isJudged {
      switch status {
      case .signal(let number):
        let report = CrashReport(
          process: process,
          folder: crashReports,
          errors: URL(filePath: order.errors),
          source: source
        )
        ending.line = report.line
        ending.findings = [
          .crashed(
            Crash(
              activity: activity,
              reason: report.reason,
              signal: signalName(number),
              line: report.line,
              function: report.function
            )
          )
        ]
      case .exitCode(let code):
        ending.findings = [.exited(activity: activity, status: Int(code))]
      default: ending.findings = [.exited(activity: activity, status: 0)]
      }
    }
    if ending.checks.isEmpty {
      ending.checks = plan.map { planned in
        finished.first { $0.subject == planned.subject } ?? planned
      }
    }
    return ending
  }

  private func stopped(_ finding: Finding, _ activity: String?) -> Ending {
    switch finding {
    case .timedOut(_, let seconds, let processor):
      Ending(
        state: .timedOut,
        findings: [.timedOut(activity: activity, seconds: seconds, processor: processor)]
      )
    case .outOfMemory(_, let megabytes):
      Ending(
        state: .crashed,
        findings: [.outOfMemory(activity: activity, megabytes: megabytes)]
      )
    case .exited(_, let status):
      Ending(state: .crashed, findings: [.exited(activity: activity, status: status)])
    default: Ending(state: .crashed, findings: [finding])
    }
  }

  /// The child's exit status; nil when it ended with code 0, which only the student's code can bring about.
  private func exitStatus() async -> ExitStatus? {
    let order = order
    var status: ExitStatus?
    // The child always ends with a code that is a failure, so that a crash, a signal and a normal end all
    // match. Code 0 does not; that issue is no news, since no verdict has arrived.
    await withKnownIssue(isIntermittent: true) {
      let result = await #expect(processExitsWith: .failure) { [order = order as Order] in
        Child(order).run()
      }
      status = result?.exitStatus
    }
    return status
  }
}

private func signalName(_ number: CInt) -> String {
  let names: [CInt: String] = [
    SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT", SIGBUS: "SIGBUS",
    SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGSEGV: "SIGSEGV", SIGTERM: "SIGTERM",
    SIGXCPU: "SIGXCPU", SIGPIPE: "SIGPIPE", SIGINT: "SIGINT", SIGHUP: "SIGHUP",
  ]
  return names[number] ?? "signal \(number)"
}
