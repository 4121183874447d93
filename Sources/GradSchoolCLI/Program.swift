/// The command-line program.
public enum Program {
  /// The program's version.
  static let version = "0.1.0"

  /// How a student starts the program.
  static let command = "swift run gradschool"
}
