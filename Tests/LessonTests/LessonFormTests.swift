import Foundation
import Testing

/// What every lesson has: a beginning that says why, the time that it takes, a summary, and what to read.
@Suite("The form of the lessons") struct LessonFormTests {
  static let packs = [
    "Neuron", "Broadcasting", "Activations", "Losses", "Layers", "FirstNetwork",
    "Initialisation", "Optimisers", "Training",
  ]

  private let exercises = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Exercises")

  private func text(_ path: String) throws -> String {
    try String(contentsOf: exercises.appending(path: path), encoding: .utf8)
  }

  @Test("no lesson is left out")
  func allPacks() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: exercises.path)
      .filter { !$0.contains(".") }
    #expect(Set(folders) == Set(LessonFormTests.packs))
  }

  @Test("a lesson says how long it takes, at two minutes a point", arguments: packs)
  func time(pack: String) throws {
    let lesson = try text("\(pack)/README.md")
    let hints = try FileManager.default.contentsOfDirectory(
      atPath: exercises.appending(path: "\(pack)/Hints").path
    )
    let points = try hints.map { file in
      let match = try text("\(pack)/Hints/\(file)").firstMatch(of: #/(?m)^([0-9]+) points?$/#)
      return try #require(match.flatMap { Int($0.1) })
    }.reduce(0, +)
    let match = lesson.firstMatch(
      of: #/\*\*Time:\*\* about ([0-9]+)(½?) hours? for ([0-9]+) exercises/#
    )
    let time = try #require(match)
    #expect(Int(time.3) == hints.count)
    let hours = Double(time.1).map { $0 + (time.2.isEmpty ? 0 : 0.5) }
    // To the nearest half hour.
    #expect(hours == (Double(points) * 2 / 30).rounded() / 2)
    let start = try #require(lesson.firstRange(of: "## 1. "))
    #expect(time.range.upperBound < start.lowerBound)
  }

  @Test("a lesson ends in five lines, and names one or two texts to read first", arguments: packs)
  func ending(pack: String) throws {
    let lesson = try text("\(pack)/README.md")
    let sections = lesson.components(separatedBy: "\n## ")
    try #require(sections.count > 3)
    let summary = sections[sections.count - 2].split(separator: "\n")
    #expect(summary.first == "In five lines")
    #expect(summary.count == 6)
    #expect(summary.dropFirst().allSatisfy { $0.hasPrefix("- ") })
    let reading = sections[sections.count - 1]
    #expect(reading.hasPrefix("Further reading\n- **Read first:** "))
    let links = reading.matches(of: #/- \*\*[^*]+:\*\*[^\[]*\[[^\]]+\]\(https?:\/\/[^)]+\)/#).count
    #expect((1...2).contains(links))
  }

  @Test("a lesson links to the Tensor card, and its lines are at most 120 wide", arguments: packs)
  func links(pack: String) throws {
    let lesson = try text("\(pack)/README.md")
    let targets = lesson.matches(of: #/\]\(([^)#]+)\)/#).map { String($0.1) }
    #expect(targets.contains("../TENSOR.md"))
    for target in targets where !target.hasPrefix("http") {
      #expect(throws: Never.self, "\(target)") { try text("\(pack)/\(target)") }
    }
    for line in lesson.split(separator: "\n") where !line.hasPrefix("|") {
      #expect(line.count <= 120, "\(line)")
    }
    // Entries of matrices are written as in Swift.
    #expect(!lesson.contains(#/[A-Za-z][ₙₘₖⱼᵢ](?:[ₙₘₖⱼᵢ]|_[a-z])|_d[ₙₘₖ]/#))
  }
}
