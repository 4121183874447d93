import Tensors

/// What goes into an exercise's functions or comes out of them, whatever its type was.
public enum Value: Sendable, Equatable, Codable {
  /// A tensor.
  case tensor(Tensor)
  /// A number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A list of whole numbers: class labels, say.
  case integers([Int])
  /// A truth value.
  case flag(Bool)
  /// A list of tensors: the layers of a network, say.
  case tensors([Tensor])

  /// All numbers in one row.
  package var scalars: [Double] {
    switch self {
    case .tensor(let tensor): tensor.scalars
    case .number(let number): [number]
    case .integer(let integer): [Double(integer)]
    case .integers(let integers): integers.map(Double.init)
    case .flag(let flag): [flag ? 1 : 0]
    case .tensors(let tensors): tensors.flatMap(\.scalars)
    }
  }

  /// The shape that two values must share before their numbers are compared.
  package var shape: [Int] {
    switch self {
    case .tensor(let tensor): tensor.shape
    case .number, .integer, .flag: []
    case .integers(let integers): [integers.count]
    case .tensors(let tensors): [tensors.count] + tensors.flatMap { [$0.rank] + $0.shape }
    }
  }

  /// The same value with other numbers, in the order of ``scalars``.
  package func replacingScalars(_ scalars: [Double]) -> Value {
    switch self {
    case .tensor(let tensor): .tensor(Tensor(unchecked: tensor.shape, scalars))
    case .number: .number(scalars[0])
    case .integer: .integer(Int(scalars[0]))
    case .integers: .integers(scalars.map { Int($0) })
    case .flag: .flag(scalars[0] != 0)
    case .tensors(let tensors):
      .tensors(
        tensors.reduce(into: ([Tensor](), 0)) { state, tensor in
          let part = scalars[state.1..<state.1 + tensor.count]
          state.0.append(Tensor(unchecked: tensor.shape, Array(part)))
          state.1 += tensor.count
        }.0
      )
    }
  }

  /// One value as a tensor, for printing and for looking at single entries.
  package var tensor: Tensor {
    switch self {
    case .tensor(let tensor): tensor
    case .number, .integer, .flag: Tensor(scalars[0])
    case .integers, .tensors: Tensor(scalars)
    }
  }

  private enum CodingKeys: String, CodingKey {
    case tensor, number, integer, integers, flag, tensors
  }

  /// Writes the value under the name of its kind; numbers may be NaN or infinite.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .tensor(let value): try container.encode(value, forKey: .tensor)
    case .number(let value): try container.encode(CodableScalar(value), forKey: .number)
    case .integer(let value): try container.encode(value, forKey: .integer)
    case .integers(let value): try container.encode(value, forKey: .integers)
    case .flag(let value): try container.encode(value, forKey: .flag)
    case .tensors(let value): try container.encode(value, forKey: .tensors)
    }
  }

  /// Reads a value.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch container.allKeys.first {
    case .tensor: self = .tensor(try container.decode(Tensor.self, forKey: .tensor))
    case .number: self = .number(try container.decode(CodableScalar.self, forKey: .number).value)
    case .integer: self = .integer(try container.decode(Int.self, forKey: .integer))
    case .integers: self = .integers(try container.decode([Int].self, forKey: .integers))
    case .flag: self = .flag(try container.decode(Bool.self, forKey: .flag))
    case .tensors: self = .tensors(try container.decode([Tensor].self, forKey: .tensors))
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "a value names its kind")
      )
    }
  }
}

/// A type that an exercise's functions may take or return.
public protocol ExerciseValue: Sendable {
  /// The value with its type set aside.
  var exerciseValue: Value { get }

  /// Creates the value again; nil when the kinds differ.
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
  /// The list with its type set aside.
  static func value(of list: [Self]) -> Value

  /// The list again; nil when the kinds differ.
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
