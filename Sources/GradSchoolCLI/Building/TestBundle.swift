import Foundation

/// The program into which `swift build --build-tests` links all tests.
///
/// `swift test --skip-build` plans the package and lists all tests before it starts this program, which takes
/// six times as long as grading an exercise does. So it is started directly where it is certain that it is
/// what `swift test` would start.
struct TestBundle {
  private let program: URL

  /// Finds the program of a package that was built; nil when none was, or where programs of tests are started
  /// in another way.
  ///
  /// Whether the program is up to date is not asked: each verdict carries the proof of what was compiled.
  init?(_ folder: BuildFolder) {
    #if os(Linux)
      let files = FileManager.default
      let names = (try? files.contentsOfDirectory(atPath: folder.products.path + "/")) ?? []
      let bundles = names.filter { $0.hasSuffix("PackageTests.xctest") }
      guard let name = bundles.first, bundles.count == 1 else { return nil }
      program = folder.products.appending(path: name)
      guard files.isExecutableFile(atPath: program.path) else { return nil }
    #else
      return nil
    #endif
  }

  /// What to start in place of `swift` with some arguments; nil when that is no run of tests alone.
  func command(for arguments: [String]) -> [String]? {
    let words = ["test", "--skip-build", "--scratch-path", BuildFolder.scratch]
    guard Array(arguments.prefix(words.count)) == words else { return nil }
    return [program.path, "--testing-library", "swift-testing"] + arguments.dropFirst(words.count)
  }
}
