import Foundation

/// The reason why something is not read, as the end of a sentence: “is a symbolic link.”.
struct Refusal: Error, Equatable {
  var reason: String
  /// Whether there may be work in it that could not be read, so that an instructor has to look.
  var hidesWork = false

  init(_ reason: String, hidesWork: Bool = false) {
    (self.reason, self.hidesWork) = (reason, hidesWork)
  }
}

/// A name in a folder.
struct FileName: Equatable, Sendable {
  enum Kind: Sendable {
    case folder, file
    /// A link, a pipe, a device.
    case other
  }

  var name: String
  var kind: Kind

  /// Whether it is there for a program or a system, and nobody handed it in.
  var isOfTools: Bool { name.hasPrefix(".") || FileName.ofTools.contains(name) }

  private static let ofTools: Set = [
    "__MACOSX", "Package.resolved", "Thumbs.db", "desktop.ini", "node_modules", "DerivedData",
  ]

  /// A name without characters that would break a line or a terminal.
  static func printable(_ name: String) -> String {
    String(
      name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) }
    )
  }
}

/// Files of a stranger, in a folder or in an archive.
protocol FileSource: Sendable {
  /// The names in a folder, sorted.
  func names(in folder: String) -> [FileName]

  /// The bytes of a file, seen from the top.
  ///
  /// - Throws: ``Refusal`` when it is larger than the limit, or no ordinary file.
  func bytes(_ path: String, limit: Int) throws(Refusal) -> Data
}
