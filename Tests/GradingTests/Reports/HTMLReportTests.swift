import Foundation
import Testing

@testable import Grading
import GradingReports

@Suite("HTML reports")
struct HTMLReportTests {
  @Test("interpolated text cannot become markup; pieces of HTML can")
  func escaping() {
    let name = "<a href='x'>\"&\u{1B}"
    let item: HTML = "<li>\(name)</li>"
    #expect(item.text == "<li>&lt;a href=&#39;x&#39;&gt;&quot;&amp;\u{FFFD}</li>")
    let list: HTML = "<ul>\([item, item])\(3) \(2.25)</ul>"
    #expect(list.text == "<ul>\(item.text)\n\(item.text)3 2.3</ul>")
  }

  @Test("text that a student wrote or printed never becomes markup")
  func hostile() {
    let report = ReportFixtures.report(
      .graded(ReportFixtures.hostileVerdict),
      title: ReportFixtures.hostile,
      problem: ReportFixtures.hostile
    )
    let text = HTMLReport(report).text
    #expect(!text.contains("<script") && !text.contains("<b>1") && !text.contains("∂L/∂<b>"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    // Every tag that is opened is one of ours, and is closed.
    for tag in ["pre", "details", "article", "li", "p", "section", "div"] {
      let opened = ["<\(tag) ", "<\(tag)>"].map { text.components(separatedBy: $0).count - 1 }
      #expect(opened.reduce(0, +) == text.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
    }
  }

  @Test("the page loads no other file and runs no script")
  func selfContained() {
    let text = HTMLReport(ReportFixtures.report(.graded(ReportFixtures.wrong))).text
    for word in ["src=", "http:", "https:", "url(", "@import", "<link", "<script", " onclick"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("default-src 'none'") && text.contains("prefers-color-scheme: dark"))
  }

  @Test("the page begins with the core exercises, and marks those of more, also in words")
  func road() {
    let text = HTMLReport(ReportFixtures.report(.graded(ReportFixtures.passed))).text
    #expect(text.contains("<b>1 of 1</b> core exercises passed"))
    let steps = text.split(separator: "aria-label=\"The core exercises\">").last?
      .split(separator: "</nav>").first
    #expect(steps?.contains("href=\"#layers-linear\"") == true)
    #expect(steps?.contains("href=\"#losses-huber\"") == false)
    #expect(text.contains("not started, more</span>"))
    // Where nothing is beside the road, there is nothing to say of it.
    var report = ReportFixtures.report(.graded(ReportFixtures.passed))
    for position in report.exercises.indices { report.exercises[position].isCore = true }
    #expect(!HTMLReport(report).text.contains("core exercise"))
  }

  @Test("no markup of ours is shown as text")
  func ours() {
    for outcome in [ReportFixtures.wrong, ReportFixtures.passed].map(Report.Outcome.graded) {
      #expect(!HTMLReport(ReportFixtures.report(outcome)).text.contains("&lt;"))
    }
  }

  @Test("the page has progress, findings, the smallest example and the next hint, also in words")
  func content() {
    let text = HTMLReport(ReportFixtures.report(.graded(ReportFixtures.wrong))).text
    for word in [
      "aria-label=\"1 not right yet, 1 not started\"", "<b>4</b> of 15 points",
      "1 of 2 entries differs, most at [1]: yours 4, right 2.",
      "<td class=\"above3\" title=\"too large by 10 % or more\">4</td>",
      "<p class=\"label\">finite differences, ± 4e-12</p>", "It was counted twice.",
      "<dt>upstream</dt><dd>[[1], [1]]</dd>",
      "upstream · ∂output/∂bias, for each entry of the output: 1·1 + 1·1 = 2",
      "gradschool hint layers/linear", "href=\"#losses-huber\"", "id=\"losses-huber\"",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test("an empty report says so")
  func empty() {
    let text = HTMLReport(ReportFixtures.empty).text
    #expect(text.contains("There are no exercises in this report."))
    #expect(text.hasSuffix("</html>"))
  }
}
