import Foundation
import Testing

@testable import Grading
import GradingReports

/// Pictures of what a student's code made, in the reports.
@Suite("Pictures in reports")
struct PictureTests {
  private static let curve = Picture.Curve(
    name: "loss",
    source: "a call, on <b>",
    values: [2, 1, .nan, .infinity, 0.5]
  )

  private static let plane = Picture.Plane(
    range: -1...1,
    classes: [0, 0, 1, 0, 1, 1, 2, 2, -5],
    points: [
      .init(x: -1, y: -1, label: 0, guess: 0, isExample: true),
      .init(x: 0, y: 0, label: 1, guess: 1, isExample: false),
      .init(x: 1, y: 1, label: 2, guess: 0, isExample: false),
    ]
  )

  private static let images = Picture.Images(
    width: 2,
    items: [
      .init(ink: [1, 0, 0.5, -3], label: 7, guess: 7),
      .init(ink: [0, 1, 1, 0], label: 3, guess: 8),
    ]
  )

  private static let path = Picture.Path(
    curvatures: [1, 10],
    points: [[-4, 1.5], [-3, 0], [1e300, 0], [.nan, 0], [0, 0]]
  )

  private static let all: [Picture] =
    [.curve(curve), .plane(plane), .images(images), .path(path)]
    + [Picture.Histogram([0, 1, 1, 2, 4], source: "a call").map { .histogram($0) }].compactMap {
      $0
    }

  @Test("where the seed is hidden, so are points and images with their right classes")
  func hidden() {
    var verdict = ReportFixtures.verdict(.passed, checks: [])
    verdict.pictures = Self.all
    let kept = verdict.withoutSeed.pictures ?? []
    #expect(kept.count == 3 && Self.all.count == 5)
    #expect(!kept.contains(.plane(Self.plane)) && !kept.contains(.images(Self.images)))
  }

  private func report(_ pictures: [Picture], _ state: State = .passed) -> Report {
    var verdict = ReportFixtures.verdict(
      state,
      checks: [Check(.goal("accuracy"), .passed, possible: 10, probes: 2)]
    )
    verdict.checks[0].measures = [
      .init("random probe 1", right: 148, total: 150, minimum: 0.9),
      .init("random probe 2", right: 150, total: 150, minimum: 0.9),
    ]
    verdict.pictures = pictures
    verdict.output = PrintedOutput(
      head: ["loss 2", "loss 1"],
      bytes: 900,
      file: "x",
      parts: [.init("a call, on random probe 1", lines: 2)]
    )
    return ReportFixtures.report(.graded(verdict))
  }

  @Test(
    "each picture is drawn and said in words; nothing in it is no number, and no tag is left open"
  )
  func drawn() throws {
    let text = HTMLReport(report(Self.all)).text
    for word in [
      "First 2, last 0.5, least 0.5, of 5 numbers. NaN or infinite from number 3 on.",
      "1 of 1 examples and 1 of 2 new points have the right class.",
      "1 of 2 are right", "✘ 8", ", is 3", "aria-label=\"taken for 8, wrong: it is 3\"",
      "2 steps, from the height 19.25 to", "5 numbers: mean 1.6, standard deviation 1.356",
      "random probe 1: 98.6 % (148 of 150); random probe 2: 100 % (150 of 150). To reach: 90 %.",
      "Your code printed, on random probe 1", "… 900 bytes in all",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(!text.contains("on <b>") && !text.lowercased().contains("=\"nan"))
    for tag in ["svg", "figure", "figcaption", "g", "ul", "li", "p", "div", "text", "desc"] {
      let opened = ["<\(tag) ", "<\(tag)>"].map { text.components(separatedBy: $0).count - 1 }
      #expect(opened.reduce(0, +) == text.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
    }
    // Every drawing has a name for those who do not see it, or is an ornament.
    for drawing in text.components(separatedBy: "<svg").dropFirst() {
      let head = drawing.prefix { $0 != ">" }
      #expect(head.contains("aria-label") || head.contains("aria-hidden"), "\(head)")
    }
  }

  @Test("a picture without content leaves nothing behind")
  func empty() {
    let empty: [Picture] = [
      .plane(.init(range: 0...1, classes: [], points: [])), .images(.init(width: 8, items: [])),
      .path(.init(curvatures: [1, 10], points: [])),
    ]
    #expect(!HTMLReport(report(empty)).text.contains("<figure"))
  }

  @Test("pictures survive being written and read, NaN too")
  func written() throws {
    let read = try JSONDecoder().decode([Picture].self, from: JSONEncoder().encode(Self.all))
    #expect(read.count == Self.all.count && Array(read.dropFirst()) == Array(Self.all.dropFirst()))
    guard case .curve(let curve)? = read.first else { return }
    #expect(curve.values[2].isNaN && curve.values[3] == .infinity && curve.firstNotFinite == 3)
  }

  @Test("the JSON report has the numbers of pictures and goals, under the names of their kinds")
  func json() throws {
    let data = Data(try JSONReport(report(Self.all)).text().utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let exercise = try #require((object["exercises"] as? [[String: Any]])?.first)
    let pictures = try #require(exercise["pictures"] as? [[String: Any]])
    #expect(
      pictures.flatMap(\.keys) == ["curve", "plane", "images", "path", "histogram"]
    )
    let curve = try #require(pictures[0]["curve"] as? [String: Any])
    #expect((curve["values"] as? [Any])?.count == 5)
    let measures = try #require((exercise["checks"] as? [[String: Any]])?[0]["measures"])
    #expect((measures as? [[String: Any]])?.map { $0["right"] as? Int } == [148, 150])
  }

  @Test("a histogram counts every number once, and a path ends before its first NaN")
  func counted() throws {
    let histogram = try #require(Picture.Histogram([0, 1, 1, 2, 4], source: ""))
    #expect(histogram.counts.reduce(0, +) == 5 && histogram.counts.last == 1)
    #expect(
      histogram.mean == 1.6 && (histogram.standardDeviation - 1.84.squareRoot()).magnitude < 1e-12
    )
    #expect(Picture.Histogram([3, 3], source: "")?.counts == [2])
    #expect(Picture.Histogram([1, .nan], source: "") == nil)
    #expect(Picture.Histogram([], source: "") == nil)
    #expect(Self.path.points == [[-4, 1.5], [-3, 0], [1e300, 0]])
  }
}
