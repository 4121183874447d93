import Foundation
import Grading

/// The errors in the output of a build.
struct CompilerOutput {
  /// One error, with the excerpt that the compiler prints below it.
  struct Diagnostic: Equatable {
    /// The file, seen from the root of the package where it lies inside.
    var path: String
    var line: Int
    /// The compiler's lines: the error, then the excerpt.
    var lines: [String]
  }

  /// The errors in files, each once: the compiler repeats them when it makes a module.
  let errors: [Diagnostic]

  /// Errors that name no file: of the package, of the linker.
  let otherErrors: [String]

  /// Reads the lines of a build's output.
  ///
  /// Paths are relative to the root of the package; those of copies become those of the originals.
  init(_ lines: [String], root: String) {
    // An excerpt may contain control characters from the student's file.
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
        // The compiler suggests to ignore the error of a `try`, which no exercise should.
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

  /// The column in the student's file: the first line of a copy begins with a declaration.
  private static func column(_ column: Substring, _ line: Substring, in path: Substring) -> Int {
    let number = Int(column) ?? 1
    guard line == "1", path.contains("/\(BuildFolder.exercises)/") else { return number }
    let name = path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
    return max(1, number - SourceStamp.declaration(String(name), hash: "").count)
  }

  /// The output without the declaration at the beginning of the first line of a copy.
  ///
  /// The compiler marks columns below the line of an excerpt: these marks move to the left by its length.
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
      let margin = " | " + String(repeating: " ", count: min(shift, blanks))
      return line.replacing(margin, with: " | ", maxReplacements: 1)
    }
  }

  /// Some errors in at most a number of lines: as many excerpts as fit, and the number of other errors.
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
