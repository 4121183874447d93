import Grading

/// A report as one HTML page, without scripts and without other files.
///
/// Light and dark follow the reader's system. Every picture has its content as text too, and no information is
/// in colour alone.
package struct HTMLReport {
  private let report: Report

  package init(_ report: Report) { self.report = report }

  package var text: String { page.text }

  private var page: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>GradSchool · \(report.headline)</title>
    <style>
    \(HTMLReport.style)
    </style>
    </head>
    <body>
    \(header)
    <main>
    \(report.packs.map(section))
    </main>
    \(footer)
    </body>
    </html>
    """
  }

  // MARK: - Top

  private var header: HTML {
    """
    <header>
    <p class="brand">GradSchool <span>gradients by hand, checked</span></p>
    <h1>\(report.passed) of \(report.exercises.count) \
    <span>exercise\(report.exercises.count == 1 ? "" : "s") passed</span></h1>
    \(road)
    \(progress)
    \(problem)
    \(report.remarks.map { "<p class=\"remark\">\($0)</p>" as HTML })
    \(map)
    </header>
    """
  }

  /// The core exercises, a step for each; nothing where no exercise is beside the road, or none on it.
  private var road: HTML {
    let steps = report.road
    guard !steps.isEmpty, steps.count < report.exercises.count else { return "" }
    let passed = steps.count { $0.state == .passed }
    let tiles = steps.map { exercise -> HTML in
      """
      <a class="\(HTMLReport.kind(exercise))" href="#\(HTMLReport.anchor(exercise))" title="\(exercise.title)">\
      <span class="hidden">\(exercise.title), \(exercise.stateName)</span></a>
      """
    }
    return """
      <p class="remark">The road: <b>\(passed) of \(steps.count)</b> core exercises passed. What is
      outlined below is <i>more</i>: no core exercise needs it.</p>
      <nav class="road" aria-label="The core exercises">\(tiles)</nav>
      """
  }

  private var progress: HTML {
    let parts = [
      ("passed", "passed", report.passed), ("open", "not right yet", report.open),
      ("waiting", "not graded", report.notGraded), ("fresh", "not started", report.notStarted),
    ].filter { $0.2 > 0 }
    let words = parts.map { "\($0.2) \($0.1)" }.joined(separator: ", ")
    let bar = parts.map { "<i class=\"\($0.0)\" style=\"flex:\($0.2)\"></i>" as HTML }
    let legend = parts.map { "<li class=\"\($0.0)\">\($0.2) \($0.1)</li>" as HTML }
    return """
      <div class="bar" role="img" aria-label="\(words)">\(bar)</div>
      <ul class="counts">
      <li class="points"><b>\(report.earned)</b> of \(report.possible) points</li>
      \(legend)
      </ul>
      """
  }

  private var problem: HTML {
    guard let problem = report.problem else { return "" }
    return """
      <div class="problem" role="alert"><p>Grading could not be completed. Exercises that
      were not graded have 0 points for now. This says nothing about your work.</p><pre>\(problem)</pre></div>
      """
  }

  /// All exercises at a glance, a row for each pack.
  private var map: HTML {
    let rows = report.packs.map { pack -> HTML in
      let inOrder = pack.exercises.filter(\.isCore) + pack.exercises.filter { !$0.isCore }
      let tiles = inOrder.map { exercise -> HTML in
        """
        <li><a class="\(HTMLReport.kind(exercise))\(exercise.isCore ? "" : " more")" \
        href="#\(HTMLReport.anchor(exercise))">\
        <span aria-hidden="true">\(exercise.sign)</span> \(exercise.title)\
        <span class="hidden">, \(exercise.stateName)\(exercise.isCore ? "" : ", more")</span></a></li>
        """
      }
      return "<div><dt>\(pack.name)</dt><dd><ul>\(tiles)</ul></dd></div>"
    }
    return report.exercises.isEmpty
      ? "<p class=\"remark\">There are no exercises in this report.</p>"
      : "<nav aria-label=\"All exercises\"><dl>\(rows)</dl></nav>"
  }

  private var footer: HTML {
    """
    <footer>
    <h2>How this was found</h2>
    <p>Your <i>forward</i> and your <i>backward</i> are compared with those of a reference. Your <i>backward</i>
    is also compared with finite differences of your own <i>forward</i>, within the bound of their error.</p>
    <p><b>The error at every step.</b> The central difference (L(x+h) − L(x−h)) / 2h is compared with a
    derivative. For the right derivative the error draws a V on logarithmic scales. On the right, where steps
    are large, the error of the difference quotient falls with h². On the left, rounding errors grow as 1/h. A
    function that is straight or a parabola along this entry has only the left branch. For a wrong derivative
    the curve ends in a plateau at the size of the mistake.</p>
    <p class="small">Made on \(report.timestamp) by <code>gradschool grade --html</code>.</p>
    </footer>
    """
  }

  // MARK: - Exercises

  private func section(_ pack: (name: String, exercises: [Report.Exercise])) -> HTML {
    let earned = pack.exercises.reduce(0) { $0 + $1.earned }
    let possible = pack.exercises.reduce(0) { $0 + $1.possible }
    return """
      <section>
      <h2>\(pack.name) <span>\(earned) of \(possible) points</span></h2>
      \(pack.exercises.map(card))
      </section>
      """
  }

  private func card(_ exercise: Report.Exercise) -> HTML {
    let kind = HTMLReport.kind(exercise)
    let tag: HTML = exercise.isCore ? "" : " <span class=\"more\">more</span>"
    let head: HTML = """
      <span class="sign" aria-hidden="true">\(exercise.sign)</span>
      <h3>\(exercise.title)\(tag)</h3>
      <span class="state">\(exercise.stateName)</span>
      <span class="score">\(exercise.earned)<span>/\(exercise.possible)</span></span>
      """
    guard let verdict = exercise.verdict, verdict.state != .notStarted else {
      return """
        <article class="\(kind) flat" id="\(HTMLReport.anchor(exercise))">
        <div class="head">\(head)</div>
        </article>
        """
    }
    let checks: HTML =
      verdict.checks.isEmpty ? "" : "<ul class=\"checks\">\(verdict.checks.map(item))</ul>"
    let isOpen: HTML =
      verdict.state == .passed && verdict.pictures?.isEmpty ?? true ? "" : " open"
    return """
      <article class="\(kind)" id="\(HTMLReport.anchor(exercise))">
      <details\(isOpen)>
      <summary class="head">\(head)</summary>
      <p class="where"><code>\(exercise.location)</code></p>
      \(checks)
      \(verdict.findings.map { HTMLReport.finding($0, about: nil) })
      \(pictures(verdict))
      \(printed(verdict))
      \(next(verdict))
      </details>
      </article>
      """
  }

  private func item(_ check: Check) -> HTML {
    let line = Wording.line(check)
    let findings = check.findings.map { HTMLReport.finding($0, about: check.subject) }
    let measures = Wording.measures(check, width: .max).map { "<p>\($0)</p>" as HTML }
    return """
      <li class="\(check.mark.rawValue)"><p class="check"><span class="mark">\(String(line.prefix(1)))</span>
      <span>\(String(line.dropFirst(2)))</span><span class="score">\(check.earned)\
      <span>/\(check.possible)</span></span></p>
      \(measures)
      \(findings)
      </li>
      """
  }

  private func printed(_ verdict: Verdict) -> HTML {
    guard let output = verdict.output else { return "" }
    let sections = output.sections.map { section -> HTML in
      let head = Wording.printed(by: section.activity)
      return """
        <h4>\(head.prefix(1).uppercased() + head.dropFirst())</h4>
        <pre>\(section.lines.joined(separator: "\n"))</pre>
        """
    }
    let more: HTML = output.isCut ? "<p>… \(output.bytes) bytes in all</p>" : ""
    return "<div class=\"printed\">\(sections)\(more)</div>"
  }

  private func next(_ verdict: Verdict) -> HTML {
    guard verdict.state != .passed, verdict.state != .inconclusive else { return "" }
    return """
      <p class="next">Next hint: <code>swift run gradschool hint \(verdict.exercise)</code></p>
      """
  }

  // MARK: - Names

  static func kind(_ exercise: Report.Exercise) -> String {
    switch exercise.state {
    case .passed: "passed"
    case .notStarted: "fresh"
    case nil, .inconclusive: "waiting"
    case .wrong, .crashed, .timedOut, .doesNotCompile: "open"
    }
  }

  static func anchor(_ exercise: Report.Exercise) -> String {
    exercise.id.description.replacing("/", with: "-")
  }
}
