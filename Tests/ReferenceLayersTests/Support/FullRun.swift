import Foundation
import Testing

/// Whether GRADSCHOOL_FULL=1 asks for the long sweeps that GRADSCHOOL_TESTS=1 leaves out.
let isFullRun = ProcessInfo.processInfo.environment["GRADSCHOOL_FULL"] == "1"

extension Trait where Self == ConditionTrait {
  /// Runs a test only with GRADSCHOOL_FULL=1.
  static var fullRunOnly: Self { .enabled(if: isFullRun, "runs with GRADSCHOOL_FULL=1") }
}
