import Foundation
import Grading
import GradingReports

/// The reports that were asked for, and the file of each.
struct ReportFiles {
  /// A form of report, and the option that asks for it.
  private struct Format {
    let option: Option<String>
    let text: @Sendable (Report) throws -> String

    init(_ name: String, _ help: String, _ text: @escaping @Sendable (Report) throws -> String) {
      option = Option(name, "FILE", help)
      self.text = text
    }
  }

  private static let formats = [
    Format("--json", "write a report for programs") { try JSONReport($0).text() },
    Format("--markdown", "write a report for GitHub, such as a workflow's summary") {
      MarkdownReport($0).text
    },
    Format("--gradescope", "write the results.json of a Gradescope autograder") {
      try GradescopeReport($0).text()
    },
    Format("--html", "write a report to look at: one page, nothing to install") {
      HTMLReport($0).text
    },
  ]

  static var options: [any OptionSyntax] { formats.map(\.option) }

  private var files: [(format: Format, path: String, file: URL)] = []
  private var onOutput: Format?

  /// Whether a report has marks that count: Gradescope takes them over.
  let giveMarks: Bool

  /// Whether a report goes to standard output; then nothing else may.
  var takesStandardOutput: Bool { onOutput != nil }

  /// Checks, before anything is graded, that every file can be written.
  init(_ arguments: Arguments, in folder: URL) throws {
    let onOutput = ReportFiles.formats.filter { arguments[$0.option] == "-" }
    guard onOutput.count < 2 else { throw UsageError.twoOutputs(onOutput.map(\.option.name)) }
    self.onOutput = onOutput.first
    giveMarks = ReportFiles.formats.contains {
      $0.option.name == "--gradescope" && arguments.has($0.option)
    }
    for format in ReportFiles.formats {
      guard let path = arguments[format.option], path != "-" else { continue }
      let file = folder.resolving(path)
      try ReportFiles.check(file, path)
      files.append((format, path, file))
    }
  }

  /// Writes all reports, each in one step.
  func write(_ report: Report, to console: Console) throws {
    for (format, path, file) in files {
      let data = Data((try format.text(report) + "\n").utf8)
      try ProgramError.writing(path) { try ReportFiles.write(data, to: file) }
    }
    if let onOutput { console.plain(try onOutput.text(report)) }
  }

  private static func check(_ file: URL, _ path: String) throws {
    let files = FileManager.default
    let parent = file.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: parent.path, isDirectory: &isFolder), isFolder.boolValue else {
      throw ProgramError.unwritable(path: path, reason: FileText.hasNoFolder)
    }
    if files.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
      throw ProgramError.unwritable(path: path, reason: FileText.isFolder)
    }
    guard isDevice(file) || files.isWritableFile(atPath: parent.path) else {
      throw ProgramError.unwritable(path: path, reason: FileText.isDenied)
    }
  }

  private static func write(_ data: Data, to file: URL) throws {
    guard isDevice(file) else { return try data.write(to: file, options: .atomic) }
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: data)
    try handle.close()
  }

  /// Whether the path is a pipe, a terminal or the like, which a file must not replace.
  private static func isDevice(_ file: URL) -> Bool {
    var status = stat()
    return stat(file.path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
      && status.st_mode & S_IFMT != S_IFDIR
  }
}
