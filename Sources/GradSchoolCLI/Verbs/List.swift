extension Context {
  /// `list`: exercises and where they stand, without grading.
  func list(_ names: [String]) throws -> Int32 {
    let chosen = names.isEmpty ? catalog.exercises : try catalog.exercises(named: names)
    let board = Board(self)
    board.printSummary()
    board.print(chosen)
    return 0
  }

  /// `help`: the program, or one verb.
  func help(_ names: [String]) throws -> Int32 {
    console.line(try names.first.map { Help.text(try Verb(named: $0)) } ?? Help.overview)
    return 0
  }
}
