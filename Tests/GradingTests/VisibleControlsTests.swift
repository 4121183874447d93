import Grading
import Testing

@Suite("Control characters")
struct VisibleControlsTests {
  @Test(
    "are signs in what is shown",
    arguments: [
      ("plain text, ∂L/∂x, 猫, é", "plain text, ∂L/∂x, 猫, é"),
      ("\u{1B}[2J\u{7}", "␛[2J␇"),
      ("a\r\nb\n", "a␍\nb\n"),
      ("a\tb\u{0}\u{7F}", "a  b␀␡"),
      ("\u{9B}31m \u{202E}txt.exe\u{2066}", "\u{FFFD}31m \u{FFFD}txt.exe\u{FFFD}"),
    ]
  )
  func signs(_ text: String, _ shown: String) {
    #expect(text.withVisibleControls.unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test("control characters of a student's code are signs in a verdict")
  func verdict() {
    let crash = Crash(
      activity: nil,
      reason: "\u{1B}c",
      signal: "SIGILL",
      line: nil,
      function: "\u{1B}f"
    )
    #expect(crash.reason == "␛c" && crash.function == "␛f")
    #expect(PrintedOutput(head: ["\u{1B}c"], bytes: 2, file: "").head == ["␛c"])
  }
}
