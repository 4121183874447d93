/// The first lines of what a student's code printed.
package struct PrintedOutput: Codable, Sendable, Equatable {
  /// The first lines, with control characters as signs.
  package var head: [String]
  /// How many bytes there were in all.
  package var bytes: Int
  /// The file with (at least the beginning of) all of it, seen from the root of the package.
  package var file: String

  /// Creates printed output.
  package init(head: [String], bytes: Int, file: String) {
    self.head = head.map(\.withVisibleControls)
    self.bytes = bytes
    self.file = file
  }
}
