extension CommandLineArguments {
  /// What was given to an option that has to be there.
  ///
  /// - Throws: ``ProgramError/missingOption(_:verb:)``.
  func value(of option: Option, for verb: Verb) throws -> String {
    guard let value = values[option] else { throw ProgramError.missingOption(option, verb: verb) }
    return value
  }

  /// The whole number given to an option; nil when there is none.
  ///
  /// - Throws: ``ProgramError/invalidValue(_:_:_:)``.
  func number<Number: FixedWidthInteger>(_ option: Option, atLeast least: Number) throws -> Number?
  {
    guard let text = values[option] else { return nil }
    guard let number = Number(text), number >= least else {
      throw ProgramError.invalidValue(option, text, "It has to be a whole number from \(least) up.")
    }
    return number
  }
}
