#if os(Linux)
  import Foundation
  import Grading
  import Testing

  @testable import GradSchoolCLI

  /// The program itself at a terminal, with a stand-in for `swift` that takes its time.
  @Suite("Watching at a terminal", .serialized)
  struct TerminalTests {
    let package: TestPackage
    let terminal: Pseudoterminal
    let id = TestPackage.ids[0]

    init() throws {
      package = try TestPackage()
      // Judged before it was saved: what `swift` would have written.
      try package.grade(id, .wrong, earned: 4)
      try package.write(
        """
        #!/bin/sh
        # A build that hangs with a child of its own when it is told to; its tests leave the next verdict.
        if [ "$1" = build ] && [ -e hang ]; then
          trap 'exit 1' INT
          sleep 987 & echo $! > child
          wait
        fi
        if [ "$1" = test ]; then
          sed "s/\\"run\\" : \\"\\"/\\"run\\" : \\"$GRADSCHOOL_RUN\\"/" next.json > .gradschool/new
          mv .gradschool/new .gradschool/verdicts/zebra/big-step.json
        fi
        """,
        to: "bin/swift"
      )
      try package.write(
        """
        #!/bin/sh
        # An editor that takes one word, and does not mind Ctrl-C.
        trap '' INT
        printf 'what? '
        read word
        echo "got $word"
        """,
        to: "bin/vim"
      )
      let swift = package.root.appending(path: "bin/swift").path
      for program in [swift, package.root.appending(path: "bin/vim").path] {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      }
      let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "gradschool")
      terminal = try Pseudoterminal(
        program.path,
        ["watch", "--editor", "\(package.root.path)/bin/vim"],
        in: package.root.path,
        path: "\(package.root.path)/bin:/usr/bin:/bin"
      )
      try #require(terminal.waits(for: "q quit"))
    }

    /// Saves the exercise's file, which is then judged to be right.
    private func save() throws {
      try package.write("// \(UUID())\n", to: id.sourcePath)
      let verdict = package.workspace.verdict(of: "\(id)")
      var next = try #require(package.workspace.readVerdict(of: "\(id)"))
      next.state = .passed
      next.sourceHash = package.workspace.sourceHash(of: id)
      next.compiledHash = next.sourceHash
      let before = try Data(contentsOf: verdict)
      try package.workspace.write(next)
      try package.write(String(decoding: Data(contentsOf: verdict), as: UTF8.self), to: "next.json")
      try before.write(to: verdict)
      terminal.forget()
    }

    @Test("edit, verdict, hint, next, list, quit")
    func session() throws {
      #expect(terminal.shown.contains("✘\u{1B}[0m The BigStep one · 4 of 10 points"))
      #expect(!terminal.isAsBefore)
      try save()
      #expect(terminal.waits(for: "✔\u{1B}[0m The BigStep one · 4 of 10 points"))
      #expect(terminal.shown.contains("\u{1B}[H\u{1B}[2J"))
      for (key, answer) in [
        ("h", "hint 1 of 2"), ("h", "hint 2 of 2"), ("n", "next: The Step one"),
        ("l", "4 exercises"), ("first", "search: first"), ("\u{1B}", "q quit"),
        ("r", "nothing to reset"),
        ("l", "4 exercises"), ("\u{1B}[B", "Esc goes back"), ("\r", "next: The Second one"),
      ] {
        terminal.forget()
        terminal.type(key)
        #expect(terminal.waits(for: answer))
      }
      terminal.type("q")
      #expect(terminal.end() == 0)
      #expect(terminal.isAsBefore)
    }

    @Test(
      "stopped during a build, watch leaves no child behind and restores the terminal",
      arguments: [("\u{3}", 130), ("\u{1C}", 131), ("q", 1)] as [(String, Int32)]
    )
    func stopped(_ key: String, _ code: Int32) throws {
      try package.write("", to: "hang")
      try save()
      var child: pid_t?
      for _ in 0..<1_200 where child == nil {
        // The shell makes the file first and writes to it then.
        child = package.read("child").flatMap {
          pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        if child == nil { usleep(50_000) }
      }
      let hanging = try #require(child)
      terminal.type(key)
      #expect(terminal.end() == code)
      #expect(terminal.isAsBefore)
      #expect(kill(hanging, 0) != 0 || isZombie(hanging))
    }

    @Test(
      "ended from outside or crashed, watch restores the terminal",
      arguments: [SIGTERM, SIGSEGV]
    )
    func ended(_ signal: Int32) {
      #expect(!terminal.isAsBefore)
      kill(terminal.process, signal)
      #expect(terminal.end() == 128 + signal)
      #expect(terminal.isAsBefore)
    }

    @Test(
      "stopped by Ctrl-Z, watch gives the terminal back; continued, it takes keys and is drawn anew"
    )
    func suspended() throws {
      terminal.type("h")
      try #require(terminal.waits(for: "hint 1 of 2"))
      terminal.type("\u{1A}")
      for _ in 0..<1_200 where !terminal.isAsBefore { usleep(50_000) }
      #expect(terminal.isAsBefore)
      terminal.forget()
      kill(terminal.process, SIGCONT)
      #expect(terminal.waits(for: "hint 1 of 2"))
      #expect(!terminal.isAsBefore)
      terminal.forget()
      terminal.resize(to: 40)
      #expect(terminal.waits(for: "· n next\u{1B}[0m\r\n\u{1B}[2me edit"))
      terminal.type("q")
      #expect(terminal.end() == 1)
      #expect(terminal.isAsBefore)
    }

    @Test("an editor in the terminal gets its keys, and gives the terminal back")
    func editor() throws {
      terminal.type("e")
      #expect(terminal.waits(for: "what? "))
      #expect(terminal.isAsBefore)
      terminal.type("\u{3}q\n")
      #expect(terminal.waits(for: "got q"))
      terminal.forget()
      terminal.type("h")
      #expect(terminal.waits(for: "hint 1 of 2"))
      #expect(!terminal.isAsBefore)
      terminal.type("q")
      #expect(terminal.end() == 1)
    }

    private func isZombie(_ process: pid_t) -> Bool {
      let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      return status?.contains(") Z ") ?? true
    }
  }
#endif
