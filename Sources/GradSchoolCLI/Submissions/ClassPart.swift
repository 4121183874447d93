import Foundation
import Grading

/// One of several parts into which the submissions of a class are divided, to be graded on different machines.
struct ClassPart: Codable, Equatable, Sendable {
  /// The number of the part, from 1.
  var number: Int
  var count: Int
  /// The names of the submissions in the part.
  var submissions: [String] = []
  /// How many submissions all parts have together, and a hash of their names.
  var total = 0
  var all = ""

  /// Reads a part as it is typed, `2/4`; nil for any other text.
  init?(_ text: String) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1], count >= 1,
      (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Whether a submission is in the part: that depends on its name alone.
  func has(_ name: String) -> Bool {
    let hash = UInt64(Workspace.hash(name), radix: 16) ?? 0
    // The lowest bits of the hash depend on little of the name.
    return Int((hash >> 20) % UInt64(count)) + 1 == number
  }

  /// The part with the submissions that it has.
  func of(_ names: [String]) -> ClassPart {
    var part = self
    part.submissions = names.filter(has)
    part.total = names.count
    part.all = Workspace.hash(names.sorted().joined(separator: "\n"))
    return part
  }

  var description: String { "\(number)/\(count)" }
}
