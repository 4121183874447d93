import Foundation
import Grading

/// The errors in what a build printed.
struct CompilerOutput {
  /// One error, with the excerpt that the compiler prints below it.
  struct Diagnostic: Equatable {
    /// The file, seen from the root of the package where it lies inside.
    var path: String
    var line: Int
    /// The compiler's lines: the error, then its excerpt.
    var lines: [String]
  }

  /// The errors about places in files, each once: the compiler repeats itself when it makes a module.
  let errors: [Diagnostic]

  /// Errors about no file: of the package, of the linker.
  let otherErrors: [String]

  /// Reads what a build printed.
  ///
  /// - Parameters:
  ///   - lines: The lines of its output.
  ///   - root: The folder of the package, as the compiler writes it. Of copies that were built, the paths of
  ///     the originals are given.
  init(_ lines: [String], root: String) {
    // An excerpt has what is in the student's file, be it a sign that would command the terminal.
    let lines = CompilerOutput.withoutStamps(lines).map(\.withVisibleControls)
    var errors: [Diagnostic] = []
    var others: [String] = []
    var isInExcerpt = false
    for line in lines {
      if let match = line.firstMatch(of: /^(\/.+?):([0-9]+):([0-9]+): ([a-z ]+): (.*)$/) {
        isInExcerpt = match.4 == "error" || match.4 == "fatal error"
        guard isInExcerpt else { continue }
        let path = String(match.1).replacingPrefix(root + "/").replacingPrefix(
          BuildFolder.path + "/"
        )
        errors.append(
          Diagnostic(
            path: path,
            line: Int(match.2) ?? 1,
            lines: [
              "\(path):\(match.2):\(CompilerOutput.column(match.3, match.2, in: match.1)): "
                + "error: \(match.5)"
            ]
          )
        )
      } else if isInExcerpt, line.firstMatch(of: /^ *[0-9]* \|/) != nil {
        // Beside `try` the compiler offers to swallow the error, which no exercise should.
        guard !line.contains(/did you mean to (handle error as optional|disable error prop)/) else {
          continue
        }
        errors[errors.count - 1].lines.append(line)
      } else {
        isInExcerpt = false
        if line.hasPrefix("error: ") || line.contains(": error: ") { others.append(line) }
      }
    }
    for index in errors.indices {
      while errors[index].lines.last?.hasSuffix("| ") == true { errors[index].lines.removeLast() }
    }
    self.errors = errors.reduce(into: []) { unique, error in
      if let known = unique.firstIndex(where: { $0.lines.first == error.lines.first }) {
        if unique[known].lines.count < error.lines.count { unique[known] = error }
      } else {
        unique.append(error)
      }
    }
    otherErrors = others
  }

  /// A column as the student's file has it: in the first line of a copy stands a declaration in front.
  private static func column(_ column: Substring, _ line: Substring, in path: Substring) -> Int {
    let number = Int(column) ?? 1
    guard line == "1", path.contains("/\(BuildFolder.exercises)/") else { return number }
    let name = path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
    return max(1, number - SourceStamp.declaration(String(name), hash: "").count)
  }

  /// What the compiler prints, without the declaration that stands in front of the first line of a copy.
  ///
  /// Below the line of an excerpt the compiler marks columns: those marks move to the left as far.
  private static func withoutStamps(_ lines: [String]) -> [String] {
    var shift = 0
    return lines.map { line in
      if let stamp = line.firstMatch(of: #/struct SourceOf[^;]*; [^;]*; /#) {
        shift = line.distance(from: stamp.range.lowerBound, to: stamp.range.upperBound)
        return line.replacingCharacters(in: stamp.range, with: "")
      }
      guard shift > 0, let bar = line.range(of: " | "),
        line[..<bar.lowerBound].allSatisfy({ $0 == " " })
      else {
        shift = 0
        return line
      }
      let blanks = line[bar.upperBound...].prefix { $0 == " " }.count
      return line.replacing(
        " | " + String(repeating: " ", count: min(shift, blanks)),
        with: " | ",
        maxReplacements: 1
      )
    }
  }

  /// Some errors in at most a number of lines: as many excerpts as fit, and how many errors there are more.
  static func shortened(_ errors: [Diagnostic], to limit: Int = 14) -> [String] {
    var lines: [String] = []
    for (shown, error) in errors.enumerated() {
      let left = limit - lines.count
      if shown > 0, error.lines.count > left {
        let more = errors.count - shown
        return lines + ["… and \(more) more error\(more == 1 ? "" : "s")"]
      }
      lines += error.lines.prefix(limit)
    }
    return lines
  }
}

extension String {
  /// The string without something at its beginning.
  fileprivate func replacingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
