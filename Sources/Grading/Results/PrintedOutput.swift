/// The first lines that a student's code printed.
package struct PrintedOutput: Codable, Sendable, Equatable {
  /// The first lines, with control characters as signs.
  package var head: [String]
  package var bytes: Int
  /// The file with the whole output, or its beginning, as a path from the root of the package.
  package var file: String
  /// The calls that printed the first lines, in their order; nil when they are not known.
  package var parts: [Part]?

  /// Lines that one call printed.
  package struct Part: Codable, Sendable, Equatable {
    /// The call: "a call, on random probe 1".
    package var activity: String
    /// The number of its lines among the first ones.
    package var lines: Int

    package init(_ activity: String, lines: Int) {
      self.activity = activity
      self.lines = lines
    }
  }

  package init(head: [String], bytes: Int, file: String, parts: [Part]? = nil) {
    self.head = head.map(\.withVisibleControls)
    self.bytes = bytes
    self.file = file
    self.parts = parts
  }

  /// The lines of each call; all lines without a call where the calls are not known.
  package var sections: [(activity: String?, lines: ArraySlice<String>)] {
    guard let parts, parts.reduce(0, { $0 + $1.lines }) == head.count else {
      return [(nil, head[...])]
    }
    var start = 0
    return parts.map { part in
      defer { start += part.lines }
      return (part.activity, head[start..<start + part.lines])
    }
  }

  /// Whether more was printed than the first lines.
  package var isCut: Bool { head.reduce(0) { $0 + $1.utf8.count + 1 } < bytes }
}
