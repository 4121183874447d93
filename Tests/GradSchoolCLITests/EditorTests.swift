import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

@Suite("The student's editor")
struct EditorTests {
  @Test(
    "a command is taken apart as a shell would, without one",
    arguments: [
      ("code -g {file}:{line}", ["code", "-g", "{file}:{line}"]),
      ("  a  b ", ["a", "b"]),
      (#""/My Apps/edit" 'a  b'c "" d\ e"#, ["/My Apps/edit", "a  bc", "", "d e"]),
      (#"sh -c 'vim "{file}"' \"x"#, ["sh", "-c", #"vim "{file}""#, #""x"#]),
      ("a 'b", nil), ("\"", nil), ("", []),
    ] as [(String, [String]?)]
  )
  func words(_ command: String, _ words: [String]?) {
    #expect(Editor.words(of: command) == words)
  }

  @Test(
    "placeholders are replaced; without them, the file and its line are added in the editor's own way",
    arguments: [
      ("code -g {file}:{line}", ["code", "-g", "/a b/c.swift:7"]),
      ("code", ["code", "-g", "/a b/c.swift:7"]),
      ("code --reuse-window --goto", ["code", "--reuse-window", "--goto", "/a b/c.swift:7"]),
      ("/opt/bin/subl -n", ["/opt/bin/subl", "-n", "/a b/c.swift:7"]),
      ("hx", ["hx", "/a b/c.swift:7"]),
      ("vim -p", ["vim", "-p", "+7", "/a b/c.swift"]),
      ("nano", ["nano", "+7", "/a b/c.swift"]),
      ("emacs -nw", ["emacs", "-nw", "+7", "/a b/c.swift"]),
      ("vim +{line}", ["vim", "+7", "/a b/c.swift"]),
      ("idea --line {line} {file} x", ["idea", "--line", "7", "/a b/c.swift", "x"]),
      ("unknown -x", ["unknown", "-x", "/a b/c.swift"]),
    ]
  )
  func commands(_ command: String, _ words: [String]) throws {
    let editor = try #require(try Editor.find(option: command, environment: [:]))
    #expect(editor.command("/a b/c.swift", line: 7) == words)
  }

  @Test(
    "the option comes first, then the program's own variable, VS Code, and the common variables"
  )
  func found() throws {
    let bin = FileManager.default.temporaryDirectory.appending(path: "gradschool-bin-\(UUID())")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: bin) }
    var variables = [
      "GRADSCHOOL_EDITOR": "subl", "TERM_PROGRAM": "vscode", "PATH": "/nowhere:\(bin.path)",
      "VISUAL": "myeditor", "EDITOR": "gedit",
    ]
    func found(_ option: String? = nil) throws -> Editor? {
      try Editor.find(option: option, environment: variables)
    }
    #expect(
      try found("/usr/bin/vim")
        == Editor(words: ["/usr/bin/vim"], usesTerminal: true, isChosen: true)
    )
    #expect(try found() == Editor(words: ["subl"], usesTerminal: false, isChosen: true))
    variables["GRADSCHOOL_EDITOR"] = ""
    // Inside of VS Code, but without its command.
    #expect(try found() == Editor(words: ["myeditor"], usesTerminal: true, isChosen: false))
    let code = bin.appending(path: "code")
    try Data("#!/bin/sh\n".utf8).write(to: code)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: code.path)
    #expect(try found() == Editor(words: ["code"], usesTerminal: false, isChosen: false))
    variables["TERM_PROGRAM"] = "iTerm.app"
    variables["VISUAL"] = nil
    #expect(try found() == Editor(words: ["gedit"], usesTerminal: false, isChosen: false))
    variables["EDITOR"] = "nano"
    #expect(try found() == Editor(words: ["nano"], usesTerminal: true, isChosen: false))
    variables["EDITOR"] = nil
    #expect(try found() == nil)
    // Emacs has a window where there is a display.
    for (display, usesTerminal) in [(nil, true), (":0", false)] {
      variables["DISPLAY"] = display
      variables["EDITOR"] = "emacsclient"
      #expect(try found()?.usesTerminal == usesTerminal)
      #expect(try found("emacs")?.usesTerminal == usesTerminal)
      #expect(try found("emacs -nw")?.usesTerminal == true)
    }
    #expect(try found("/usr/bin/vim.tiny")?.usesTerminal == true)
    #expect(
      throws: UsageError.invalidValue("--editor", "a 'b", EditorText.commandExpected)
    ) { try found("a 'b") }
    variables["GRADSCHOOL_EDITOR"] = " "
    #expect(
      throws: UsageError.invalidValue("GRADSCHOOL_EDITOR", " ", EditorText.commandExpected)
    ) { try found() }
  }

  @Test("a program that is missing or fails is an error that says so; one that succeeds is none")
  func processes() throws {
    let package = try TestPackage()
    let log = package.root.appending(path: "new/log.txt")
    func end(_ command: String) throws -> EditorError? {
      let process = try EditorProcess(["/bin/sh", "-c", command, "sh", "a b"], log: log)
      // It ends by itself; what it says is asked until the file that it writes is there.
      let done = package.root.appending(path: "done").path
      for _ in 0..<2_000 where !FileManager.default.fileExists(atPath: done) { usleep(5_000) }
      try FileManager.default.removeItem(atPath: done)
      for _ in 0..<2_000 {
        if let failure = process.failure() { return failure }
        if process.hasEnded { return nil }
        usleep(5_000)
      }
      throw POSIXError(.ETIMEDOUT)
    }
    let done = package.root.appending(path: "done").path
    #expect(
      try end("echo one; echo \"no $1\" >&2; touch \(done); exit 3")
        == .failed("/bin/sh", 3, said: "no a b")
    )
    #expect(try end("touch \(done); kill -9 $$") == .failed("/bin/sh", 137, said: nil))
    #expect(try end("read x; touch \(done); exit 0") == nil)
    #expect(throws: EditorError.notFound("no-such-editor")) {
      try EditorProcess(["no-such-editor", "a"], log: log)
    }
    #expect(throws: EditorError.notFound("no-such-editor")) {
      try EditorProcess.run(["no-such-editor", "a"])
    }
    #expect(throws: EditorError.notStarted("/etc", "permission denied")) {
      try EditorProcess.run(["/etc", "a"])
    }
    #expect(throws: EditorError.failed("/bin/sh", 4, said: nil)) {
      try EditorProcess.run(["/bin/sh", "-c", "exit 4"])
    }
    try EditorProcess.run(["/bin/sh", "-c", "exit 0"])
  }
}
