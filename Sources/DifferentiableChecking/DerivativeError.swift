#if canImport(_Differentiation)
  /// A derivative that cannot be compared with its function.
  public enum DerivativeError: Error, Equatable, Sendable {
    /// The derivative returned another value than the function.
    case valueDiffers(output: Int, expected: Double, actual: Double)
    /// The derivative returned a value with another number of coordinates than the function.
    case valueCount(expected: Int, actual: Int)
    /// A tangent vector has no property for a field of the input.
    case missingField(name: String, tangent: String, known: [String])
    /// A differentiable property of the input is not among its fields.
    case unlistedProperty(name: String, type: String)
    /// A tangent vector holds something that is no number and has no numbers in it.
    case notATangent(name: String, type: String)
  }

  extension DerivativeError: CustomStringConvertible {
    /// The rule that was broken, the values that broke it and what to do.
    public var description: String {
      switch self {
      case .valueDiffers(let output, let expected, let actual):
        "The derivative returns another value than the function: output \(output) is \(actual) where the "
          + "function gives \(expected). A derivative must return the value of its own function."
      case .valueCount(let expected, let actual):
        "The derivative returns a value of \(actual) coordinates where the function returns \(expected)."
      case .missingField(let name, let tangent, let known):
        "The tangent vector \(tangent) has no property \(name); it has \(known.joined(separator: ", ")). "
          + "Give every field in `fields` the name of its property, "
          + "and leave out those that are marked @noDerivative."
      case .unlistedProperty(let name, let type):
        "The property \(name) of \(type) is differentiable, but is not named in `fields`. "
          + "Name it there, or mark it @noDerivative."
      case .notATangent(let name, let type):
        "The part \(name) of a tangent vector is a \(type), which has no numbers. "
          + "Make it conform to CoordinateValue."
      }
    }
  }
#endif
