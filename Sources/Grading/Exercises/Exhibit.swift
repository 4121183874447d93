import Tensors

extension Exercise {
  /// Something to look at that is made from a student's code: a ``Picture``.
  ///
  /// An exhibit never changes a verdict. One that needs further calls is made only when everything is right.
  public struct Exhibit: Sendable {
    /// One call of the student's function: the results by their names, "" for one without a name.
    package typealias Call = (Arguments) throws -> [String: Value]

    package enum Content: Sendable {
      /// Made from the answers that were judged on the first probe.
      case answers(@Sendable ([Int], Arguments) -> Picture?)
      /// Made from further calls, given the arguments of the first probe.
      case calls(@Sendable (Arguments, Call) throws -> Picture?)
    }

    package let content: Content

    /// A picture of the classes that a student's function answered on the first probe.
    ///
    /// No further call is made. Points whose answers are only shown are among the arguments, and no goal counts them.
    ///
    /// - Parameter picture: The picture; nil when the answers have none.
    /// - Returns: The exhibit.
    public static func answers(
      _ picture: @escaping @Sendable (_ answers: [Int], _ arguments: Arguments) -> Picture?
    ) -> Self {
      Self(content: .answers(picture))
    }

    /// The curve of a result that is a list of numbers: the losses of a training.
    ///
    /// - Parameters:
    ///   - result: The name of the result: "losses".
    ///   - source: The call in words: "40 epochs, on random probe 1".
    ///   - adjust: Changes the arguments of the first probe: to more epochs, say.
    /// - Returns: The exhibit.
    public static func curve(
      of result: String,
      source: String,
      adjust: @escaping @Sendable (inout Arguments) -> Void
    ) -> Self {
      Self(
        content: .calls { arguments, call in
          var arguments = arguments
          adjust(&arguments)
          guard let losses = try call(arguments)[result]?.scalars, losses.count > 1 else {
            return nil
          }
          return .curve(Picture.Curve(name: "loss", source: source, values: losses))
        }
      )
    }

    /// The path of an optimiser's parameters through the valley (x² + 10 · y²) / 2, from the point (−4, 1.5).
    ///
    /// Every other argument that is a tensor is zero at the start, and a counted one counts the steps. What a step
    /// returns under an argument's name becomes that argument in the next step, as in a trajectory.
    ///
    /// - Parameters:
    ///   - steps: The number of steps.
    ///   - parameter: The name of the argument that is improved.
    ///   - gradient: The name of its gradient.
    ///   - settings: The numbers that the step takes, by their names.
    /// - Returns: The exhibit.
    public static func path(
      steps: Int,
      parameter: String = "parameter",
      gradient: String = "gradient",
      settings: [String: Double]
    ) -> Self {
      Self(
        content: .calls { arguments, call in
          var arguments = arguments
          for (name, value) in zip(arguments.names, arguments.values) {
            if case .tensor = value { arguments[tensor: name] = [0, 0] }
            if let setting = settings[name] { arguments[name] = .number(setting) }
          }
          let counted = arguments.names.filter {
            if case .integer = arguments[$0] { true } else { false }
          }
          arguments[tensor: parameter] = [-4, 1.5]
          var points = [arguments[tensor: parameter].scalars]
          for step in 1...steps {
            let point = arguments[tensor: parameter].scalars
            guard point.count == 2 else { break }
            arguments[tensor: gradient] = Tensor([valley[0] * point[0], valley[1] * point[1]])
            for name in counted { arguments[name] = .integer(step) }
            let results = try call(arguments)
            for (name, value) in results {
              let target = name.isEmpty ? parameter : name
              if arguments.names.contains(target) { arguments[target] = value }
            }
            points.append(arguments[tensor: parameter].scalars)
          }
          return .path(Picture.Path(curvatures: valley, points: points))
        }
      )
    }

    /// The curvatures of the valley along both axes.
    private static let valley = [1.0, 10]
  }
}
