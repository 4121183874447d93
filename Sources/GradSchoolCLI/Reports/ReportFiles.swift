import Foundation
import Grading
import GradingReports

/// The reports that were asked for, and where each goes.
struct ReportFiles {
  private enum Format: CaseIterable {
    case json, markdown, gradescope, html

    var option: Option {
      switch self {
      case .json: .json
      case .markdown: .markdown
      case .gradescope: .gradescope
      case .html: .html
      }
    }

    func text(_ report: Report) throws -> String {
      switch self {
      case .json: try JSONReport(report).text()
      case .markdown: MarkdownReport(report).text
      case .gradescope: try GradescopeReport(report).text()
      case .html: HTMLReport(report).text
      }
    }
  }

  private var files: [(format: Format, path: String, file: URL)] = []
  private var onOutput: Format?

  /// Whether a report goes to standard output, which then is for nothing else.
  var takesStandardOutput: Bool { onOutput != nil }

  /// Checks, before anything is graded, that every file can be written.
  ///
  /// - Parameters:
  ///   - command: The arguments.
  ///   - folder: What relative paths are relative to.
  /// - Throws: ``ProgramError`` when a file cannot be written, or two reports are for standard output.
  init(_ command: CommandLineArguments, in folder: URL) throws {
    let onOutput = Format.allCases.filter { command.values[$0.option] == "-" }
    guard onOutput.count < 2 else { throw ProgramError.twoOutputs(onOutput.map(\.option)) }
    self.onOutput = onOutput.first
    for format in Format.allCases {
      guard let path = command.values[format.option], path != "-" else { continue }
      let file = folder.resolving(path)
      try ReportFiles.check(file, path)
      files.append((format, path, file))
    }
  }

  /// Writes all of them, each in one step.
  ///
  /// - Throws: ``ProgramError/unwritable(path:reason:)``, or what an encoder throws.
  func write(_ report: Report, to console: Console) throws {
    for (format, path, file) in files {
      let data = Data((try format.text(report) + "\n").utf8)
      do {
        try ReportFiles.write(data, to: file)
      } catch {
        throw ProgramError.unwritable(path: path, reason: reason(error))
      }
    }
    if let onOutput { console.line(try onOutput.text(report)) }
  }

  private static func check(_ file: URL, _ path: String) throws {
    let files = FileManager.default
    let parent = file.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: parent.path, isDirectory: &isFolder), isFolder.boolValue else {
      throw ProgramError.unwritable(path: path, reason: "its folder does not exist.")
    }
    if files.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
      throw ProgramError.unwritable(path: path, reason: "it is a folder.")
    }
    guard isDevice(file) || files.isWritableFile(atPath: parent.path) else {
      throw ProgramError.unwritable(path: path, reason: "permission denied.")
    }
  }

  private static func write(_ data: Data, to file: URL) throws {
    guard isDevice(file) else { return try data.write(to: file, options: .atomic) }
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: data)
    try handle.close()
  }

  /// Whether something is there that must not be replaced by a file: a pipe, a terminal.
  private static func isDevice(_ file: URL) -> Bool {
    var status = stat()
    return stat(file.path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
      && status.st_mode & S_IFMT != S_IFDIR
  }
}

extension URL {
  /// What a path in the arguments means in this folder.
  func resolving(_ path: String) -> URL {
    (path.hasPrefix("/") ? URL(filePath: path) : appending(path: path)).standardizedFileURL
  }
}
