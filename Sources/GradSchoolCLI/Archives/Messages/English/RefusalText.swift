/// The reasons why a path is not read, on a disk or in an archive: the ends of sentences.
enum RefusalText {
  static let isLink = "is a symbolic link, and links are not followed."
  static let isNoFolder = "is no folder."
  static let leadsOut = "leads out of the folder."
  static let isBehindLink = "is a symbolic link, or lies behind one; links are not followed."
  static let isFolder = "is a folder, not a file."
  static let isNoOrdinaryFile = "is no ordinary file."
  static let isUnreadable = "cannot be read."
  static let isNoText = "is not text."
  static let isBlank = "is empty."
  static func isUnreadable(_ reason: String) -> String { "cannot be read: \(reason)" }

  static func isLarge(_ limit: Int) -> String {
    limit < 1 << 20
      ? "is larger than \(limit >> 10) kB; an exercise is not."
      : "is larger than \(limit >> 20) MB. Leave out what is no exercise."
  }
}
