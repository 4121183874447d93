import Grading

/// The table of grades of a class.
struct ClassReport {
  let results: [StudentResult]
  let catalog: Catalog

  /// A row for each student and a column for each exercise; an exercise that was not handed in has an empty cell.
  var table: String {
    let ids = catalog.exercises.map(\.id.description)
    var rows = [["student"] + ids + ["total", "possible"]]
    for result in results {
      let points = ids.map { id in
        result.verdicts.first { $0.exercise == id }.map { "\($0.earned)" } ?? ""
      }
      rows.append([result.student] + points + ["\(result.earned)", "\(result.possible)"])
    }
    return rows.map { $0.map(ClassReport.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A cell in the form of RFC 4180, which no spreadsheet takes for a formula.
  static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } == true
    let safe = isFormula ? "'" + text : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}
