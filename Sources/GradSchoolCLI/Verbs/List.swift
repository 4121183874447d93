extension Context {
  /// `list`: all exercises and where they stand, without grading.
  func list() -> Int32 {
    Board(self).print()
    return 0
  }

  /// `help`: the program, or one verb.
  func help(_ names: [String]) throws -> Int32 {
    console.line(try names.first.map { Help.text(try Verb(named: $0)) } ?? Help.overview)
    return 0
  }
}
