#if os(Linux)
  import Foundation
  import Grading
  import Testing

  @testable import GradSchoolCLI

  /// `run_autograder` in Gradescope's layout, with a stand-in for `swift`: what it leaves when things go wrong.
  @Suite("Gradescope's script")
  struct RunAutograderTests {
    private let layout: Layout

    init() throws { layout = try Layout() }

    @Test("when grading cannot begin, results.json is valid and says so")
    func broken() throws {
      #expect(try layout.run(swift: "exit 1") == 0)
      #expect(try layout.results().contains("ended before it could report any grades"))
    }

    @Test("without a package, results.json is valid and says so")
    func missing() throws {
      try FileManager.default.removeItem(at: layout.package)
      #expect(try layout.run(swift: "exit 0") == 0)
      #expect(try layout.results().contains("says nothing about your work"))
    }

    @Test("when the time is up, the report that gradschool has written stays")
    func interrupted() throws {
      // The stand-in calls time itself, once it is ready for it: `timeout` passes that on.
      let swift = """
        trap 'echo "{\\"score\\": 3}" > "$AUTOGRADER_ROOT/results/results.json"; exit 143' TERM
        tr '\\0' ' ' < /proc/$PPID/cmdline >&2
        kill -TERM $PPID
        sleep 60 & wait
        """
      #expect(try layout.run(swift: swift, limit: "4321") == 0)
      #expect(try layout.results() == "{\"score\": 3}\n")
      #expect(layout.errors.hasPrefix("timeout --kill-after=30 4321 swift run gradschool grade"))
    }

    @Test("a result is kept, the submission is not run, and stubs are restored first")
    func graded() throws {
      try layout.write("// left over", to: "source/GradSchool/Exercises/Layers/Linear.swift")
      let swift = """
        cat Exercises/Layers/Linear.swift >&2
        echo "{\\"score\\": 7, \\"output\\": \\"$*\\"}" > "$AUTOGRADER_ROOT/results/results.json"
        exit 1
        """
      #expect(try layout.run(swift: swift) == 0)
      let root = layout.root.path
      #expect(
        try layout.results()
          == "{\"score\": 7, \"output\": \"run gradschool grade --submission \(root)/submission "
          + "--gradescope \(root)/results/results.json\"}\n"
      )
      #expect(layout.errors == "// stub\n")
    }

    /// The folders that Gradescope makes.
    private final class Layout {
      let root: URL
      private(set) var errors = ""
      var package: URL { root.appending(path: "source/GradSchool") }

      init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "autograder-\(UUID())")
        try write("// stub\n", to: "source/GradSchool/.gradschool/stubs/Layers/Linear.swift")
        try write("// stub\n", to: "source/GradSchool/Exercises/Layers/Linear.swift")
        try write("", to: "submission/Linear.swift")
      }

      deinit { try? FileManager.default.removeItem(at: root) }

      func write(_ text: String, to path: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
      }

      func run(swift: String, limit: String = "60") throws -> Int32 {
        try write("#!/usr/bin/env bash\n\(swift)\n", to: "bin/swift")
        let tool = root.appending(path: "bin/swift").path
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
        let script = try Workspace.around(URL(filePath: #filePath))
          .file(".gradescope/run_autograder")
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["bash", script.path]
        process.environment = [
          "PATH": "\(root.path)/bin:/usr/bin:/bin", "AUTOGRADER_ROOT": root.path,
          "GRADSCHOOL_LIMIT": limit,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = pipe
        // Threads of the test runner block signals, which is inherited.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        try process.run()
        errors = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus
      }

      /// What is in results.json, which has to follow the rules.
      func results() throws -> String {
        let data = try Data(contentsOf: root.appending(path: "results/results.json"))
        try #require(GradescopeRules.problems(in: data).isEmpty)
        return String(decoding: data, as: UTF8.self)
      }
    }
  }
#endif
