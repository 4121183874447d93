#if os(Linux)
  import Foundation
  import Testing

  @testable import GradSchoolCLI

  @Suite("The program that the tests are linked into")
  struct TestBundleTests {
    let package: TestPackage
    let name = "SchoolPackageTests.xctest"

    init() throws {
      package = try TestPackage()
      try link(name)
    }

    private func link(_ name: String, after seconds: TimeInterval = 60) throws {
      try package.write("", to: ".build/debug/\(name)")
      let path = package.root.appending(path: ".build/debug/\(name)").path
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755, .modificationDate: Date(timeIntervalSinceNow: seconds)],
        ofItemAtPath: path
      )
    }

    private func command(_ arguments: [String]) -> [String]? {
      TestBundle(root: package.root)?.command(for: arguments)
    }

    @Test("it is started in place of a run of the tests, with the same filter, and of nothing else")
    func started() {
      let words = ["--testing-library", "swift-testing", "--filter", "x"]
      #expect(
        command(["test", "--skip-build", "--filter", "x"])
          == [package.root.appending(path: ".build/debug/\(name)").path] + words
      )
      #expect(command(["test", "--filter", "x"]) == nil)
      #expect(command(["build", "--build-tests"]) == nil)
    }

    @Test("it is left alone when it is older than a file, or when there are two, or none")
    func stale() throws {
      let test = ["test", "--skip-build"]
      try link(name, after: -60)
      #expect(command(test) == nil)
      try link(name)
      #expect(command(test) != nil)
      try link("OldPackageTests.xctest")
      #expect(command(test) == nil)
      try FileManager.default.removeItem(at: package.root.appending(path: ".build/debug"))
      #expect(command(test) == nil)
    }
  }
#endif
