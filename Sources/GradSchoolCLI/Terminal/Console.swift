import Foundation
import Grading

/// Where the program's output goes: results to one stream, errors and progress to the other.
///
/// The status is a single line about work in progress. A terminal shows it in place, over and over; any
/// other receiver gets a line now and then, and never one that is overwritten.
final class Console {
  /// What the output can do.
  struct Abilities {
    /// Whether results may be coloured.
    var hasColor = false
    /// Whether the status line can be overwritten.
    var canOverwrite = false
    /// The characters in a line.
    var width = 100
  }

  let abilities: Abilities
  private let output: (String) -> Void
  private let errors: (String) -> Void
  private var isStatusShown = false
  private var lastStatus = ContinuousClock.now - .seconds(60)

  init(
    abilities: Abilities = Abilities(),
    output: @escaping (String) -> Void,
    errors: @escaping (String) -> Void
  ) {
    self.abilities = abilities
    self.output = output
    self.errors = errors
  }

  /// The console of this process.
  static var standard: Console {
    Console(
      abilities: Abilities(
        environment: ProcessInfo.processInfo.environment,
        isOutputTerminal: isatty(STDOUT_FILENO) == 1,
        isErrorTerminal: isatty(STDERR_FILENO) == 1,
        width: terminalWidth()
      ),
      output: { FileHandle.standardOutput.write(Data($0.utf8)) },
      errors: { FileHandle.standardError.write(Data($0.utf8)) }
    )
  }

  /// The same console with results among the errors, for when standard output belongs to a report.
  var aside: Console { Console(abilities: abilities, output: errors, errors: errors) }

  // MARK: - Lines

  /// Prints lines of the result.
  func line(_ text: String = "") {
    clearStatus()
    output(text + "\n")
  }

  /// Prints what went wrong.
  func error(_ text: String) {
    clearStatus()
    errors(text + "\n")
  }

  /// Prints a line about the work, which stays.
  func note(_ text: String) {
    clearStatus()
    errors(text + "\n")
  }

  /// Shows what is being done.
  ///
  /// - Parameters:
  ///   - text: A short line.
  ///   - pause: How long to say nothing after it where lines cannot be overwritten.
  func status(_ text: String, pause: Duration = .seconds(10)) {
    if abilities.canOverwrite {
      errors("\r\u{1B}[2K" + String(text.prefix(max(20, abilities.width - 1))))
      isStatusShown = true
    } else if ContinuousClock.now - lastStatus >= pause {
      errors(text + "\n")
      lastStatus = .now
    }
  }

  /// Removes the status line.
  func clearStatus() {
    guard isStatusShown else { return }
    errors("\r\u{1B}[2K")
    isStatusShown = false
  }

  /// Clears the screen, where there is one.
  func clear() {
    clearStatus()
    if abilities.canOverwrite { output("\u{1B}[H\u{1B}[2J") }
  }

  // MARK: - Colour

  /// The colours in use.
  enum Color: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case bold = "1"
    case dim = "2"

    /// The colour of a state.
    init(_ state: State) {
      switch state {
      case .passed: self = .green
      case .notStarted: self = .dim
      case .inconclusive: self = .yellow
      case .doesNotCompile, .crashed, .timedOut, .wrong: self = .red
      }
    }
  }

  /// A text in a colour, where there are colours.
  func colored(_ text: String, _ color: Color?) -> String {
    guard abilities.hasColor, let color else { return text }
    return "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m"
  }
}

extension Console.Abilities {
  /// What the streams of a process can do.
  ///
  /// `NO_COLOR` turns colour off, whatever else is said; `CLICOLOR_FORCE` turns it on where there is no
  /// terminal. A terminal that calls itself `dumb`, or nothing at all, gets neither colour nor a line that
  /// is overwritten.
  ///
  /// - Parameters:
  ///   - environment: The variables of the process.
  ///   - isOutputTerminal: Whether results go to a terminal.
  ///   - isErrorTerminal: Whether progress goes to a terminal.
  ///   - width: The characters in a line.
  init(
    environment: [String: String],
    isOutputTerminal: Bool,
    isErrorTerminal: Bool,
    width: Int
  ) {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } == true }
    let isPlain = !isSet("TERM") || environment["TERM"] == "dumb"
    let isForced = isSet("CLICOLOR_FORCE") && environment["CLICOLOR_FORCE"] != "0"
    self.init(
      hasColor: !isSet("NO_COLOR") && (isForced || (isOutputTerminal && !isPlain)),
      canOverwrite: isErrorTerminal && !isPlain,
      width: width
    )
  }
}

/// The width of the terminal; 100 where there is none.
private func terminalWidth() -> Int {
  var size = winsize()
  for stream in [STDOUT_FILENO, STDERR_FILENO]
  where ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
    return Int(size.ws_col)
  }
  return 100
}
