import Foundation
import Grading

/// What an instructor reads about a class: the misconceptions and the page of the class.
struct ClassPages {
  static let names = ["misconceptions.md", "class.html"]

  private let texts: [String]

  /// Makes the pages.
  ///
  /// - Parameters:
  ///   - results: The results of one grading.
  ///   - table: The marks made of them.
  ///   - workspace: The package, with its stubs and solutions.
  init(_ results: [StudentResult], _ table: ClassTable, _ workspace: Workspace) {
    let found = Misconceptions(results, table)
    let similarity = Similarity(results, table.catalog, in: workspace)
    texts = [
      MisconceptionsReport(found: found, similarity: similarity).text,
      ClassPage(results: results, table: table, found: found, similarity: similarity).text,
    ]
  }

  func write(to folder: ClassFolder) throws {
    for (name, text) in zip(Self.names, texts) {
      try folder.workspace.write(Data(text.utf8), to: name)
    }
  }
}
