import Tensors

/// The outcome of one call of an implementation.
package enum CallOutcome: Equatable, Sendable {
  case value(Value)
  case threw(String)
  case notWritten
  case missing(returned: [String])

  package var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Runs a call and keeps its result or the student's error; a ``HarnessError`` is rethrown.
  package static func capture<Result>(_ body: () throws -> Result) throws
    -> (result: Result?, failure: CallOutcome?)
  {
    do {
      return (try body(), nil)
    } catch let error as HarnessError {
      throw error
    } catch is NotStarted {
      return (nil, .notWritten)
    } catch {
      // A student's error may have any length, and its text is shown to others.
      return (nil, .threw(String("\(error)".prefix(2_000)).withVisibleControls))
    }
  }

  /// Whether two calls gave the same bits, or the same failure.
  package func isIdentical(to other: CallOutcome) -> Bool {
    guard let value, let another = other.value else { return self == other }
    return value.isIdentical(to: another)
  }
}
