import Foundation

/// What is missing, or contradicts the grader, among the files that a student reads.
///
/// - Parameters:
///   - exercise: The exercise as its grader declares it.
///   - workspace: The package.
/// - Returns: One sentence for each problem, with the file to open.
package func problemsOfMaterials(_ exercise: Exercise, in workspace: Workspace) -> [String] {
  let id = exercise.id
  var problems: [String] = []
  let file = HintFile(of: id, in: workspace)
  if file.hints.count < 3 {
    problems.append("\(id.hintsPath) has \(file.hints.count) hints; at least 3 are needed")
  }
  for hint in file.hints where hint.text.isEmpty {
    problems.append("\(id.hintsPath): the hint \"\(hint.title)\" is empty")
  }
  if file.points != exercise.points {
    problems.append(
      "\(id.hintsPath) promises \(file.points) points, but the grader gives \(exercise.points)"
    )
  }
  let lessonPath = "Exercises/\(id.pack)/README.md"
  let lesson = (try? String(contentsOf: workspace.file(lessonPath), encoding: .utf8)) ?? ""
  if !lesson.contains("\(id.name).swift") {
    problems.append("\(lessonPath), the lesson, does not mention \(id.name).swift")
  }
  if !FileManager.default.fileExists(atPath: workspace.stub(of: id).path) {
    problems.append(
      "there is no copy of the stub at .gradschool/stubs/\(id.pack)/\(id.name).swift"
    )
  }
  return problems.map { "\(id): \($0)" }
}
