import Foundation

/// The problems of the versions of a *find the bug* exercise.
///
/// - Parameters:
///   - id: The exercise.
///   - planted: The versions that its known mistakes name; empty for every other kind of exercise.
///   - workspace: The package.
/// - Returns: The problems; none of every other kind of exercise.
package func problemsOfFaults(_ id: ExerciseID, planted: [Int], in workspace: Workspace)
  -> [Problem]
{
  let versions = PlantedFaults(of: id, in: workspace).versions
  let numbers = versions.map(\.number)
  guard !versions.isEmpty || !planted.isEmpty else { return [] }
  var problems: [Problem] = []
  for number in Set(planted).subtracting(numbers).sorted() {
    problems.append(
      Problem(id.faultPath(number), "there is no such file, and a known mistake is planted in it")
    )
  }
  for number in numbers where !planted.contains(number) {
    problems.append(
      Problem(
        id.certificationPath,
        "no known mistake is planted in version \(number). Add .planted(inVersion: \(number)) to the one "
          + "that calls \(id.name)Fault\(number)."
      )
    )
  }
  if versions.count < 3 {
    problems.append(
      Problem(
        id.faultPath(versions.count + 1),
        "at least 3 versions are needed, each with another fault; there are \(versions.count)"
      )
    )
  }
  for version in versions {
    problems += problemsOfText(version, id, first: versions[0])
  }
  let stub = try? String(contentsOf: workspace.stub(of: id), encoding: .utf8)
  if let first = versions.first, stub != first.text {
    problems.append(
      Problem(
        id.stubPath,
        "it must be version 1: the text of \(id.faultPath(1)), with \(id.name) for \(id.name)Fault1"
      )
    )
  }
  return problems
}

private func problemsOfText(
  _ version: PlantedFaults.Version,
  _ id: ExerciseID,
  first: PlantedFaults.Version
) -> [Problem] {
  let path = id.faultPath(version.number)
  var problems: [Problem] = []
  let mark = version.text.firstMatch(of: PlantedFaults.mark).map { String($0.1) }
  if mark != "\(version.number)" {
    problems.append(
      Problem(
        path,
        "a comment must say which version it is, // Version \(version.number), so that a file that was "
          + "handed in says it too"
      )
    )
  }
  guard let line = version.line else {
    let text =
      "its code must differ from \(id.solutionPath) in exactly one line, which is the fault"
    return problems + [Problem(path, text)]
  }
  // Everything but the two faults and the marks is the same, comments too.
  let (lines, others) = (version.lines, first.lines)
  let isMark = { (line: Substring) in line.firstMatch(of: PlantedFaults.mark) != nil }
  let differing =
    lines.count == others.count
    ? lines.indices.filter { position in
      lines[position] != others[position] && ![line, first.line].contains(position + 1)
        && !(isMark(lines[position]) && isMark(others[position]))
    } : []
  if lines.count != others.count || !differing.isEmpty {
    let place = differing.first.map { $0 + 1 }
    problems.append(
      Problem(
        path,
        line: place,
        "apart from the faults it must be the same as \(id.faultPath(1)), comments included"
      )
    )
  }
  return problems
}
