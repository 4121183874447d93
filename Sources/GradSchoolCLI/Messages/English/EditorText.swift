/// The sentences about the student's editor.
enum EditorText {
  static let commandExpected =
    "The value must be a command such as \"code -g {file}:{line}\", with all its quotes closed."
  static let none =
    "No editor is known. Start watch with --editor \"code -g {file}:{line}\", or set \(Editor.variable)."

  static func opened(_ path: String, line: Int, in editor: String) -> String {
    "\(path):\(line) is opened in \(editor)."
  }

  static func closed(_ editor: String) -> String { "\(editor) is closed." }
}

extension EditorError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notFound(let program): "The editor cannot be started: there is no program `\(program)`."
    case .notStarted(let program, let reason):
      "The editor `\(program)` cannot be started: \(reason)."
    case .failed(let program, let code, let said):
      "The editor `\(program)` has failed with the exit code \(code)"
        + (said.map { ": \($0)" } ?? ".")
    }
  }
}
