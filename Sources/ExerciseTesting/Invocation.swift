import Foundation

#if canImport(Darwin)
  import Testing
#endif

/// How the program of this process is started so that it becomes a child.
struct Invocation {
  var path: String
  var arguments: [String]

  /// Asked for within the test that wants a child.
  static var current: Invocation {
    #if canImport(Darwin)
      let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
      // A bundle of tests is loaded by a helper, which has to be told which; and the child gets to its task
      // by running the same test again.
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
