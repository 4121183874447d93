import Foundation
import Testing

@testable import GradSchoolCLI

@Suite("Child processes")
struct ProcessFamilyTests {
  @Test("all are ended: the first, its children, and orphans")
  func stop() throws {
    let mark = "GRADSCHOOL_MARK=\(UUID().uuidString)"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // The first ignores a polite request, the second has lost its parent.
    process.arguments = [
      "-c", "(sleep 60 & echo $!); trap '' INT; echo $$; while :; do sleep 60; done",
    ]
    process.environment = ["GRADSCHOOL_MARK": String(mark.drop { $0 != "=" }.dropFirst())]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
    var ids: [pid_t] = []
    for _ in 0..<1_200 where ids.count < 2 { ids += reader.read(for: 50).compactMap { pid_t($0) } }
    try #require(ids.count == 2)
    ProcessFamily(mark: mark).stop(process, patience: 100)
    #expect(!process.isRunning)
    for id in ids { #expect(isGone(id)) }
  }

  /// Runs a shell script in place of `swift`.
  private func run(
    _ script: String,
    silence: Duration = .seconds(600),
    onLine: @escaping (String) -> Void = { _ in }
  ) throws -> Int32 {
    let package = try TestPackage()
    try package.write("#!/bin/sh\n\(script)\n", to: "bin/swift")
    let swift = package.root.appending(path: "bin/swift").path
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: swift)
    return try SwiftToolchain(root: package.root).run(
      ToolchainCommand(
        arguments: ["build"],
        environment: ["PATH": "\(package.root.path)/bin:/usr/bin:/bin"],
        log: package.root.appending(path: "log"),
        limit: .seconds(600),
        silence: silence,
        onLine: onLine
      )
    )
  }

  @Test("a command may take long while it prints, and is stopped when it prints no more")
  func silence() throws {
    // On a busy machine a line may come late, so the pauses are short and the silence is long.
    let talking = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $i; sleep 1; done"
    #expect(try run(talking, silence: .seconds(10)) == 0)
    let error = #expect(throws: ProgramError.self) {
      try run("echo begun; sleep 600", silence: .seconds(2))
    }
    #expect(error.map { "\($0)" }?.contains("did not get on for 2 s") == true)
  }

  @Test("a command that leaves a process behind ends, and so does that process")
  func orphan() throws {
    var ids: [pid_t] = []
    let start = ContinuousClock.now
    let status = try run("sleep 60 &\necho $!\nexit 3") { ids += [pid_t($0)].compactMap { $0 } }
    #expect(status == 3)
    #expect(ContinuousClock.now - start < .seconds(30))
    try #require(ids.count == 1)
    #expect(isGone(ids[0]))
  }

  /// Whether a process has ended, even if nobody has asked for its exit code yet.
  private func isGone(_ process: pid_t) -> Bool {
    if kill(process, 0) != 0 { return true }
    let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return status.map { $0.contains(") Z ") } ?? true
  }
}
