/// Something that keeps a student's code from the rest of the machine while it is judged.
package enum Protection: String, Codable, Sendable, CaseIterable {
  /// It starts in an empty folder of its own, which is removed afterwards.
  case ownFolder
  /// It runs as a user without rights, to whom none of the files belong.
  case ownUser
  /// It can read the toolchain, its own program and its own folder, and nothing else.
  case reading
  /// It can write to its own folder, and nowhere else.
  case writing
  /// It can reach nothing over TCP.
  case network
  /// It can send signals to processes that it started, and to no others.
  case signals
}
