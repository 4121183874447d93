import Grading
import Testing

@testable import GradSchoolCLI

@Suite("A curve in text")
struct TextCurveTests {
  private func lines(_ values: [Double], width: Int = 40, hasBlocks: Bool = true) -> [String] {
    TextCurve(
      Picture.Curve(name: "loss", source: "a call", values: values),
      width: width,
      hasBlocks: hasBlocks
    ).lines
  }

  @Test(
    "numbers of any size are drawn: their quotient or difference may be too large for a number",
    arguments: [
      [0.5, 3, 1e308], [.leastNormalMagnitude / 4, 0.7, 1], [-1e308, 0, 1e308],
      [.leastNonzeroMagnitude, 1.7e308, 0.1],
    ]
  )
  func extremes(_ values: [Double]) {
    let drawn = lines(values)
    #expect(drawn.count == 7)
    #expect(drawn[1].contains("█"))
  }

  @Test("blocks have the height of the numbers, and the axis has the least and the largest")
  func blocks() {
    // Five rows of eight heights; 1, 0.5 and 0 are 40, 20 and, as the least, one eighth.
    #expect(
      lines([1, 0.5, 0], width: 19) == [
        "loss",
        "1 ┤████",
        "  ┤████",
        "  ┤████▄▄▄▄",
        "  ┤████████",
        "0 ┤████████▁▁▁▁",
        "first 1, last 0, least 0; 3 numbers",
      ]
    )
  }

  @Test("without blocks every sign is ASCII, and each number stands in its row")
  func plain() {
    let drawn = lines([1, 0.5, 0], width: 19, hasBlocks: false)
    #expect(drawn.joined().allSatisfy { $0.isASCII })
    #expect(drawn[1...5] == ["1 |****", "  |", "  |    ****", "  |", "0 |        ****"])
  }

  @Test("no line is wider than asked for, whatever the number of numbers")
  func width() {
    for count in [2, 3, 10, 59, 60, 61, 1_000, 5_000] {
      for width in [40, 60, 100] {
        let drawn = lines((0..<count).map { 100.25 / Double(1 + $0) }, width: width)
        #expect(drawn.dropFirst().dropLast().allSatisfy { $0.count <= width }, "\(count) \(width)")
      }
    }
  }

  @Test("numbers that differ a hundredfold stand on a logarithmic scale")
  func logarithmic() {
    let drawn = lines([1_000, 100, 10, 1], width: 18)
    #expect(drawn[0] == "loss, log scale")
    // 10 is at a third of five rows: 13 eighths.
    #expect(drawn[4].contains("▅"))
  }

  @Test(
    "what is not finite leaves a gap and is told; a curve without a finite number has no blocks"
  )
  func notFinite() {
    let drawn = lines([1, 2, .nan, .infinity], width: 14)
    #expect(drawn.last == "NaN or infinite from number 3 on")
    #expect(drawn[5] == "1 ┤▁▁██")
    #expect(lines([.nan, .nan, .nan]) == ["loss", "NaN or infinite from number 1 on"])
    #expect(lines([3, 3, 3], width: 9).contains("3 ┤▁▁▁▁▁▁▁▁▁"))
  }

  @Test(
    "blocks are for UTF-8, and not for a dumb terminal",
    arguments: [
      (["LANG": "en_GB.UTF-8", "TERM": "xterm"], true), (["LC_ALL": "C.utf8"], true),
      (["LC_ALL": "C", "LANG": "en_GB.UTF-8"], false), ([:], false),
      (["LANG": "de_DE.UTF-8", "TERM": "dumb"], false), (["LANG": "de_DE.ISO-8859-1"], false),
    ] as [([String: String], Bool)]
  )
  func abilities(_ environment: [String: String], _ hasBlocks: Bool) {
    let abilities = Console.Abilities(
      environment: environment,
      isOutputTerminal: true,
      isErrorTerminal: true
    )
    #expect(abilities.hasBlocks == hasBlocks)
  }
}
