/// The command-line program.
public enum Program {
  static let version = "0.1.0"

  /// How a student starts the program.
  static let command = "swift run gradschool"
}
