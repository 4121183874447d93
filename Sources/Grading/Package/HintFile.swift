import Foundation

/// The title, the points and the hints in the hint file of an exercise.
///
///     # Fully connected layer
///     10 points
///     formerly Basics/Affine
///
///     ## Look at the shapes
///     The first hint …
///
///     ## …
///
/// The lines `formerly Pack/Name` give the old names of a renamed exercise. A student's work under an old name
/// is carried over. The lines `piece Pack/Name` of a milestone name the exercises from which it is assembled.
package struct HintFile: Sendable, Equatable {
  package struct Hint: Sendable, Equatable {
    package var title: String
    package var text: String
  }

  package var title: String
  package var points: Int
  /// The names it had before.
  package var formerly: [ExerciseID]
  /// The exercises from whose functions a milestone is assembled.
  package var pieces: [ExerciseID]
  package var hints: [Hint]

  /// Reads the text of a hint file.
  package init(_ text: String) {
    var (title, points, hints) = ("", 0, [Hint]())
    var (formerly, pieces) = ([ExerciseID](), [ExerciseID]())
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
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
