/// A problem of a grader or an exercise, and the file to open.
package struct Problem: Codable, Sendable, Hashable, CustomStringConvertible {
  /// The file, as a path from the root of the package.
  package var path: String
  /// The line, counted from 1; nil when it is not known.
  package var line: Int?
  package var text: String

  package init(_ path: String, line: Int? = nil, _ text: String) {
    self.path = path
    self.line = line
    self.text = text
  }

  /// The problem as a line of a message: "Exercises/…:3: the problem".
  package var description: String { path + (line.map { ":\($0)" } ?? "") + ": " + text }
}

extension [Problem] {
  /// The problems in the order of their files: the files that students read, the solution, the grader.
  package func ordered(of id: ExerciseID) -> [Problem] {
    let paths = [
      id.sourcePath, id.stubPath, id.lessonPath, id.hintsPath, id.solutionPath, id.graderPath,
      id.certificationPath,
    ]
    return paths.flatMap { path in filter { $0.path == path } }
      + filter { !paths.contains($0.path) }
  }
}
