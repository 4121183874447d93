/// The reasons why an archive, or a file in it, is not read: the ends of sentences.
enum ArchiveText {
  static let isNone = "is no zip or tar archive."
  static let endsEarly = "ends early: a part of the archive is missing. Download or pack it again."
  static let damaged = "is damaged. Download or pack it again."
  static let wrongChecksum =
    "does not have the checksum that the archive states for it: it is damaged. Pack it again."
  static let overlapping = "is no honest archive: files in it share their bytes."
  static let hasParts = "is one part of an archive in several parts. Pack it in one part."
  static let isZip64 =
    "is a zip64 archive (65,535 files or more, or 4 GB), which is not read. Unpack it, and name the "
    + "folder instead."
  static let isNested =
    "is an archive in an archive in an archive, of which only two are opened. Unpack it."

  static func cannotOpen(_ ending: String) -> String {
    "is an archive of the kind \(ending), which is not read; zip, tar and tar.gz are. Pack it again."
  }

  static func twice(_ path: String) -> String {
    "has “\(shown(path))” twice, and only one can count."
  }

  static func twoNames(_ path: String) -> String {
    "is no honest archive: “\(shown(path))” has another name inside."
  }

  static func absolute(_ path: String) -> String {
    "is not opened: “\(shown(path))” is a path from the root of a disk."
  }

  static func leadsOut(_ path: String) -> String {
    "is not opened: “\(shown(path))” leads out of the archive."
  }

  static func encrypted(_ path: String) -> String {
    "needs a password for “\(shown(path))”. Pack it without one."
  }

  static func method(_ number: Int) -> String {
    "is packed by method \(number) of zip; only stored and deflated files are read. Pack it again."
  }

  static func many(_ count: Int) -> String {
    "has \(count) files or more, and at most \(Archive.mostEntries) are read. Leave out .build and .git, "
      + "or unpack it, and name the folder instead."
  }

  static let manyFolders =
    "has more than \(Archive.mostEntries) folders. Hand in the folder Exercises only."
  static let manyArchives =
    "and the archives after it are not opened: at most \(ArchiveBudget.mostArchives) archives of a submission "
    + "are. Pack all files in one archive."

  static func deep(_ path: String) -> String {
    "is not opened: “\(shown(path))…” has more than \(Archive.mostParts) parts. Hand in the folder Exercises only."
  }

  static func large(_ limit: Int, packed: Int) -> String {
    "would be larger than \(limit >> 20) MB when it is unpacked, from \(packed >> 10) kB. At most "
      + "\(Archive.mostTimes) times its size are read, and \(Archive.mostBytes >> 20) MB of all archives of a "
      + "submission together."
  }

  static func reason(_ error: any Error) -> String {
    switch error as? Inflate.Problem {
    case .endsEarly: endsEarly
    case .isLarge: "is larger than the archive states: it is damaged. Pack it again."
    case .isDamaged, nil: damaged
    }
  }

  private static func shown(_ path: String) -> String {
    FileName.printable(String(path.prefix(80)))
  }
}
