import Foundation
import Testing

@testable import Figures

/// The pictures of the lessons: each is what the program draws, is shown by its lesson, and can be read.
@Suite("Figures") struct FigureTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let drawn = Result { try Figures.all() }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: FigureTests.root.appending(path: path), encoding: .utf8)
  }

  private static let packs: [String] = {
    let folder = root.appending(path: "Exercises").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  /// The names of the pictures that a pack's lesson shows, with their text alternatives.
  private func shown(_ pack: String) throws -> [(alternative: String, name: String)] {
    try text("Exercises/\(pack)/README.md").matches(of: #/!\[([^\]]*)\]\(([^)]*)\)/#)
      .map { (String($0.1), String($0.2)) }
  }

  @Test("the committed files are what `GRADSCHOOL_TESTS=1 swift run Figures` draws")
  func committed() throws {
    let figures = try FigureTests.drawn.get()
    #expect(Set(figures.map(\.path)).count == figures.count)
    for figure in figures {
      let isTheSame = try text(figure.path) == figure.svg
      #expect(isTheSame, "\(figure.path)")
    }
  }

  @Test("a lesson shows every picture of its folder, and no other", arguments: packs)
  func shown(pack: String) throws {
    let folder = FigureTests.root.appending(path: "Exercises/\(pack)/Figures").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(!files.isEmpty)
    #expect(try shown(pack).map(\.name).sorted() == files.map { "Figures/\($0)" })
    let drawn = try FigureTests.drawn.get().map(\.path)
    for file in files { #expect(drawn.contains("Exercises/\(pack)/Figures/\(file)")) }
  }

  @Test("a lesson says in words what a picture shows", arguments: packs)
  func alternatives(pack: String) throws {
    for (alternative, name) in try shown(pack) {
      #expect(alternative.count > 40, "\(name)")
      let picture = try text("Exercises/\(pack)/\(name)")
      for number in alternative.matches(of: #/[0-9]+ of [0-9]+ points/#) {
        #expect(picture.contains(number.output))
      }
    }
  }

  @Test("a picture has a title, a description, and nothing from elsewhere")
  func form() throws {
    for figure in try FigureTests.drawn.get() {
      #expect(!figure.title.isEmpty && figure.description.count > figure.title.count)
      let names = try #require(elements(of: figure.svg), "\(figure.path)")
      #expect(names.prefix(3) == ["svg", "title", "desc"])
      #expect(!names.contains("image") && !names.contains("script"))
      #expect(!figure.svg.contains("href") && !figure.svg.contains("url(http"))
      #expect(!figure.svg.contains("nan") && !figure.svg.contains("inf "), "\(figure.path)")
    }
  }

  @Test("the letters of a lesson's picture are 11 pixels tall or more on a page of 400")
  func letters() throws {
    for figure in try FigureTests.drawn.get() where figure.path.hasPrefix("Exercises/") {
      #expect(figure.width == 640)
      for size in figure.svg.matches(of: #/font-size="([0-9.]+)"/#) {
        let size = try #require(Double(size.1))
        #expect(size * 400 / figure.width >= 11)
      }
    }
  }

  @Test("text stands out from its paper by 4.5 : 1, light and dark")
  func contrast() throws {
    let inks: [Ink] = [.text, .muted, .blue, .orange, .green, .purple, .gold]
    for (colour, paper) in [(\Ink.light, Ink.paper.light), (\Ink.dark, Ink.paper.dark)] {
      for ink in inks {
        let ratio = try luminance(ink[keyPath: colour]) / luminance(paper)
        #expect(max(ratio, 1 / ratio) >= 4.5, "\(ink)")
      }
      for tint in [Ink.blueTint, .orangeTint, .greenTint] {
        let ratio = try luminance(Ink.text[keyPath: colour]) / luminance(tint[keyPath: colour])
        #expect(max(ratio, 1 / ratio) >= 4.5, "\(tint)")
      }
    }
  }

  /// The names of a file's elements in their order; nil where one is closed that is not open, or stays open.
  private func elements(of text: String) -> [String]? {
    var (names, open): ([String], [Substring]) = ([], [])
    for tag in text.matches(of: #/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/#) {
      let (_, closing, name, single) = tag.output
      if !closing.isEmpty {
        guard open.popLast() == name else { return nil }
      } else {
        names.append(String(name))
        if single.isEmpty { open.append(name) }
      }
    }
    return open.isEmpty ? names : nil
  }

  /// The relative luminance of a colour, plus the 0.05 of the formula for contrast.
  ///
  /// Reference: Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".
  private func luminance(_ digits: String) throws -> Double {
    let number = try #require(Int(digits, radix: 16))
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05
  }
}

/// Regions of a lattice, on cases that are drawn by hand.
@Suite("Regions") struct RegionTests {
  @Test("one point has one line around it")
  func onePoint() {
    let regions = Regions(3) { $0 == 1 && $1 == 1 }
    #expect(regions.lines.count == 1)
    for point in regions.lines[0] {
      #expect(abs(point.x - 1) <= 0.5 && abs(point.y - 1) <= 0.5)
    }
  }

  @Test("a region with a hole has two lines, and two regions that touch at a corner are two")
  func holes() {
    #expect(Regions(5) { $0 != 2 || $1 != 2 }.lines.count == 2)
    #expect(Regions(2) { $0 == $1 }.lines.count == 2)
    #expect(Regions(4) { _, _ in false }.lines.isEmpty)
  }
}
