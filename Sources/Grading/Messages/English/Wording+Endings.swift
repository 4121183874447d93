/// The wording of how a student's code ended before it could be judged, or never began.
extension Wording {
  static func crashed(_ crash: Crash) -> [String] {
    let reason = crash.reason ?? Wording.meaning(ofSignal: crash.signal)
    var lines = ["Your code crashed\(during(crash.activity)): \(reason)"]
    if let line = crash.line {
      lines.append("at line \(line)\(crash.function.map { ", in \($0)" } ?? "").")
    }
    return lines
  }

  private static func meaning(ofSignal signal: String) -> String {
    switch signal {
    case "SIGSEGV", "SIGBUS":
      "\(signal), most often a function that calls itself without end."
    case "SIGILL", "SIGTRAP": "\(signal), a runtime check that failed."
    case "SIGKILL": "SIGKILL: something ended the process by force."
    case "SIGABRT": "SIGABRT: the process was aborted, by abort() or by a library that gave up."
    case "SIGFPE": "SIGFPE, an arithmetic operation that the processor refuses."
    case "SIGALRM": "SIGALRM: a timer that was set with alarm() ended the process."
    case "SIGXCPU": "SIGXCPU: the process used up its computing time."
    default: "\(signal), a signal that ends a process. Your functions must not send signals."
    }
  }

  static func misbehaved(_ activity: String?, _ behaviour: Misbehaviour) -> [String] {
    let during = during(activity)
    switch behaviour {
    case .stoppedItself:
      return [
        "Your code stopped its own process\(during), as a debugger does, and nothing continued it.",
        "A function returns its result or throws an error; it sends no signals.",
      ]
    case .flood(let megabytes, let seconds):
      return [
        "Your code was stopped\(during) after \(brief(seconds)) s of computing.",
        "By then it had printed \(megabytes) MB or more, and printing takes time. Print less.",
        "If a loop prints without end, look for why it goes on.",
      ]
    case .processes(let count):
      return [
        "Your code was stopped\(during), because it had started \(count) processes.",
        "An exercise needs no process: remove what starts them.",
      ]
    case .files(let megabytes, let count):
      return [
        "Your code was stopped\(during), because it had written \(count) file\(count == 1 ? "" : "s") "
          + "with \(megabytes) MB.",
        "An exercise needs no file: remove what writes them.",
      ]
    }
  }

  static func timedOut(
    _ activity: String?,
    _ seconds: Double,
    _ processor: Bool
  ) -> [String] {
    processor
      ? [
        "Your code was stopped\(during(activity)) after \(brief(seconds)) s of computing.",
        "A correct solution needs only a fraction of that time: look for a loop that never ends.",
      ]
      : [
        "Your code was stopped\(during(activity)) after \(brief(seconds)) s of waiting.",
        "It used little computing time: look for a sleep, a lock, or a read that never returns.",
      ]
  }

  static func compiler(
    _ lines: [String],
    _ signatures: [String],
    _ inGrader: Bool
  ) -> [String] {
    var text = inGrader ? ["The grader cannot call your functions as they are declared now."] : []
    text += lines
    // The compiler shows one of the two files at a time.
    if lines.contains(where: { $0.contains("invalid redeclaration of") }) {
      text += [
        "All files of a pack are compiled together, and outside an enum each name may be used once.",
        "Move your function into the enum of its file, or write private in front of it.",
      ]
    }
    if !signatures.isEmpty {
      text.append("The functions must be declared like this, in an enum of the file's name:")
      text += signatures.flatMap { $0.split(separator: "\n").map { "  " + $0 } }
    }
    return text
  }
}
