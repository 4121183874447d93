#if os(Linux)
  import Foundation
  import Testing

  @testable import GradSchoolCLI

  @Suite("The program with all tests")
  struct TestBundleTests {
    let package: TestPackage
    let name = "SchoolPackageTests.xctest"

    init() throws {
      package = try TestPackage()
      try link(name)
    }

    private var folder: BuildFolder { BuildFolder(workspace: package.workspace) }

    private func link(_ name: String) throws {
      let path = "\(BuildFolder.scratch)/debug/\(name)"
      try package.write("", to: path)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755],
        ofItemAtPath: package.root.appending(path: path).path
      )
    }

    private func command(_ arguments: [String]) -> [String]? {
      TestBundle(folder)?.command(for: arguments)
    }

    @Test("the program replaces a run of the tests, with the same filter, and no other command")
    func started() {
      let words = ["--testing-library", "swift-testing", "--filter", "x"]
      let scratch = ["--scratch-path", BuildFolder.scratch]
      #expect(
        command(["test", "--skip-build"] + scratch + ["--filter", "x"])
          == [folder.products.appending(path: name).path] + words
      )
      #expect(command(["test", "--skip-build", "--filter", "x"]) == nil)
      #expect(command(["build", "--build-tests"]) == nil)
    }

    @Test("the program is not used when there are two, or none")
    func unclear() throws {
      let test = ["test", "--skip-build", "--scratch-path", BuildFolder.scratch]
      #expect(command(test) != nil)
      try link("OldPackageTests.xctest")
      #expect(command(test) == nil)
      try FileManager.default.removeItem(at: folder.products)
      #expect(command(test) == nil)
    }
  }
#endif
