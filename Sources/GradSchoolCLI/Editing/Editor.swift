import Foundation

/// The editor in which `watch` opens an exercise: a command, and how it is started.
///
/// The command's words are taken apart here and never reach a shell, so that a blank in a path does no harm. In
/// the words, `{file}` stands for the path and `{line}` for the line; without `{file}`, the file is added in the
/// way that the editor understands.
struct Editor: Equatable {
  let words: [String]
  /// Whether it works in the terminal, which is then lent to it until it ends; any other has a window of its own.
  let usesTerminal: Bool
  /// Whether the student has chosen it for GradSchool: then an exercise that the student goes on to opens at once.
  let isChosen: Bool

  /// The variable that names the editor for GradSchool alone.
  static let variable = "GRADSCHOOL_EDITOR"

  /// Finds the editor that the student wants; nil when there is none.
  ///
  /// This is the option's command, or else the one in `GRADSCHOOL_EDITOR`; inside of VS Code's terminal `code`; or
  /// else the one in `VISUAL` or `EDITOR`.
  ///
  /// - Throws: ``UsageError`` when the command of the option or of `GRADSCHOOL_EDITOR` has an open quote.
  static func find(option: String?, environment: [String: String]) throws -> Editor? {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    for (source, command) in [("--editor", option), (variable, value(variable))] {
      guard let command else { continue }
      guard let words = words(of: command), !words.isEmpty else {
        throw UsageError.invalidValue(source, command, EditorText.commandExpected)
      }
      return Editor(
        words: words,
        usesTerminal: needsTerminal(words, environment),
        isChosen: true
      )
    }
    let path = (environment["PATH"] ?? "").split(separator: ":")
    let isInCode = environment["TERM_PROGRAM"] == "vscode"
    if isInCode, path.contains(where: { access("\($0)/code", X_OK) == 0 }) {
      return Editor(words: ["code"], usesTerminal: false, isChosen: false)
    }
    for name in ["VISUAL", "EDITOR"] {
      guard let words = value(name).flatMap(words(of:)), !words.isEmpty else { continue }
      // By their convention these variables name editors for a terminal, but many have a window in them.
      let program = Editor.name(words)
      let hasWindow = linesAfterColon.contains(program) || windowEditors.contains(program)
      return Editor(
        words: words,
        usesTerminal: needsTerminal(words, environment) || !hasWindow && !isEmacs(words),
        isChosen: false
      )
    }
    return nil
  }

  /// The words that open a file at a line.
  func command(_ file: String, line: Int) -> [String] {
    guard !words.contains(where: { $0.contains("{file}") }) else {
      return words.map {
        $0.replacing("{line}", with: "\(line)").replacing("{file}", with: file)
      }
    }
    guard !words.contains(where: { $0.contains("{line}") }) else {
      return words.map { $0.replacing("{line}", with: "\(line)") } + [file]
    }
    if Editor.codeEditors.contains(name) {
      let goes = words.contains { ["-g", "--goto"].contains($0) }
      return words + (goes ? [] : ["-g"]) + ["\(file):\(line)"]
    }
    if Editor.linesAfterColon.contains(name) { return words + ["\(file):\(line)"] }
    return words + (Editor.linesAfterPlus.contains(name) ? ["+\(line)"] : []) + [file]
  }

  /// The name of the program.
  var name: String { Editor.name(words) }

  // MARK: - Editors and their ways

  private static let codeEditors: Set = [
    "code", "code-insiders", "codium", "vscodium", "cursor", "windsurf",
  ]

  /// Editors that take `file:line`.
  private static let linesAfterColon: Set = codeEditors.union([
    "subl", "sublime_text", "zed", "zeditor", "hx", "helix",
  ])

  /// Editors that take `+line file`.
  private static let linesAfterPlus: Set = [
    "vi", "vim", "nvim", "view", "gvim", "mvim", "nano", "pico", "emacs", "emacsclient", "micro",
    "kak", "joe", "mg", "ne", "gedit",
  ]

  /// Editors that need the terminal.
  private static let terminalEditors: Set = [
    "vi", "vim", "nvim", "view", "nano", "pico", "micro", "kak", "joe", "mg", "ne", "ed", "hx",
    "helix", "mcedit", "nvi", "jed", "editor", "sensible-editor", "emacs-nox",
  ]

  /// Other editors with a window of their own.
  private static let windowEditors: Set = [
    "gvim", "mvim", "gedit", "gnome-text-editor", "kate", "kwrite", "mate", "bbedit", "xed", "open",
    "xdg-open",
  ]

  private static func name(_ words: [String]) -> String {
    // Debian has vim.basic and vim.tiny.
    let name = words.first.map { URL(filePath: $0).lastPathComponent } ?? ""
    return name.hasPrefix("vim.") ? "vim" : name
  }

  /// Whether a command works in the terminal.
  ///
  /// Emacs opens a window where there is a display, unless it is told otherwise.
  private static func needsTerminal(_ words: [String], _ environment: [String: String]) -> Bool {
    guard isEmacs(words) else { return terminalEditors.contains(name(words)) }
    return words.contains { ["-nw", "-t", "-tty", "--tty", "--no-window-system"].contains($0) }
      || !["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0]?.isEmpty == false }
  }

  private static func isEmacs(_ words: [String]) -> Bool {
    ["emacs", "emacsclient"].contains(name(words))
  }

  // MARK: - Words

  /// The words of a command, separated by blanks; nil when a quote is not closed.
  ///
  /// Quotes keep a word with blanks together, and a backslash takes the next character as it is.
  static func words(of command: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = command[...]
    while let character = rest.popFirst() {
      if character == quote {
        quote = nil
      } else if character == "\\", quote != "'", let next = rest.popFirst() {
        word = (word ?? "") + String(next)
      } else if quote != nil {
        word = (word ?? "") + String(character)
      } else if character == "'" || character == "\"" {
        (quote, word) = (character, word ?? "")
      } else if character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return quote == nil ? words : nil
  }
}
