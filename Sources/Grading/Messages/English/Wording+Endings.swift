import Tensors

/// The sentences about code that did not compile, or that ended before it was judged.
extension Wording {
  static func crashed(_ crash: Crash) -> [String] {
    let reason = crash.reason ?? Wording.meaning(ofSignal: crash.signal)
    var lines = ["Your code crashed\(during(crash.activity)): \(reason)"]
    if let line = crash.line {
      lines.append("at line \(line)\(crash.function.map { ", in \($0)" } ?? "").")
    }
    if let place = crash.calledPlace {
      lines += wrapped(
        "It was the grader's code that stopped, \(place), which your function called. This may be no fault "
          + "of yours: that code may not take arguments such as these. Try others, and tell your instructor."
      )
    }
    return lines
  }

  private static func meaning(ofSignal signal: String) -> String {
    switch signal {
    case "SIGSEGV", "SIGBUS":
      "\(signal), most often because a function calls itself without end."
    case "SIGILL", "SIGTRAP": "\(signal), a runtime check that failed."
    case "SIGKILL": "SIGKILL: something ended the process by force."
    case "SIGABRT": "SIGABRT: the process was aborted, by abort() or by a library that gave up."
    case "SIGFPE": "SIGFPE, an arithmetic operation that the processor refuses."
    case "SIGALRM": "SIGALRM: the signal of a timer such as alarm() ended the process."
    case "SIGXCPU": "SIGXCPU: the process used up its computing time."
    default: "\(signal), a signal that ends a process. Your functions must not send signals."
    }
  }

  static func misbehaved(_ activity: String?, _ behaviour: Misbehaviour) -> [String] {
    let during = during(activity)
    switch behaviour {
    case .stoppedItself:
      return [
        "A signal such as SIGSTOP stopped the process of your code\(during).",
        "A function must return its result or throw an error. It must not send signals.",
      ]
    case .flood(let megabytes, let seconds):
      return [
        "Your code was stopped\(during) after \(NumberFormat.brief(seconds)) s of computing.",
        "By then it had printed \(megabytes) MB or more, and printing takes time. Print less.",
        "If a loop prints without end, find out why it does not stop.",
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

  static func timedOut(_ activity: String?, _ seconds: Double, _ processor: Bool) -> [String] {
    processor
      ? [
        "Your code was stopped\(during(activity)) after \(NumberFormat.brief(seconds)) s of computing.",
        "A correct solution needs only a fraction of that time: look for a loop that never ends.",
      ]
      : [
        "Your code was stopped\(during(activity)) after \(NumberFormat.brief(seconds)) s of waiting.",
        "It used little computing time: look for a sleep, a lock, or a read that never returns.",
      ]
  }

  static func compiler(_ lines: [String], _ signatures: [String], _ inGrader: Bool) -> [String] {
    var text: [String] = []
    if inGrader { text.append("The grader cannot call your functions as they are declared now.") }
    if !signatures.isEmpty {
      let isOfInstances = signatures.contains { $0.contains("init(") || $0.hasPrefix("var ") }
      let (what, type) = isOfInstances ? ("members", "a struct or class") : ("functions", "an enum")
      text.append("Declare the \(what) like this, in \(type) with the name of the file:")
      text += signatures.flatMap { $0.split(separator: "\n").map { "  " + $0 } }
    }
    // Errors in the grader follow from a changed declaration, so advice on their lines would mislead.
    let advice =
      inGrader ? [] : CompilerAdvice.sentences(for: lines).prefix(3).flatMap { wrapped($0) }
    if inGrader || !advice.isEmpty { text += advice + ["The compiler says:"] }
    text += lines
    // The compiler shows one of the two files at a time.
    if lines.contains(where: { $0.contains("invalid redeclaration of") }) {
      text += [
        "All files of a pack are compiled together, so a name outside an enum must be unique.",
        "Move your function into the enum of its file, or write private in front of it.",
      ]
    }
    return text
  }
}
