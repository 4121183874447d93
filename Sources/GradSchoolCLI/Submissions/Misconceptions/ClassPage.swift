import Foundation
import Grading
import GradingReports

/// A class as one HTML page, without scripts and without other files: its points, misconceptions, and sources that agree.
struct ClassPage {
  let results: [StudentResult]
  let table: ClassTable
  let found: Misconceptions
  let similarity: Similarity

  /// The most students in the table; a browser takes long to lay out more.
  static let most = 1_000

  private var catalog: Catalog { table.catalog }

  var text: String { page.text }

  private var page: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>GradSchool · a class of \(table.rows.count)</title>
    <style>
    \(HTMLReport.style)
    \(ClassPage.style)
    </style>
    </head>
    <body>
    <header>
    <p class="brand">GradSchool <span>a class</span></p>
    <h1>\(table.rows.count) <span>student\(table.rows.count == 1 ? "" : "s")</span></h1>
    <p class="remark">\(CauseText.headline(found))</p>
    <nav aria-label="Parts"><ul>
    <li><a href="#students">Students</a></li>
    <li><a href="#exercises">Exercises and misconceptions</a></li>
    <li><a href="#agreement">Sources that agree</a></li>
    </ul></nav>
    </header>
    <main>
    \(students)
    \(exercises)
    \(agreement)
    </main>
    <footer><h2>How this is counted</h2>
    \(CauseText.rules.map { "<p>\($0)</p>" as HTML })
    </footer>
    </body>
    </html>
    """
  }

  // MARK: - Students

  private var students: HTML {
    let packs = catalog.packs.filter { !$0.exercises.isEmpty }.map { pack -> HTML in
      "<th scope=\"colgroup\" colspan=\"\(pack.exercises.count)\">\(pack.name)</th>"
    }
    let names = catalog.exercises.map { entry -> HTML in
      "<th scope=\"col\"><a href=\"#\(ClassPage.anchor(entry.id))\">\(entry.id.name)</a></th>"
    }
    let byName = Dictionary(results.map { ($0.student, $0) }) { first, _ in first }
    let rows = table.rows.prefix(ClassPage.most).map { row($0, byName[$0.student]) }
    let more: HTML =
      table.rows.count > ClassPage.most
      ? "<p class=\"remark\">The first \(ClassPage.most) students. grades.csv has all.</p>" : ""
    return """
      <section id="students">
      <h2>Students</h2>
      \(ClassPage.legend)
      <div class="grades" tabindex="0" role="region" aria-label="Points of each student">
      <table>
      <thead><tr><td></td><td></td>\(packs)</tr>
      <tr class="names"><th scope="col">student</th><th scope="col">points</th>\(names)</tr></thead>
      <tbody>
      \(rows)
      </tbody></table></div>
      \(more)
      </section>
      """
  }

  private static let legend: HTML = """
    <ul class="legend states"><li><i class="p">10</i>passed</li><li><i class="h">7</i>partly right</li>\
    <li><i class="w">0</i>no points</li><li><i class="u">?</i>look at it yourself</li>\
    <li><i class="n">·</i>not handed in</li><li><i class="x">×</i>unreadable</li><li><i>*</i>given by hand</li></ul>
    """

  private func row(_ row: ClassTable.Row, _ result: StudentResult?) -> HTML {
    let name = FileName.printable(row.student)
    let path = ClassFolder.page(of: row.student)
      .addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    let student: HTML = result == nil ? "\(name)" : "<a href=\"\(path ?? "")\">\(name)</a>"
    let head: HTML = "<tr><th scope=\"row\">\(student)</th>"
    if row.marks.isEmpty, row.state != .graded {
      let kind: HTML = row.state == .handedInNothing ? "n" : "x"
      let text = [ClassText.name(row.state) + "."] + row.remarks
      return """
        \(head)<td class="\(kind)">\(row.state == .handedInNothing ? "·" : "×")</td>\
        <td class="\(kind) reason" colspan="\(catalog.exercises.count)">\
        \(FileName.printable(text.joined(separator: " ")))</td></tr>
        """
    }
    let states = Dictionary((result?.verdicts ?? []).map { ($0.exercise, $0.state) }) { first, _ in
      first
    }
    let cells = catalog.exercises.map { entry in
      ClassPage.cell(row.marks[entry.id], states["\(entry.id)"], possible: entry.points)
    }
    let total = row.points.map(ClassTable.number) ?? ""
    return "\(head)<td class=\"total\">\(total)</td>\(cells)</tr>"
  }

  /// The points in an exercise, with a sign where they are an override; a sign alone where there are none.
  private static func cell(_ mark: ClassTable.Mark?, _ state: State?, possible: Int) -> HTML {
    guard let mark else { return "<td class=\"n\">·</td>" }
    guard let points = mark.points else { return "<td class=\"u\">?</td>" }
    let isRight = mark.override.map { $0.points >= possible } ?? (state == .passed)
    let sign: HTML = mark.override == nil ? "" : "*"
    return "<td class=\"\(isRight ? "p" : points > 0 ? "h" : "w")\">\(points)\(sign)</td>"
  }

  // MARK: - Exercises

  private var exercises: HTML {
    let begun = found.exercises.filter { $0.handedIn > 0 }
    let rest = found.exercises.filter { $0.handedIn == 0 }.map(\.entry.id.description)
    let nobody: HTML =
      rest.isEmpty
      ? "" : "<p class=\"remark\">Nobody handed in \(rest.joined(separator: ", ")).</p>"
    return """
      <section id="exercises">
      <h2>Exercises and misconceptions</h2>
      <ul class="counts"><li class="passed">passed</li><li class="open">a cause each</li>\
      <li class="waiting">not graded</li><li>not handed in</li></ul>
      \(begun.map(card))
      \(nobody)
      </section>
      """
  }

  private func card(_ exercise: Misconceptions.ExerciseCauses) -> HTML {
    let shares = exercise.shares
    let causes = zip(exercise.causes, shares.causes).map(item)
    let waiting: HTML =
      exercise.notGraded.isEmpty
      ? ""
      : """
      <li class="flat"><b>\(CauseText.share(shares.notGraded))</b> \(CauseText.notGraded): \
      \(CauseText.names(exercise.notGraded))</li>
      """
    return """
      <article class="exercise" id="\(ClassPage.anchor(exercise.entry.id))">
      <div class="head"><h3>\(exercise.entry.title)</h3><span class="state">\(exercise.entry.id.description)</span>\
      </div>
      \(bar(exercise))
      <p class="where">\(CauseText.share(shares.passed)) passed. \(CauseText.summary(exercise))</p>
      <ul class="causes">
      \(causes)
      \(waiting)
      </ul>
      </article>
      """
  }

  private func bar(_ exercise: Misconceptions.ExerciseCauses) -> HTML {
    let parts =
      [("passed", exercise.passed)] + exercise.causes.map { ("open", $0.students.count) }
      + [
        ("waiting", exercise.notGraded.count), ("fresh", exercise.students - exercise.handedIn),
      ]
    let segments = parts.filter { $0.1 > 0 }.map { name, count -> HTML in
      "<i class=\"\(name)\" style=\"flex:\(count)\"></i>"
    }
    return "<div class=\"bar\" aria-hidden=\"true\">\(segments)</div>"
  }

  private func item(_ cause: Misconceptions.Cause, _ share: Double) -> HTML {
    let code = cause.example?.excerpt.map { excerpt -> HTML in
      "<pre class=\"code\">\(excerpt.lines.joined(separator: "\n"))</pre>"
    }
    let example = cause.example.map { example -> HTML in
      "<p class=\"where\">\(CauseText.example(example))</p>\(code ?? "")"
    }
    let sentences = cause.root.sentences
    let text = sentences.map(\.withVisibleControls).joined(separator: "\n")
    let quote: HTML =
      sentences.isEmpty
      ? ""
      : sentences.count > 1
        ? "<pre class=\"code\">\(text)</pre>" : "<p class=\"cause\">\(text)</p>"
    return """
      <li><details><summary><b>\(CauseText.share(share))</b> \(cause.root.title) \
      <span>\(CauseText.counted(cause.students.count, "student"))</span></summary>
      \(quote)
      <p class="who">\(CauseText.names(cause.students))</p>
      \(example ?? "")
      </details></li>
      """
  }

  // MARK: - Sources that agree

  private var agreement: HTML {
    let rows = similarity.exercises.flatMap { exercise in
      exercise.rows.map { row -> HTML in
        """
        <li><b>\(exercise.id.description)</b> <span>\(row.relation)</span>\
        <p class="who">\(row.students)</p></li>
        """
      }
    }
    let list: HTML =
      rows.isEmpty ? "<p>\(CauseText.noAgreement)</p>" : "<ul class=\"groups\">\(rows)</ul>"
    return """
      <section id="agreement">
      <h2>\(CauseText.placeToLook)</h2>
      \(CauseText.comparison.map { "<p class=\"remark\">\($0)</p>" as HTML })
      \(list)
      <p class="remark">\(CauseText.compared(similarity))</p>
      </section>
      """
  }

  private static func anchor(_ id: ExerciseID) -> String {
    id.description.replacing("/", with: "-")
  }
}
