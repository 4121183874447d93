/// The result that a check or a finding is about.
package enum Subject: Codable, Sendable, Hashable {
  /// The output of the forward function.
  case forward
  /// A named output of the forward function.
  case output(String)
  /// Random numbers that the forward function draws and returns, by their name.
  case draws(String)
  /// The gradient with respect to an argument.
  case gradient(String)
  /// A result of a function or of the steps of a trajectory; empty when it has no name.
  case result(String)
  /// A property of random numbers.
  case property(Exercise.Property.Kind)
  /// A goal that answers must reach.
  case goal(String)
  /// A right or wrong implementation that a student's check is tried on.
  case candidate(String, isRight: Bool)

  /// The function in the student's file that gives the result; nil when its name is not known.
  package var function: String? {
    switch self {
    case .forward, .output, .draws: "forward"
    case .gradient: "backward"
    case .result, .property, .goal, .candidate: nil
    }
  }
}
