import Tensors

/// An exercise as its grader declares it, without the right answer.
public struct Exercise: Sendable {
  /// The exercise's id, from the file of its grader.
  public let id: ExerciseID

  /// The points for a full solution.
  public let points: Int

  /// The named sizes.
  public let axes: [Axis]

  /// The arguments in the order of the function's parameters.
  public let inputs: [Input]

  /// The probes beside the random ones.
  public let edges: [Probe]

  /// The limits of the child process that runs the student's code.
  public let limits: Limits

  /// The way in which the answers are judged.
  public let kind: Kind

  /// Whether the stub has a finished forward function, which then earns nothing.
  public let forwardIsGiven: Bool

  /// The student's functions.
  package let student: Implementation

  /// The five ways in which an exercise is judged.
  public enum Kind: Sendable {
    /// A forward and a backward function, checked with three oracles.
    case differentiable
    /// One function whose results are compared with the reference's.
    case function
    /// One step of an iteration, called `steps` times.
    ///
    /// A result with the name of an argument becomes that argument in the next step. An argument that is
    /// ``Exercise/Input/redrawnEachStep`` (the gradient) is drawn anew, and one that is
    /// ``Exercise/Input/countedEachStep`` (the number of the step) grows by 1.
    case trajectory(steps: Int)
    /// A function that draws random numbers, judged by their statistics.
    case statistics([Property])
    /// A function with a free implementation, such as training, judged by the goals its answers reach.
    case goals([Goal])
  }

  /// Creates an exercise.
  ///
  /// - Parameters:
  ///   - kind: The way in which the answers are judged.
  ///   - points: The points for a full solution.
  ///   - axes: The named sizes, all different.
  ///   - inputs: The arguments in the order of the function's parameters.
  ///   - edges: The probes beside the random ones.
  ///   - limits: The limits of the child process.
  ///   - forwardIsGiven: Whether the stub has a finished forward function. It is checked, but the gradients
  ///     share all points, and the exercise is not started until backward is.
  ///   - student: The student's functions.
  ///   - file: The grader's file, which gives the id.
  public init(
    _ kind: Kind,
    points: Int = 10,
    axes: [Axis] = [],
    inputs: [Input],
    edges: [Probe] = [],
    limits: Limits = Limits(),
    forwardIsGiven: Bool = false,
    student: Implementation,
    file: String = #fileID
  ) {
    self.id = ExerciseID(graderFileID: file)
    self.kind = kind
    self.points = points
    self.axes = axes
    self.inputs = inputs
    self.edges = edges
    self.limits = limits
    self.forwardIsGiven = forwardIsGiven
    self.student = student
  }

  /// The seed of the probes unless a class has its own.
  package static let defaultSeed: UInt64 = 2_026

  /// The random probes and the edge probes.
  ///
  /// In the second random probe every axis is longer by one where possible, so that a hard-coded size fails.
  package var probes: [Probe] {
    let longer = axes.map { ($0.name, $0.size + 1) }
    return [.random(1), .random(2, sizes: Dictionary(longer) { first, _ in first })] + edges
  }
}
