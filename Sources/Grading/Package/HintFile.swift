import Foundation

/// The title, the points and the hints in the hint file of an exercise.
///
///     # Fully connected layer
///     10 points
///     core
///     formerly Basics/Affine
///
///     ## Look at the shapes
///     The first hint …
///
///     ## …
///
/// The line `core` puts the exercise on the road that every student follows, and `more` beside it; an exercise without
/// either is core. The lines `formerly Pack/Name` give the old names of a renamed exercise. A student's work under an
/// old name is carried over. The lines `piece Pack/Name` of a milestone name the exercises from which it is assembled.
package struct HintFile: Sendable, Equatable {
  package struct Hint: Sendable, Equatable {
    package var title: String
    package var text: String
  }

  /// The place of an exercise in the course.
  package enum Mark: String, Sendable {
    /// On the road that every student follows.
    case core
    /// Beside the road: no core exercise needs it.
    case more
  }

  /// A line above the hints that says nothing that is known.
  package struct UnknownLine: Sendable, Equatable {
    /// The line, counted from 1.
    package var line: Int
    package var text: String
  }

  package var title: String
  package var points: Int
  /// Core unless the file says otherwise.
  package var mark: Mark { written ?? .core }
  private var written: Mark?
  /// The names it had before.
  package var formerly: [ExerciseID]
  /// The exercises from whose functions a milestone is assembled.
  package var pieces: [ExerciseID]
  package var hints: [Hint]
  /// The lines above the hints that say nothing that is known, such as a mark that is mistyped or given twice.
  package var unknownLines: [UnknownLine] = []

  /// Reads the text of a hint file.
  package init(_ text: String) {
    var (title, points, hints) = ("", 0, [Hint]())
    var (formerly, pieces) = ([ExerciseID](), [ExerciseID]())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (position, line) in lines.enumerated() {
      if line.hasPrefix("## ") {
        hints.append(Hint(title: String(line.dropFirst(3)), text: ""))
      } else if line.hasPrefix("# ") {
        title = String(line.dropFirst(2))
      } else if hints.isEmpty, let number = line.firstMatch(of: /^([0-9]+) points?$/) {
        points = Int(number.1) ?? 0
      } else if hints.isEmpty, let old = line.firstMatch(of: /^formerly (\w+\/\w+) *$/) {
        formerly += ExerciseID(path: String(old.1)).map { [$0] } ?? []
      } else if hints.isEmpty, let piece = line.firstMatch(of: /^piece (\w+\/\w+) *$/) {
        pieces += ExerciseID(path: String(piece.1)).map { [$0] } ?? []
      } else if !hints.isEmpty {
        hints[hints.count - 1].text += line + "\n"
      } else if written == nil, let mark = Mark(rawValue: line.trimmingCharacters(in: .whitespaces))
      {
        written = mark
      } else if !line.allSatisfy(\.isWhitespace) {
        unknownLines.append(UnknownLine(line: position + 1, text: String(line)))
      }
    }
    self.title = title
    self.points = points
    self.formerly = formerly
    self.pieces = pieces
    self.hints = hints.map {
      Hint(title: $0.title, text: $0.text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  /// Reads the hint file of an exercise; without a file there are no hints.
  package init(of id: ExerciseID, in workspace: Workspace) {
    self.init((try? String(contentsOf: workspace.file(id.hintsPath), encoding: .utf8)) ?? "")
    if title.isEmpty { title = id.name }
  }
}
