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
    default: "signal \(signal)."
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
        "Sound solutions need a small part of that: look for a loop that never ends.",
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
