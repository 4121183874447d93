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
    let environment = ProcessInfo.processInfo.environment
    let isPlain =
      environment["NO_COLOR"].map { !$0.isEmpty } == true || environment["TERM"] == "dumb"
    return Console(
      abilities: Abilities(
        hasColor: isatty(STDOUT_FILENO) == 1 && !isPlain,
        canOverwrite: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb",
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

/// The width of the terminal; 100 where there is none.
private func terminalWidth() -> Int {
  var size = winsize()
  for stream in [STDOUT_FILENO, STDERR_FILENO]
  where ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
    return Int(size.ws_col)
  }
  return 100
}
