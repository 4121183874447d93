import Testing

@testable import Grading
import GradingReports

@Suite("Markdown reports")
struct MarkdownReportTests {
  @Test("a report reads like this")
  func text() {
    let report = ReportFixtures.report(.graded(ReportFixtures.wrong), title: "Layer | <1>")
    #expect(
      MarkdownReport(report).text == #"""
        # GradSchool

        **0 of 2 exercises passed, 4 of 15 points**

        ## Layers · 4 of 10 points

        | | Exercise | Points | |
        |---|---|---:|---|
        | ✘ | Layer \| &lt;1&gt; | 4/10 | not right yet |

        ## Losses · 0 of 5 points

        | | Exercise | Points | |
        |---|---|---:|---|
        | ○ | Huber loss | 0/5 | not started |

        <details>
        <summary>✘ Layer \| &lt;1&gt;, not right yet</summary>

        ```text
        ✘ Layer | <1> · 4 of 10 points                          Exercises/Layers/Linear.swift:31
          ✔ forward agrees with the reference on 4 probes                                    4/4
          ✘ backward: ∂L/∂bias is wrong                                                      0/6
              On random probe 1:
              yours      [1, 4]
              reference  [1, 2]   = finite differences of your forward, ± 4e-12
              1 of 2 entries differs, most at [1]: yours 4, right 2.
              It was counted twice.
              Smallest case: x = [[1], [1]], upstream = [[1], [1]]
                             ∂L/∂bias = [2]; yours is [4]
                             upstream · ∂output/∂bias, for each entry of the output: 1·1 + 1·1 = 2
          next hint: swift run gradschool hint layers/linear
        ```

        </details>

        """#
    )
  }

  @Test("a student's output stays in its code block")
  func hostile() throws {
    let report = ReportFixtures.report(.graded(ReportFixtures.hostileVerdict))
    let text = MarkdownReport(report).text
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
    // The fence is longer than the three backticks inside, and there is one block only.
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("````") }.count == 2)
    let start = try #require(lines.firstIndex { $0.hasPrefix("````") })
    let end = try #require(lines.lastIndex { $0.hasPrefix("````") })
    let outside = lines[..<start] + lines[(end + 1)...]
    #expect(!outside.joined().contains("script"))
  }

  @Test("a problem, and a report on nothing")
  func problem() {
    let text = MarkdownReport(ReportFixtures.report(.notGraded, problem: "It `fails`.")).text
    #expect(text.contains("could not be completed") && text.contains("\nIt `fails`.\n"))
    #expect(
      MarkdownReport(ReportFixtures.empty).text
        == "# GradSchool\n\n**0 of 0 exercises passed, 0 of 0 points**\n"
    )
  }
}
