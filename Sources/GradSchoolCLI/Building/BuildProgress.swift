import Grading

/// Shows the progress of a build: the first line at once, then the build's own steps in brief.
final class BuildProgress {
  private let console: Console
  private let started = ContinuousClock.now
  private var step = BuildText.starting

  init(_ console: Console, isFirst: Bool) {
    self.console = console
    if isFirst { console.note(BuildText.first) }
    tick()
  }

  /// Reads a line of the build's output: `[12/58] Compiling Tensors Tensor.swift`.
  func read(_ line: String) {
    if let match = line.firstMatch(of: /^\[([0-9]+)\/([0-9]+)\] ([A-Z][a-z]+ [A-Za-z]+)/) {
      step = "\(match.1) of \(match.2), \(match.3)"
    } else if line.hasPrefix("Another instance of SwiftPM") {
      step = BuildText.waiting
      console.note(line)
    }
  }

  /// Shows that the build starts again without some exercises.
  func leaveOut(_ ids: [ExerciseID]) {
    console.note(BuildText.leavingOut(ids))
    step = BuildText.startingAgain
  }

  func tick() {
    let seconds = (ContinuousClock.now - started).components.seconds
    console.status(BuildText.building(step, seconds))
  }
}
