/// The line of a planted fault, before and after its repair.
package struct FaultRepair: Codable, Sendable, Equatable {
  /// The line in the file as it was handed out, counted from 1.
  package var line: Int
  /// The line as it was handed out.
  package var was: String
  /// The student's lines in its place; empty when it is gone, and nil when it is unchanged.
  package var now: [String]?
  /// The sentence about the mistake.
  package var sentence: String
}
