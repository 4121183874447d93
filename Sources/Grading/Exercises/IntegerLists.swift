/// Whole numbers in lists of lists: tokens [N, T] as `[[Int]]`, say.
///
/// The inner lists of a student's result may have different lengths, which an array with a shape cannot hold.
public struct IntegerLists: Sendable, Equatable, Codable {
  /// The numbers in order.
  package var numbers: [Int] = []

  /// The lengths of the lists of each level, from the outermost.
  package var lengths: [[Int]]

  /// Creates lists of equal lengths.
  ///
  /// - Parameters:
  ///   - shape: The length of the lists of each level.
  ///   - numbers: The numbers in order.
  package init(shape: [Int], _ numbers: [Int]) {
    self.numbers = numbers
    lengths = []
    var count = 1
    for length in shape {
      lengths.append(Array(repeating: length, count: count))
      count *= length
    }
  }

  fileprivate init(depth: Int) { lengths = Array(repeating: [], count: depth) }

  /// The shape; nil if lists of one level have different lengths.
  package var shape: [Int]? {
    lengths.allSatisfy { Set($0).count <= 1 } ? lengths.map { $0.first ?? 0 } : nil
  }

  /// The lists, written as in Swift.
  package var text: String {
    var reader = Reader(self)
    func text(_ level: Int) -> String {
      let parts = (0..<reader.length(level)).map { _ in
        level == lengths.count - 1 ? "\(reader.number())" : text(level + 1)
      }
      return "[\(parts.joined(separator: ", "))]"
    }
    return text(0)
  }

  /// A reader of numbers and lengths in order.
  fileprivate struct Reader {
    private var numbers: ArraySlice<Int>
    private var lengths: [ArraySlice<Int>]

    init(_ lists: IntegerLists) {
      numbers = lists.numbers[...]
      lengths = lists.lengths.map { $0[...] }
    }

    mutating func number() -> Int { numbers.popFirst() ?? 0 }

    mutating func length(_ level: Int) -> Int { lengths[level].popFirst() ?? 0 }
  }
}

/// A type of whole numbers: `Int`, and lists of such a type.
public protocol WholeNumbers: Sendable {
  /// The number of levels of lists: 0 for a number.
  static var depth: Int { get }

  /// Adds the numbers to lists, from a level inwards.
  func write(to lists: inout IntegerLists, level: Int)

  /// The next numbers of lists.
  static func read(_ length: (Int) -> Int, _ number: () -> Int, level: Int) -> Self
}

extension Int: WholeNumbers {
  /// No level.
  public static var depth: Int { 0 }

  /// Adds the number to lists.
  public func write(to lists: inout IntegerLists, level: Int) { lists.numbers.append(self) }

  /// The next number.
  public static func read(_ length: (Int) -> Int, _ number: () -> Int, level: Int) -> Int {
    number()
  }
}

extension Array: WholeNumbers where Element: WholeNumbers {
  /// One level more than the elements have.
  public static var depth: Int { Element.depth + 1 }

  /// Adds the numbers of all elements to lists.
  public func write(to lists: inout IntegerLists, level: Int) {
    lists.lengths[level].append(count)
    for element in self { element.write(to: &lists, level: level + 1) }
  }

  /// The next list.
  public static func read(_ length: (Int) -> Int, _ number: () -> Int, level: Int) -> [Element] {
    (0..<length(level)).map { _ in Element.read(length, number, level: level + 1) }
  }
}

extension Array: ExerciseElement where Element: WholeNumbers {
  /// Lists of whole numbers: tokens, say.
  public static func value(of list: [[Element]]) -> Value {
    var lists = IntegerLists(depth: Element.depth + 2)
    list.write(to: &lists, level: 0)
    return .integerLists(lists)
  }

  /// Lists of whole numbers from a value that holds them.
  public static func list(from value: Value) -> [[Element]]? {
    guard case .integerLists(let lists) = value, lists.lengths.count == Element.depth + 2 else {
      return nil
    }
    var reader = IntegerLists.Reader(lists)
    return [[Element]].read({ reader.length($0) }, { reader.number() }, level: 0)
  }
}
