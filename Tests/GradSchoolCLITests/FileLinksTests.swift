import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Links to files")
struct FileLinksTests {
  private func links(_ environment: [String: String], isTerminal: Bool = true) -> FileLinks? {
    FileLinks(environment: environment, isTerminal: isTerminal, host: "here")
  }

  @Test(
    "only terminals that are known to show links get them",
    arguments: [
      (["TERM": "xterm-256color"], nil), ([:], nil),
      (["TERM": "dumb", "FORCE_HYPERLINK": "1"], nil),
      (["TERM": "xterm-256color", "FORCE_HYPERLINK": "1"], .file),
      (["TERM": "xterm-256color", "FORCE_HYPERLINK": "1", "NO_COLOR": "1"], .file),
      (["TERM": "xterm-kitty"], .fileAndLine), (["TERM": "xterm-kitty", "NO_COLOR": "1"], nil),
      (["TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"], nil),
      (["TERM": "xterm-kitty", "CI": "1"], nil),
      (["TERM": "xterm", "TERM_PROGRAM": "vscode"], .vsCode),
      (["TERM": "xterm", "TERM_PROGRAM": "vscode", "CODESPACES": "true"], nil),
      (["TERM": "xterm", "TERM_PROGRAM": "WezTerm"], .file),
      (["TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "VTE_VERSION": "7600"], nil),
      (["TERM": "xterm", "VTE_VERSION": "7600"], .file),
      (["TERM": "xterm", "VTE_VERSION": "5000"], nil),
      (["TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"], nil),
    ] as [([String: String], FileLinks.Address?)]
  )
  func known(_ environment: [String: String], _ address: FileLinks.Address?) {
    #expect(links(environment)?.address == address)
    #expect(links(environment, isTerminal: false) == nil)
  }

  @Test("a name of a file that is there is linked, with its line where the address can say one")
  func linked() throws {
    let package = try TestPackage()
    let root = package.root
    func linked(_ line: String, _ environment: [String: String]) -> String? {
      links(environment)?.linked(line, in: root)
        .replacing("\u{1B}]8;;", with: "<").replacing("\u{1B}\\", with: ">")
    }
    let line = "edit  Exercises/Zebra/Step.swift:12, Exercises/Ant/README.md"
    let name = "Exercises/Zebra/Step.swift"
    #expect(
      linked(line, ["TERM": "alacritty"])
        == "edit  <file://here\(root.path)/\(name)>\(name):12<>, "
        + "<file://here\(root.path)/Exercises/Ant/README.md>Exercises/Ant/README.md<>"
    )
    #expect(
      linked("\(name):12:3: error", ["TERM": "xterm-kitty"])
        == "<file://here\(root.path)/\(name)#12>\(name):12:3<>: error"
    )
    #expect(
      linked(name, ["TERM": "xterm", "TERM_PROGRAM": "vscode"])
        == "<vscode://file\(root.path)/\(name)>\(name)<>"
    )
    for other in ["Exercises/Zebra/No.swift", "a/\(name)", "My\(name)", "Exercises/Zebra"] {
      #expect(linked(other, ["TERM": "alacritty"]) == other)
    }
  }

  @Test("an address has no blanks")
  func blanks() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "grad school \(UUID())")
    let folder = root.appending(path: "Exercises/A")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try Data().write(to: folder.appending(path: "B.swift"))
    let line = try #require(links(["TERM": "alacritty"])).linked("Exercises/A/B.swift", in: root)
    #expect(line.contains("/grad%20school%20") && !line.contains(" "))
  }

  @Test(
    "results have links and keep to the width of the text alone; reports and other streams have none"
  )
  func console() throws {
    let package = try TestPackage()
    var abilities = Console.Abilities(width: 60)
    abilities.links = links(["TERM": "alacritty"])
    var (output, errors) = ("", "")
    let console = Console(
      abilities: abilities,
      output: { output += $0 },
      errors: { errors += $0 }
    )
    console.linkedRoot = package.root
    let id = TestPackage.ids[0]
    try package.grade(id, .wrong, earned: 4)
    let verdict = try #require(package.workspace.readVerdict(of: "\(id)"))
    Message(verdict, Catalog(package.workspace)).print(to: console)
    #expect(output.contains("\u{1B}\\\(id.sourcePath):7\u{1B}]8;;\u{1B}\\"))
    let plain = output.replacing(#/\x{1B}\]8;;[^\x{1B}]*\x{1B}\\/#, with: "")
    #expect(plain != output && plain.split(separator: "\n").allSatisfy { $0.count <= 60 })
    output = ""
    console.plain("{\"file\": \"\(id.sourcePath)\"}")
    console.note(id.sourcePath)
    console.aside.line(id.sourcePath)
    #expect(!(output + errors).contains("\u{1B}"))
  }
}
