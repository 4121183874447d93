import Foundation
import Tensors

/// An argument or a result of an exercise's functions, of any type.
public enum Value: Sendable, Equatable, Codable {
  /// A tensor.
  case tensor(Tensor)
  /// A number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A list of whole numbers: class labels, say.
  case integers([Int])
  /// Whole numbers in lists of lists: tokens, say.
  case integerLists(IntegerLists)
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
    case .integerLists(let lists): lists.numbers.map(Double.init)
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
    // Lists of different lengths have no shape, and share this with no other lists.
    case .integerLists(let lists): lists.shape ?? [-1] + lists.lengths.flatMap { [-1] + $0 }
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
    case .integerLists(var lists):
      {
        lists.numbers = scalars.map { Int($0) }
        return .integerLists(lists)
      }()
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
    case .integerLists(let lists):
      lists.shape.map { Tensor(unchecked: $0, scalars) } ?? Tensor(scalars)
    case .integers, .tensors: Tensor(scalars)
    }
  }

  /// The name of the kind, as a student writes the type.
  package var kindName: String {
    switch self {
    case .tensor: "Tensor"
    case .number: "Double"
    case .integer: "Int"
    case .integers: "[Int]"
    case .integerLists(let lists):
      String(repeating: "[", count: lists.lengths.count) + "Int"
        + String(repeating: "]", count: lists.lengths.count)
    case .flag: "Bool"
    case .tensors: "[Tensor]"
    }
  }

  /// Whether two values have equal numbers; NaN equals NaN.
  package func isIdentical(to other: Value) -> Bool {
    guard kindName == other.kindName, shape == other.shape else { return false }
    let (mine, others) = (scalars, other.scalars)
    return mine.hasBits(of: others) || zip(mine, others).allSatisfy { $0.isSame(as: $1) }
  }

  private enum CodingKeys: String, CodingKey {
    case tensor, number, integer, integers, integerLists, flag, tensors
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
    case .integerLists(let value): try container.encode(value, forKey: .integerLists)
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
    case .integerLists:
      self = .integerLists(try container.decode(IntegerLists.self, forKey: .integerLists))
    case .flag: self = .flag(try container.decode(Bool.self, forKey: .flag))
    case .tensors: self = .tensors(try container.decode([Tensor].self, forKey: .tensors))
    case nil:
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "a value must name its kind")
      )
    }
  }
}

extension [Double] {
  /// Whether all numbers have the same bits, which is found out far sooner than whether all are equal.
  func hasBits(of others: [Double]) -> Bool {
    count == others.count
      && withUnsafeBytes { mine in
        others.withUnsafeBytes { others in
          guard let one = mine.baseAddress, let other = others.baseAddress else { return true }
          return memcmp(one, other, mine.count) == 0
        }
      }
  }
}

extension Double {
  /// The mark of a number that was not recorded; any finite number agrees with it.
  static let unrecorded = Double(nan: 0x6AD5, signaling: false)

  /// Whether this is the mark of a number that was not recorded.
  var isUnrecorded: Bool { bitPattern == Double.unrecorded.bitPattern }

  /// Whether two numbers are equal; NaN equals NaN.
  func isSame(as other: Double) -> Bool { self == other || isNaN && other.isNaN }
}
