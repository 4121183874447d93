extension Tensor: ExpressibleByArrayLiteral {
  /// A number or a list of further elements, as they stand in a literal such as `[[1, 2], [3, 4]]`.
  public enum Literal: Sendable, ExpressibleByArrayLiteral, ExpressibleByFloatLiteral,
    ExpressibleByIntegerLiteral
  {
    /// A number.
    case value(Double)
    /// A bracketed list.
    indirect case list([Literal])

    /// Not a number.
    public static let nan = Literal.value(.nan)
    /// Positive infinity.
    public static let infinity = Literal.value(.infinity)

    /// Creates a bracketed list.
    ///
    /// - Parameter elements: What stands between the brackets.
    public init(arrayLiteral elements: Literal...) { self = .list(elements) }

    /// Creates a number.
    ///
    /// - Parameter value: The number.
    public init(floatLiteral value: Double) { self = .value(value) }

    /// Creates a number from a whole one.
    ///
    /// - Parameter value: The whole number.
    public init(integerLiteral value: Int) { self = .value(Double(value)) }

    /// A negated number, so that `[-.infinity, 0]` is a literal.
    ///
    /// - Parameter operand: A number; a list is negated element by element.
    /// - Returns: The negated element.
    public static prefix func - (operand: Literal) -> Literal {
      switch operand {
      case .value(let value): .value(-value)
      case .list(let elements): .list(elements.map { -$0 })
      }
    }

    fileprivate func append(to scalars: inout [Double]) -> [Int]? {
      switch self {
      case .value(let value):
        scalars.append(value)
        return []
      case .list(let elements):
        var inner: [Int]?
        for element in elements {
          let shape = element.append(to: &scalars)
          guard let shape, inner == nil || inner == shape else { return nil }
          inner = shape
        }
        return [elements.count] + (inner ?? [])
      }
    }
  }

  /// Creates a tensor from nested brackets.
  ///
  ///     let weight: Tensor = [[1, 2], [3, 4]]
  ///
  /// - Parameter elements: Numbers, or rows of equal shape.
  /// - Precondition: Rows at the same depth have the same shape. Use ``init(rows:)`` for rows that are
  ///   only known when the program runs: it throws instead.
  public init(arrayLiteral elements: Literal...) {
    var scalars: [Double] = []
    guard let shape = Literal.list(elements).append(to: &scalars) else {
      fatalError(
        "The rows of a Tensor literal differ in length: every row at the same depth needs "
          + "as many elements as its neighbours."
      )
    }
    self.init(unchecked: Shape(shape), scalars)
  }
}
