import Foundation

/// The submissions of a class.
struct SubmissionList: Sendable {
  /// One submission, not read yet.
  struct Item: Sendable {
    var origin: SubmissionOrigin
    var place: URL

    /// A folder with the name of the student.
    init(_ place: URL) {
      origin = SubmissionOrigin(name: place.lastPathComponent, folder: place.lastPathComponent)
      self.place = place
    }
  }

  private(set) var items: [Item] = []

  init(_ folder: URL) throws {
    let names = try ProgramError.reading(folder.path) {
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }
    let visible = names.filter { !$0.hasPrefix(".") }.sorted()
    guard !visible.isEmpty else { throw ProgramError.noSubmissions(folder.path) }
    items = visible.map { Item(URL(filePath: folder.path + "/" + $0)) }
  }
}
