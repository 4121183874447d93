import Grading

/// The student's next step: to correct an exercise that was begun, or else to begin the next one.
struct NextStep {
  let progress: StudentProgress
  /// The exercise of the step; nil when everything is done.
  let entry: Catalog.Entry?

  /// Creates the step about an exercise; about the student's current one unless given.
  init(_ progress: StudentProgress, about entry: Catalog.Entry? = nil) {
    self.progress = progress
    self.entry = entry ?? progress.current
  }

  /// The step in a few lines; fewer while a saved file is graded at once and a key opens a hint.
  func lines(isWatching: Bool = false) -> [String] {
    guard !progress.catalog.exercises.isEmpty else { return [BoardText.noExercises] }
    guard let entry else { return [BoardText.everythingDone] }
    let state = progress[entry.id]
    guard state.isOpen else { return BoardText.begin(entry, isWatching: isWatching) }
    return [BoardText.next(entry, state.name)]
      + (state == .missing
        ? [BoardText.bringBack(entry.id)]
        : BoardText.correct(entry, state.verdict, isWatching: isWatching))
  }

  func print(to console: Console, isWatching: Bool = false) {
    let width = max(40, console.abilities.width)
    for line in lines(isWatching: isWatching) {
      LineWrapping.lines("  " + line, width: width).forEach { console.line($0) }
    }
  }
}
