import Foundation

/// The program into which `swift build --build-tests` links all tests.
///
/// `swift test --skip-build` plans the package and lists all tests before it starts this program, which takes
/// six times as long as grading an exercise does. So it is started directly where it is certain that it is
/// what `swift test` would start.
struct TestBundle {
  private let program: URL

  /// Finds the program of a package that was just built.
  ///
  /// There is none when it is not where it is expected, or when it is older than one of the package's
  /// files: then `swift test` knows better.
  ///
  /// - Parameter root: The folder of the package.
  init?(root: URL) {
    #if os(Linux)
      let files = FileManager.default
      let products = root.appending(path: ".build/debug")
      let names = (try? files.contentsOfDirectory(atPath: products.path + "/")) ?? []
      let bundles = names.filter { $0.hasSuffix("PackageTests.xctest") }
      guard let name = bundles.first, bundles.count == 1,
        ProcessInfo.processInfo.environment["SWIFTPM_BUILD_DIR"] == nil
      else { return nil }
      program = products.appending(path: name)
      guard files.isExecutableFile(atPath: program.path), let built = TestBundle.date(program),
        TestBundle.sources(root).allSatisfy({ TestBundle.date($0).map { $0 < built } ?? false })
      else { return nil }
    #else
      return nil
    #endif
  }

  /// What to start in place of `swift` with some arguments; nil when that is no run of tests alone.
  func command(for arguments: [String]) -> [String]? {
    guard arguments.prefix(2) == ["test", "--skip-build"] else { return nil }
    return [program.path, "--testing-library", "swift-testing"] + arguments.dropFirst(2)
  }

  private static func sources(_ root: URL) -> [URL] {
    let folders = ["Sources", "Exercises", "Solutions", "Tests"].flatMap { folder in
      let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      return (found.map { $0.compactMap { $0 as? String } } ?? [])
        .filter { $0.hasSuffix(".swift") }.map { root.appending(path: "\(folder)/\($0)") }
    }
    return folders + [root.appending(path: "Package.swift")]
  }

  private static func date(_ file: URL) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
    return attributes?[.modificationDate] as? Date
  }
}
