import Foundation
import Grading

/// What an instructor reads about a class: the misconceptions and the page of the class.
struct ClassPages {
  private let misconceptions: String
  private let page: String

  init(_ results: [StudentResult], _ catalog: Catalog, _ workspace: Workspace) {
    let found = Misconceptions(results, catalog)
    let similarity = Similarity(results, catalog, in: workspace)
    misconceptions = MisconceptionsReport(found: found, similarity: similarity).text
    page =
      ClassPage(results: results, catalog: catalog, found: found, similarity: similarity).text
  }

  func write(to folder: ClassFolder) throws {
    try folder.workspace.write(Data(misconceptions.utf8), to: "misconceptions.md")
    try folder.workspace.write(Data(page.utf8), to: "class.html")
  }
}
