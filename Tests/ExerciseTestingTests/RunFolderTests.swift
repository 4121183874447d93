import Foundation
import Testing

@testable import ExerciseTesting

@Suite("Folder of a run")
struct RunFolderTests {
  private let parent: URL

  init() throws {
    parent = FileManager.default.temporaryDirectory.appending(path: "gradschool-\(UUID())")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: parent.path).sorted() }
  }

  @Test("is removed with everything in it, whatever the permissions")
  func removed() throws {
    let folder = try RunFolder(in: parent)
    let inner = folder.url.appending(path: "inner/deeper")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try Data(count: 8).write(to: inner.appending(path: "file"))
    chmod(inner.path, 0)
    chmod(inner.deletingLastPathComponent().path, 0)
    #expect(try names.count == 1)
    folder.remove()
    #expect(try names == [])
    try FileManager.default.removeItem(at: parent)
  }

  @Test("is left alone by the next run as long as its owner lives, and then removed")
  func abandoned() throws {
    let living = try RunFolder(in: parent)
    // A process that holds the lock, and is ended by force.
    let dead = parent.appending(path: "gradschool-run-dead")
    try FileManager.default.createDirectory(at: dead, withIntermediateDirectories: true)
    let owner = Process()
    owner.executableURL = URL(filePath: "/bin/sh")
    let lock = dead.appending(path: "lock").path
    owner.arguments = ["-c", "exec 9>'\(lock)'; flock -x 9; echo locked; exec sleep 600"]
    let pipe = Pipe()
    owner.standardOutput = pipe
    try owner.run()
    try #require(try pipe.fileHandleForReading.read(upToCount: 6) != nil)

    let other = try RunFolder(in: parent)
    #expect(try names.contains(dead.lastPathComponent))
    #expect(try names.contains(living.url.lastPathComponent))

    kill(owner.processIdentifier, SIGKILL)
    owner.waitUntilExit()
    other.remove()
    let last = try RunFolder(in: parent)
    #expect(try names == [living, last].map(\.url.lastPathComponent).sorted())
    living.remove()
    last.remove()
    try FileManager.default.removeItem(at: parent)
  }
}
