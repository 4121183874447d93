import Foundation

/// The problems of an exercise's files: missing parts, and contradictions to the grader.
package func problemsOfMaterials(_ exercise: Exercise, in workspace: Workspace) -> [Problem] {
  let id = exercise.id
  func text(_ path: String) -> String {
    (try? String(contentsOf: workspace.file(path), encoding: .utf8)) ?? ""
  }
  var problems: [Problem] = []

  // The file of a solved exercise is no longer the stub.
  let source = text(id.sourcePath)
  let stub =
    source.contains("NotStarted()") ? (id.sourcePath, source) : (id.stubPath, text(id.stubPath))
  problems += marked(TodoMarker.places(in: stub.1), stub.0)
  if text(id.stubPath).isEmpty {
    problems.append(
      Problem(id.stubPath, "there is no copy of the stub: copy \(id.sourcePath) there")
    )
  }

  let lesson = text(id.lessonPath)
  if !lesson.contains("\(id.name).swift") {
    problems.append(Problem(id.lessonPath, "the lesson does not mention \(id.name).swift"))
  }
  problems += marked(TodoMarker.places(inLesson: lesson, of: id.name), id.lessonPath)

  problems += problemsOfHints(exercise, in: workspace)
  let faults = PlantedFaults(of: id, in: workspace).versions.map { id.faultPath($0.number) }
  for path in [id.hintsPath, id.solutionPath, id.graderPath, id.certificationPath] + faults {
    problems += marked(TodoMarker.places(in: text(path)), path)
  }
  return problems
}

private func problemsOfHints(_ exercise: Exercise, in workspace: Workspace) -> [Problem] {
  let id = exercise.id
  func problem(_ text: String) -> Problem { Problem(id.hintsPath, text) }
  guard FileManager.default.fileExists(atPath: workspace.file(id.hintsPath).path) else {
    return [problem("the hint file is missing: it has the title, the points and the hints")]
  }
  let file = HintFile(of: id, in: workspace)
  var problems = file.hints.filter(\.text.isEmpty).map {
    problem("the hint \"\($0.title)\" is empty")
  }
  problems += file.unknownLines.map { unknown in
    Problem(
      id.hintsPath,
      line: unknown.line,
      "“\(unknown.text)” says nothing that is known. Above the hints stand, each in a line of its own: the title, the "
        + "points, core or more, formerly Pack/Name, piece Pack/Name"
    )
  }
  // Nothing on the road needs what is beside it.
  let beside =
    file.mark == .core ? file.pieces.filter { HintFile(of: $0, in: workspace).mark == .more } : []
  problems += beside.map { piece in
    problem(
      "a core milestone has core pieces, and \(piece.pack)/\(piece.name) is marked more. Mark the milestone more, or "
        + "the piece core."
    )
  }
  if file.hints.count < 3 {
    problems.append(problem("at least 3 hints are needed; there are \(file.hints.count)"))
  }
  if file.pieces != exercise.student.pieces {
    let names = exercise.student.pieces.map { "piece \($0.pack)/\($0.name)" }
    problems.append(
      problem(
        names.isEmpty
          ? "the hint file names pieces, but the grader assembles the exercise from none"
          : "after the points, the hint file must have the lines:\n\(names.joined(separator: "\n"))"
      )
    )
  }
  if file.points != exercise.points {
    problems.append(
      problem(
        "the hint file promises \(file.points) points, but the grader gives \(exercise.points)"
      )
    )
  }
  return problems
}

/// The places still marked TODO in the files that students get: "Exercises/…:3: TODO: what".
package func openPlaces(forStudentsOf id: ExerciseID, in workspace: Workspace) -> [Problem] {
  func text(_ path: String) -> String {
    (try? String(contentsOf: workspace.file(path), encoding: .utf8)) ?? ""
  }
  return marked(TodoMarker.places(in: text(id.stubPath)), id.stubPath)
    + marked(TodoMarker.places(inLesson: text(id.lessonPath), of: id.name), id.lessonPath)
    + marked(TodoMarker.places(in: text(id.hintsPath)), id.hintsPath)
}

private func marked(_ places: [TodoMarker.Place], _ path: String) -> [Problem] {
  places.map { Problem(path, line: $0.line, $0.text) }
}
