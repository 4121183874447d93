import Foundation
import Grading

extension Context {
  /// `solution`: shows the solution of an exercise that has passed.
  func solution(_ names: [String], reveal: Bool) throws -> Int32 {
    let entry = try catalog.exercise(named: names.first ?? "")
    let path = entry.id.solutionPath
    guard FileManager.default.fileExists(atPath: workspace.file(path).path) else {
      throw ProgramError.noSolution(exercise: "\(entry.id)", path: path)
    }
    let standing = Standing(of: entry.id, in: workspace)
    guard reveal || standing.isPassed else {
      console.error(
        """
        The solution of \(entry.id) opens when you have passed it (now: \(standing.name)).
          grade it     \(Program.command) grade \(entry.id)
          get a hint   \(Program.command) hint \(entry.id)
          or look now  \(Program.command) solution \(entry.id) --reveal
        """
      )
      return 1
    }
    let text: String
    do {
      text = try String(contentsOf: workspace.file(path), encoding: .utf8)
    } catch {
      throw ProgramError.unreadable(path: path, reason: reason(error))
    }
    console.line(console.colored("// \(path)", .dim))
    console.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    return 0
  }
}
