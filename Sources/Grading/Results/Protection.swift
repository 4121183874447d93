/// A protection of the machine from a student's code while that is judged.
package enum Protection: String, Codable, Sendable, CaseIterable {
  /// The code starts in an empty folder of its own, which is removed afterwards.
  case ownFolder
  /// The code runs as a user without rights, who owns none of the files.
  case ownUser
  /// The code can read the toolchain, its own program and its own folder, and nothing else.
  case reading
  /// The code can write to its own folder, and nowhere else.
  case writing
  /// The code can reach nothing over TCP.
  case network
  /// The code can send signals to processes that it started, and to no others.
  case signals
}
