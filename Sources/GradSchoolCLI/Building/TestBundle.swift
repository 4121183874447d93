import Foundation

/// The program into which `swift build --build-tests` links all tests.
///
/// `swift test --skip-build` plans the package and lists all tests before it starts this program, which takes
/// six times as long as to grade an exercise. So the program is started directly where it is certain that
/// `swift test` would start the same one.
struct TestBundle {
  private let program: URL

  /// Finds the program of a package that was built; nil when there is none, or on a system that starts tests in
  /// another way.
  ///
  /// The program need not be up to date: each verdict carries the proof of the text that was compiled.
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

  /// The command to start in place of `swift` with some arguments; nil unless they only run tests.
  func command(for arguments: [String]) -> [String]? {
    let words = ["test", "--skip-build", "--scratch-path", BuildFolder.scratch]
    guard Array(arguments.prefix(words.count)) == words else { return nil }
    return [program.path, "--testing-library", "swift-testing"] + arguments.dropFirst(words.count)
  }
}
