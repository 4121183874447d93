import Foundation
import Grading

/// The program's output: results go to one stream, errors and progress to the other.
///
/// The status is a single line about work in progress. A terminal overwrites it in place; any other receiver
/// gets a new line from time to time.
final class Console {
  struct Abilities {
    /// Whether results may be coloured.
    var hasColor = false
    /// Whether the status line can be overwritten.
    var canOverwrite = false
    /// Whether the signs of a picture can be shown: blocks such as ▃ and █.
    var hasBlocks = true
    /// The links around names of files in results; nil where there are none.
    var links: FileLinks?
    /// The terminal's characters in a line.
    var width = 100
    /// The terminal's lines.
    var height = 24
  }

  private(set) var abilities: Abilities
  /// The package whose files are linked.
  var linkedRoot: URL?
  private let size: () -> TerminalSize?
  private let output: (String) -> Void
  private let errors: (String) -> Void
  private var isStatusShown = false
  private var lastStatus = ContinuousClock.now - .seconds(60)

  init(
    abilities: Abilities = Abilities(),
    size: @escaping () -> TerminalSize? = { nil },
    output: @escaping (String) -> Void,
    errors: @escaping (String) -> Void
  ) {
    self.abilities = abilities
    self.size = size
    self.output = output
    self.errors = errors
  }

  /// The console of this process.
  static var standard: Console {
    let console = Console(
      abilities: Abilities(
        environment: ProcessInfo.processInfo.environment,
        isOutputTerminal: isatty(STDOUT_FILENO) == 1,
        isErrorTerminal: isatty(STDERR_FILENO) == 1
      ),
      size: { TerminalSize.current },
      output: { FileHandle.standardOutput.write(Data($0.utf8)) },
      errors: { FileHandle.standardError.write(Data($0.utf8)) }
    )
    console.measure()
    return console
  }

  /// The same console with results in the error stream, for when standard output belongs to a report.
  var aside: Console {
    var plain = abilities
    plain.links = nil
    return Console(abilities: plain, size: size, output: errors, errors: errors)
  }

  /// Finds out how large the terminal is now.
  func measure() {
    guard let size = size() else { return }
    (abilities.width, abilities.height) = (size.width, size.height)
  }

  /// Draws pictures with the signs that every terminal has, from now on.
  func drawPlainly() { abilities.hasBlocks = false }

  // MARK: - Lines

  func line(_ text: String = "") {
    let root = linkedRoot
    plain(abilities.links.flatMap { links in root.map { links.linked(text, in: $0) } } ?? text)
  }

  /// Prints a text as it is: a report for another program has no links.
  func plain(_ text: String) {
    clearStatus()
    output(text + "\n")
  }

  func error(_ text: String) { note(text) }

  /// Prints a line about the work that is not overwritten.
  func note(_ text: String) {
    clearStatus()
    errors(text + "\n")
  }

  /// Shows the work in progress; where lines cannot be overwritten, only after a pause.
  func status(_ text: String, pause: Duration = .seconds(10)) {
    if abilities.canOverwrite {
      errors("\r\u{1B}[2K" + String(text.prefix(max(20, abilities.width - 1))))
      isStatusShown = true
    } else if ContinuousClock.now - lastStatus >= pause {
      errors(text + "\n")
      lastStatus = .now
    }
  }

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

  enum Color: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case bold = "1"
    case dim = "2"

    init(_ state: State) {
      switch state {
      case .passed: self = .green
      case .notStarted: self = .dim
      case .inconclusive: self = .yellow
      case .doesNotCompile, .crashed, .timedOut, .wrong: self = .red
      }
    }

    init(_ progress: ExerciseProgress) {
      switch progress {
      case .notStarted: self = .dim
      case .ungraded: self = .yellow
      case .graded(let verdict): self.init(verdict.state)
      case .missing: self = .red
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
  /// Finds the abilities of a process's streams.
  ///
  /// `NO_COLOR` turns colour off in any case; `CLICOLOR_FORCE` turns it on where there is no terminal. A
  /// terminal whose type is `dumb` or unknown gets neither colour nor a line that is overwritten.
  init(environment: [String: String], isOutputTerminal: Bool, isErrorTerminal: Bool) {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } == true }
    let isPlain = !isSet("TERM") || environment["TERM"] == "dumb"
    let isForced = isSet("CLICOLOR_FORCE") && environment["CLICOLOR_FORCE"] != "0"
    // The first of these that is set has the encoding.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { name in
      isSet(name) ? environment[name]?.lowercased() : nil
    }.first
    self.init(
      hasColor: !isSet("NO_COLOR") && (isForced || (isOutputTerminal && !isPlain)),
      canOverwrite: isErrorTerminal && !isPlain,
      hasBlocks: environment["TERM"] != "dumb"
        && locale.map { $0.contains("utf-8") || $0.contains("utf8") } == true,
      links: FileLinks(environment: environment, isTerminal: isOutputTerminal)
    )
  }
}

/// The lines of a terminal and the characters in each.
struct TerminalSize {
  let width: Int
  let height: Int

  /// The size of the terminal to which this process writes; nil where there is none.
  static var current: TerminalSize? {
    var size = winsize()
    for stream in [STDOUT_FILENO, STDERR_FILENO]
    where ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
      return TerminalSize(width: Int(size.ws_col), height: size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
    return nil
  }
}
