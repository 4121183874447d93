#if !canImport(Darwin)
  import Foundation
  import Testing

  @testable import ExerciseTesting

  @Suite("Dead processes that were adopted", .maintainers)
  struct OrphanReaperTests {
    /// Swift Testing's exit tests wait for ever if a dead adopted process remains.
    @Test(
      "are buried, whatever group they are in",
      arguments: [
        "sleep 0.1 & echo $!",
        // In a group of its own, like what a compiler starts.
        "set -m; sleep 0.1 & echo $!",
        "setsid sleep 0.1 & echo $!",
      ]
    )
    func buried(_ script: String) async throws {
      Linux.adoptOrphans()
      OrphanReaper.start()
      let shell = Process()
      let output = Pipe()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = ["-c", script]
      shell.standardOutput = output
      try shell.run()
      let text = try #require(try output.fileHandleForReading.readToEnd())
      let orphan = try #require(
        Int32(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
      )
      shell.waitUntilExit()
      // Gone, and not merely dead: the number is free again.
      while ProcessStatus(of: orphan) != nil { try await Task.sleep(for: .milliseconds(100)) }
    }
  }
#endif
