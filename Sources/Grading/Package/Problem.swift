/// What is wrong with a grader, or missing from an exercise, and the file to open.
package struct Problem: Codable, Sendable, Hashable, CustomStringConvertible {
  /// The file, seen from the root of the package.
  package var path: String
  /// The line, counted from 1, where it can be told.
  package var line: Int?
  /// What is wrong.
  package var text: String

  package init(_ path: String, line: Int? = nil, _ text: String) {
    self.path = path
    self.line = line
    self.text = text
  }

  /// The problem as a message names it: "Exercises/…:3: what is wrong".
  package var description: String { path + (line.map { ":\($0)" } ?? "") + ": " + text }
}

extension [Problem] {
  /// The problems in the order of the files that they are about: what students read, then the solution, then
  /// the grader.
  package func ordered(of id: ExerciseID) -> [Problem] {
    let paths = [
      id.sourcePath, id.stubPath, id.lessonPath, id.hintsPath, id.solutionPath, id.graderPath,
      id.certificationPath,
    ]
    return paths.flatMap { path in filter { $0.path == path } }
      + filter { !paths.contains($0.path) }
  }
}
