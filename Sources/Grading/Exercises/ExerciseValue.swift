import Tensors

/// A type that an exercise's functions may take or return.
public protocol ExerciseValue: Sendable {
  /// The value without its static type.
  var exerciseValue: Value { get }

  /// Creates an instance from a value; nil when the kinds differ.
  ///
  /// - Parameter value: A value of any kind.
  init?(_ value: Value)
}

extension Tensor: ExerciseValue {
  /// The tensor as a value.
  public var exerciseValue: Value { .tensor(self) }

  /// Creates a tensor from a value that is one.
  ///
  /// - Parameter value: A value of any kind.
  public init?(_ value: Value) {
    guard case .tensor(let tensor) = value else { return nil }
    self = tensor
  }
}

extension Double: ExerciseValue {
  /// The number as a value.
  public var exerciseValue: Value { .number(self) }

  /// Creates a number from a value that is one.
  ///
  /// - Parameter value: A value of any kind.
  public init?(_ value: Value) {
    guard case .number(let number) = value else { return nil }
    self = number
  }
}

extension Int: ExerciseValue {
  /// The whole number as a value.
  public var exerciseValue: Value { .integer(self) }

  /// Creates a whole number from a value that is one.
  ///
  /// - Parameter value: A value of any kind.
  public init?(_ value: Value) {
    guard case .integer(let integer) = value else { return nil }
    self = integer
  }
}

extension Bool: ExerciseValue {
  /// The truth value as a value.
  public var exerciseValue: Value { .flag(self) }

  /// Creates a truth value from a value that is one.
  ///
  /// - Parameter value: A value of any kind.
  public init?(_ value: Value) {
    guard case .flag(let flag) = value else { return nil }
    self = flag
  }
}

/// A type whose lists an exercise's functions may take or return.
public protocol ExerciseElement: Sendable {
  /// The list without its static type.
  static func value(of list: [Self]) -> Value

  /// The list in a value; nil when the kinds differ.
  static func list(from value: Value) -> [Self]?
}

extension Array: ExerciseValue where Element: ExerciseElement {
  /// The list as a value.
  public var exerciseValue: Value { Element.value(of: self) }

  /// Creates a list from a value that is one.
  ///
  /// - Parameter value: A value of any kind.
  public init?(_ value: Value) {
    guard let list = Element.list(from: value) else { return nil }
    self = list
  }
}

extension Int: ExerciseElement {
  /// Whole numbers: class labels, say.
  public static func value(of list: [Int]) -> Value { .integers(list) }

  /// Whole numbers from a value that holds them.
  public static func list(from value: Value) -> [Int]? {
    guard case .integers(let list) = value else { return nil }
    return list
  }
}

extension Double: ExerciseElement {
  /// Numbers, which are compared as a vector.
  public static func value(of list: [Double]) -> Value { .tensor(Tensor(list)) }

  /// Numbers from a vector.
  public static func list(from value: Value) -> [Double]? {
    guard case .tensor(let tensor) = value, tensor.rank == 1 else { return nil }
    return tensor.scalars
  }
}

extension Tensor: ExerciseElement {
  /// Tensors: the layers of a network, say.
  public static func value(of list: [Tensor]) -> Value { .tensors(list) }

  /// Tensors from a value that holds them.
  public static func list(from value: Value) -> [Tensor]? {
    guard case .tensors(let list) = value else { return nil }
    return list
  }
}
