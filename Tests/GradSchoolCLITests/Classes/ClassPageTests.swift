import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The page of a class")
struct ClassPageTests {
  private let package: TestPackage
  private let catalog: Catalog
  private let ids = TestPackage.ids

  init() throws {
    package = try TestPackage()
    catalog = Catalog(package.workspace)
  }

  private func page(_ results: [StudentResult]) -> String {
    page(results, ClassTable(results, catalog))
  }

  private func page(_ results: [StudentResult], _ table: ClassTable) -> String {
    ClassPage(
      results: results,
      table: table,
      found: Misconceptions(results, table),
      similarity: Similarity(results, catalog, in: package.workspace)
    ).text
  }

  @Test("every state has a cell of its own, in a sign or a number and not in colour alone")
  func cells() {
    let verdicts = [
      ClassOfResults.verdict(on: ids[0], .passed),
      ClassOfResults.verdict(on: ids[1], forward: .failed),
      ClassOfResults.verdict(on: ids[2], forward: .failed, backward: .failed),
    ]
    let lost = ClassOfResults.result("dee", [], unreadable: "dee is a file.")
    let text = page([
      ClassOfResults.result("ann", verdicts),
      ClassOfResults.result("ben", [ClassOfResults.verdict(on: ids[3], .inconclusive)]), lost,
    ])
    #expect(
      text.contains(
        "<a href=\"students/ann.md\">ann</a></th><td class=\"total\">15</td><td class=\"p\">10</td>\n"
          + "<td class=\"h\">5</td>\n<td class=\"w\">0</td>\n<td class=\"n\">·</td></tr>"
      )
    )
    #expect(text.contains("<td class=\"u\">?</td></tr>"))
    #expect(
      text.contains(
        "<td class=\"x\">×</td><td class=\"x reason\" colspan=\"4\">unreadable. dee is a file.</td>"
      )
    )
  }

  @Test("points given by hand have a sign, and those who wait or are absent a row")
  func rows() throws {
    let results = ["ann", "ben"].map {
      ClassOfResults.result($0, [ClassOfResults.verdict(on: ids[0], forward: .failed)])
    }
    let header = "student,exercise,points,reason\n"
    let lines = "ben,zebra/big-step,9,looked at it\nben,zebra/step,10,on paper\n"
    let table = ClassTable(
      results,
      catalog,
      overrides: try Overrides(
        Data((header + lines).utf8),
        path: "",
        catalog,
        students: ["ann", "ben"]
      ),
      roster: try Roster(Data("name\nann\nben\nabe\n".utf8), path: ""),
      waiting: [SubmissionOrigin(name: "zoe", folder: "zoe")]
    )
    let text = page(results, table)
    #expect(
      text.contains(
        "<td class=\"total\">19</td><td class=\"h\">9*</td>\n<td class=\"p\">10*</td>\n<td class=\"n\">·</td>"
      )
    )
    #expect(text.contains("<th scope=\"row\">abe</th><td class=\"n\">·</td>"))
    #expect(text.contains("colspan=\"4\">handed in nothing.</td>"))
    #expect(text.contains("<th scope=\"row\">zoe</th><td class=\"x\">×</td>"))
    #expect(text.contains("colspan=\"4\">not graded yet. Nobody in the roster"))
  }

  @Test("no name, code or message can become part of the page")
  func escaping() {
    let evil = "<script>alert(1)</script>"
    let finding = Finding.knownMistake(name: evil, sentence: evil)
    let result = ClassOfResults.result(
      "../\(evil)?#",
      [ClassOfResults.verdict(on: ids[0], forward: .failed, [finding])],
      sources: [ids[0]: "func forward() { \(evil) }"]
    )
    let text = page([result])
    #expect(!text.contains("<script") && !text.contains("href=\"students/../"))
    #expect(text.contains("func forward() { &lt;script&gt;alert(1)&lt;/script&gt; }"))
    #expect(!text.contains("src=") && !text.contains("://"))
    let links = text.matches(of: #/href="([^"]*)"/#).map(\.1)
    #expect(
      links.allSatisfy {
        $0.hasPrefix("#") || $0.wholeMatch(of: #/students\/[^\/?#<]+\.md/#) != nil
      }
    )
  }

  @Test("the bar of an exercise has a part for everybody")
  func bars() throws {
    let known = Finding.knownMistake(name: "halved", sentence: "Half of it.")
    let results = (0..<10).map { number in
      let verdicts = [
        ClassOfResults.verdict(on: ids[0], .passed),
        ClassOfResults.verdict(on: ids[0], forward: .failed, [known]),
        ClassOfResults.verdict(on: ids[0], .inconclusive),
        ClassOfResults.verdict(on: ids[1], .passed),
      ]
      return ClassOfResults.result("s\(number)", [verdicts[number % 4]])
    }
    let text = page(results)
    let bar = try #require(text.firstMatch(of: #/<div class="bar"[^>]*>((?s:.)*?)<\/div>/#)).1
    let parts = bar.matches(of: #/class="(\w+)" style="flex:(\d+)"/#).map { "\($0.1) \($0.2)" }
    #expect(parts == ["passed 3", "open 3", "waiting 2", "fresh 2"])
    #expect(text.contains("<b>37 %</b> halved <span>3 students</span>"))
    #expect(text.contains("Nobody handed in ant/second, ant/first."))
  }

  @Test("a table of very many students is cut, and says so")
  func many() {
    let results = (1_000...2_000).map { ClassOfResults.result("s\($0)", []) }
    let text = page(results)
    #expect(text.contains(">s1999</a>") && !text.contains(">s2000</a>"))
    #expect(text.contains("The first 1000 students. grades.csv has all."))
  }
}
