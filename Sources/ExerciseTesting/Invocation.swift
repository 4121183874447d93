import Foundation

#if canImport(Darwin)
  import Testing
#endif

/// The command line that starts the program of this process as a child.
struct Invocation {
  var path: String
  var arguments: [String]

  /// The command line for a child of the current test.
  static var current: Invocation {
    #if canImport(Darwin)
      let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
      // On macOS another program loads the test bundle, whose path it needs. The child runs the same test
      // again and so reaches its task.
      let bundle = CommandLine.arguments.drop { $0 != "--test-bundle-path" }.prefix(2)
      let test = Test.current.map { "\($0.id)" } ?? ""
      let filter = NSRegularExpression.escapedPattern(for: test)
      return Invocation(
        path: path,
        arguments: [path] + bundle + ["--testing-library", "swift-testing", "--filter", filter]
      )
    #else
      Invocation(path: "/proc/self/exe", arguments: [CommandLine.arguments[0]])
    #endif
  }
}
