import Tensors

/// Everything the grader knows about an exercise, apart from what the right answer is.
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

  /// What a child process that runs the student's code may use.
  public let limits: Limits

  /// How the answers are judged.
  public let kind: Kind

  /// Whether the stub hands out a finished forward function, so that it earns nothing.
  public let forwardIsGiven: Bool

  /// The student's functions.
  package let student: Implementation

  /// The five ways in which an exercise is judged.
  public enum Kind: Sendable {
    /// A forward and a backward function, checked three ways.
    case differentiable
    /// One function whose values are compared with the reference.
    case function
    /// One step of an iteration, called `steps` times.
    ///
    /// Whatever the step returns under the name of an argument becomes that argument in the next
    /// step. An argument that is ``Input/redrawnEachStep`` (the gradient) is drawn anew, and one that is
    /// ``Input/countedEachStep`` (the number of the step) grows by 1.
    case trajectory(steps: Int)
    /// A function that draws random numbers, judged by their statistics.
    case statistics([Property])
    /// A function that is free in how it works, judged by what its answers reach: training, say.
    case goals([Goal])
  }

  /// Creates an exercise.
  ///
  /// - Parameters:
  ///   - kind: How the answers are judged.
  ///   - points: The points for a full solution.
  ///   - axes: The named sizes, all different.
  ///   - inputs: The arguments in the order of the function's parameters.
  ///   - edges: The probes beside the random ones.
  ///   - limits: What a child process may use.
  ///   - forwardIsGiven: Whether the stub hands out a finished forward function: it is checked, but the
  ///     gradients share all points, and the exercise is not started until backward is.
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
