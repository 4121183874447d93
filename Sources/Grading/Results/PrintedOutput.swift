/// The first lines that a student's code printed.
package struct PrintedOutput: Codable, Sendable, Equatable {
  /// The first lines, with control characters as signs.
  package var head: [String]
  package var bytes: Int
  /// The file with the whole output, or its beginning, as a path from the root of the package.
  package var file: String

  package init(head: [String], bytes: Int, file: String) {
    self.head = head.map(\.withVisibleControls)
    self.bytes = bytes
    self.file = file
  }
}
