import Tensors

/// An exercise as its grader declares it, without the right answer.
public struct Exercise: Sendable {
  /// The exercise's id, from the file of its grader.
  public let id: ExerciseID

  /// The points for a full solution.
  public private(set) var points: Int

  /// The named sizes.
  public let axes: [Axis]

  /// The arguments in the order of the function's parameters.
  public private(set) var inputs: [Input]

  /// The named outputs of forward; empty if it has one output without a name.
  public let outputs: [Output]

  /// The probes beside the random ones.
  public private(set) var edges: [Probe]

  /// The limits of the child process that runs the student's code.
  public let limits: Limits

  /// The way in which the answers are judged.
  public private(set) var kind: Kind

  /// What is to be looked at.
  public let exhibits: [Exhibit]

  /// Whether the stub has a finished forward function, which then earns nothing.
  public let forwardIsGiven: Bool

  package private(set) var student: Implementation

  /// The name of the member that the exercise is about; nil for a whole exercise.
  package private(set) var member: String?

  /// The ways in which an exercise is judged.
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
    /// A type with operators and methods, each judged like a function with arguments and points of its own.
    case type([Member])
    /// A check of other implementations, which must accept the right ones and reject the wrong ones.
    case tests([Candidate])
  }

  /// Creates an exercise.
  ///
  /// - Parameters:
  ///   - kind: The way in which the answers are judged.
  ///   - points: The points for a full solution.
  ///   - axes: The named sizes, all different.
  ///   - inputs: The arguments in the order of the function's parameters; none for a type, whose members have
  ///     their own, and for tests.
  ///   - outputs: The named outputs of forward, if there are several, or a state or random numbers beside the output.
  ///   - edges: The probes beside the random ones.
  ///   - limits: The limits of the child process.
  ///   - forwardIsGiven: Whether the stub has a finished forward function. It is checked, but the gradients
  ///     share all points, and the exercise is not started until backward is.
  ///   - exhibits: What is to be looked at. The numbers of a statistics exercise are shown in any case.
  ///   - student: The student's functions.
  ///   - file: The grader's file, which gives the id.
  public init(
    _ kind: Kind,
    points: Int = 10,
    axes: [Axis] = [],
    inputs: [Input] = [],
    outputs: [Output] = [],
    edges: [Probe] = [],
    limits: Limits = Limits(),
    forwardIsGiven: Bool = false,
    shows exhibits: [Exhibit] = [],
    student: Implementation,
    file: String = #fileID
  ) {
    self.id = ExerciseID(graderFileID: file)
    self.kind = kind
    self.points = points
    let sizes = axes.sizes([:])
    self.axes = axes.map { $0.resized(to: sizes[$0.name] ?? $0.size) }
    self.inputs = inputs
    self.outputs = outputs
    self.edges = edges
    self.limits = limits
    self.forwardIsGiven = forwardIsGiven
    self.exhibits = exhibits
    self.student = student
  }

  /// The seed of the probes unless a class has its own.
  package static let defaultSeed: UInt64 = 2_026

  /// The random probes and the edge probes.
  ///
  /// The second random probe has the shapes of the first and other values, from far below 1 to beyond 30: what is
  /// kept from one call to the next is seen, and what is right for moderate numbers only. In the third every axis
  /// is longer by one, so that a hard-coded size fails; in the last it is much longer, and a trajectory too.
  ///
  /// A forward that draws gets two more, with so many entries that what it draws has statistics.
  ///
  /// Statistics get neither a second nor a last random probe, because every sample adds to the false alarms;
  /// and goals neither, because every probe is a training.
  package var probes: [Probe] {
    let longer = Probe.random(3, sizes: [sizes { $0.size + $0.divisor }])
    switch kind {
    case .statistics, .goals: return [.random(1), longer] + edges
    case .type, .tests: return []
    case .differentiable, .function, .trajectory: break
    }
    let isLong = !axes.isEmpty || kind.steps != nil
    let others = { (axis: Axis) in axis.role == .batch ? axis.longest : axis.size + 2 * axis.divisor
    }
    let batch = { (axis: Axis) in axis.role == .batch ? axis.longest : axis.size }
    let lengths = [sizes(\.longest), sizes(others), sizes(batch)]
    let long = Probe.random(4, sizes: lengths, lengthening: 6, isMeasured: false)
    let wide = Probe.random(2, isWide: true, isMeasured: false)
    let samples = draws.isEmpty ? [] : [Probe.sample(1), .sample(2)]
    return [.random(1), wide, longer] + edges + (isLong ? [long] : []) + samples
  }

  /// The members of a type, each as an exercise with its share of the points; none for every other kind.
  package var members: [Exercise] {
    guard case .type(let members) = kind else { return [] }
    return zip(members, points.shared(among: members.count)).map { member, points in
      var exercise = self
      exercise.kind = .function
      exercise.points = points
      (exercise.inputs, exercise.edges) = (member.inputs, member.edges)
      exercise.student = student.member(member.name)
      exercise.member = member.name
      return exercise
    }
  }

  /// The sizes of the axes that do not follow from others.
  private func sizes(_ size: (Axis) -> Int) -> [String: Int] {
    let own = axes.filter(\.terms.isEmpty)
    return Dictionary(own.map { ($0.name, size($0)) }) { first, _ in first }
  }
}

extension Exercise.Axis {
  /// The size in the longest random probe.
  fileprivate var longest: Int { (2 * size + 3 + divisor - 1) / divisor * divisor }
}

extension [Exercise.Axis] {
  /// The sizes of all axes, with other sizes for some.
  package func sizes(_ others: [String: Int]) -> [String: Int] {
    var sizes = Dictionary(map { ($0.name, $0.size) }) { first, _ in first }
      .merging(others) { _, new in new }
    for axis in self where !axis.terms.isEmpty && others[axis.name] == nil {
      sizes[axis.name] = axis.terms.reduce(0) { $0 + (sizes[$1.key] ?? 0) * $1.value }
    }
    return sizes
  }
}

extension Exercise.Kind {
  /// The number of steps of a trajectory; nil for every other kind.
  package var steps: Int? {
    if case .trajectory(let steps) = self { steps } else { nil }
  }
}

extension Int {
  /// Points shared as equally as whole numbers allow.
  package func shared(among count: Int) -> [Int] {
    (0..<count).map { self * ($0 + 1) / count - self * $0 / count }
  }
}
