import Tensors

extension Exercise {
  /// One argument of an exercise's functions: its name, its shape, and how the grader draws it.
  public struct Input: Sendable {
    /// The label under which its gradient is returned.
    public let name: String

    /// The names of its axes; empty unless it is a tensor, or whole numbers in lists of lists.
    package private(set) var axes: [String] = []

    /// Whether there is a gradient with respect to it.
    public let isDifferentiated: Bool

    /// Whether a trajectory draws it anew at every step.
    package private(set) var isRedrawn = false

    /// Whether the argument grows by 1 at every step of a trajectory.
    package private(set) var isCounted = false

    /// The distribution of the entries of a tensor with named axes; nil for every other argument.
    package private(set) var distribution: Distribution?

    /// The interval from which a setting is drawn; nil for every other argument.
    package private(set) var range: ClosedRange<Double>?

    /// Whether the argument starts at zero, as the state of an optimiser does.
    package var isZeroAtFirst: Bool {
      if case .zero? = distribution { true } else { false }
    }

    /// Draws the value for given sizes of the axes.
    package let draw:
      @Sendable (_ sizes: [String: Int], _ random: inout RandomSource) throws -> Value

    /// A distribution of the entries of a tensor.
    public enum Distribution: Sendable {
      /// Normal with mean 0 and standard deviation 1.
      case normal
      /// Uniform in an interval.
      case uniform(ClosedRange<Double>)
      /// All zero, as the state of an optimiser starts.
      case zero
    }

    /// A tensor with named axes, and a gradient with respect to it.
    ///
    /// - Parameters:
    ///   - name: The label under which its gradient is returned.
    ///   - axes: The name of every axis, or a number for a fixed size.
    ///   - distribution: How its entries are drawn.
    ///   - differentiated: Whether there is a gradient with respect to it.
    /// - Returns: The input.
    public static func tensor(
      _ name: String,
      _ axes: String...,
      drawn distribution: Distribution = .normal,
      differentiated: Bool = true
    ) -> Self {
      Self(
        name: name,
        axes: axes,
        isDifferentiated: differentiated,
        distribution: distribution
      ) { sizes, random in
        let shape = axes.map { sizes[$0] ?? Int($0) ?? 1 }
        switch distribution {
        case .normal: return .tensor(try .normal(shape, using: &random))
        case .uniform(let range):
          let tensor = try Tensor.uniform(shape, using: &random)
          return .tensor(tensor * (range.upperBound - range.lowerBound) + range.lowerBound)
        case .zero: return .tensor(try .zeros(shape))
        }
      }
    }

    /// Class labels: one for each position of an axis, each below the size of another axis.
    ///
    /// - Parameters:
    ///   - name: The argument's name.
    ///   - count: The axis whose size is the number of labels, or that number.
    ///   - classes: The axis whose size is the number of classes, or that number.
    /// - Returns: The input; there is no gradient with respect to it.
    public static func labels(_ name: String, _ count: String, below classes: String) -> Self {
      Self(name: name, isDifferentiated: false) { sizes, random in
        let count = sizes[count] ?? Int(count) ?? 1
        let classes = sizes[classes] ?? Int(classes) ?? 1
        return .integers((0..<count).map { _ in random.integer(below: classes) })
      }
    }

    /// Whole numbers in lists of lists: one for each position of several axes, each below the size of another axis.
    ///
    ///     .labels("tokens", ["N", "T"], below: "V")      // [[Int]]
    ///
    /// - Parameters:
    ///   - name: The argument's name.
    ///   - axes: Two or more axes whose sizes are the lengths of the lists, or numbers.
    ///   - classes: The axis whose size is above all the numbers, or that number.
    /// - Returns: The input; there is no gradient with respect to it.
    public static func labels(_ name: String, _ axes: [String], below classes: String) -> Self {
      guard axes.count > 1 else { return .labels(name, axes.first ?? "1", below: classes) }
      return Self(name: name, axes: axes, isDifferentiated: false) { sizes, random in
        let shape = axes.map { sizes[$0] ?? Int($0) ?? 1 }
        let classes = sizes[classes] ?? Int(classes) ?? 1
        let numbers = (0..<shape.reduce(1, *)).map { _ in random.integer(below: classes) }
        return .integerLists(IntegerLists(shape: shape, numbers))
      }
    }

    /// A setting such as a learning rate, drawn uniformly.
    ///
    /// - Parameters:
    ///   - name: The argument's name.
    ///   - range: The interval.
    /// - Returns: The input; there is no gradient with respect to it.
    public static func setting(_ name: String, in range: ClosedRange<Double>) -> Self {
      Self(name: name, isDifferentiated: false, range: range) { _, random in
        .number(range.lowerBound + random.uniform() * (range.upperBound - range.lowerBound))
      }
    }

    /// An argument that a function of the grader makes.
    ///
    /// - Parameters:
    ///   - name: The argument's name.
    ///   - differentiated: Whether there is a gradient with respect to it.
    ///   - make: The value for given sizes of the axes.
    /// - Returns: The input.
    public static func made<Made: ExerciseValue>(
      _ name: String,
      differentiated: Bool = false,
      _ make:
        @escaping @Sendable (_ sizes: [String: Int], _ random: inout RandomSource) throws -> Made
    ) -> Self {
      Self(name: name, isDifferentiated: differentiated) { sizes, random in
        try make(sizes, &random).exerciseValue
      }
    }

    /// The same input, drawn anew at every step of a trajectory, as the gradient of an optimiser is.
    public var redrawnEachStep: Self {
      Self(
        name: name,
        axes: axes,
        isDifferentiated: false,
        isRedrawn: true,
        range: range,
        draw: draw
      )
    }

    /// The same whole number, which grows by 1 at every step of a trajectory, as the number of the step does.
    public var countedEachStep: Self {
      Self(name: name, axes: axes, isDifferentiated: false, isCounted: true, draw: draw)
    }
  }
}
