extension Context {
  func gradeClass(_ command: CommandLineArguments) throws -> Int32 { 0 }
}
