/// An option of whatever type: how it is typed, and how help shows it.
protocol OptionSyntax: Sendable {
  /// The word as it is typed: "--kind".
  var name: String { get }
  /// The word that stands for the value in help, such as "FILE"; nil for a flag, which has no value.
  var placeholder: String? { get }
  /// A value for the message that one is missing.
  var example: String { get }
  /// Whether the command cannot do without it.
  var isRequired: Bool { get }
  /// The effect of the option, for help; lines that begin with a space are shown as they are.
  var help: String { get }
  /// The value that a text stands for.
  func value(_ text: String) throws -> any Sendable
}

extension OptionSyntax {
  /// The option with its value: "--json FILE".
  var usage: String { name + (placeholder.map { " \($0)" } ?? "") }
}

/// An option whose value has a type.
struct Option<Value: Sendable>: OptionSyntax {
  let name: String
  let placeholder: String?
  let example: String
  let isRequired: Bool
  let help: String
  private let read: @Sendable (String) throws -> Value

  /// Creates an option with a value.
  ///
  /// `read` throws a ``UsageError`` for a text that is no value; the example is the placeholder unless given.
  init(
    _ name: String,
    _ placeholder: String,
    example: String? = nil,
    isRequired: Bool = false,
    _ help: String,
    read: @escaping @Sendable (String) throws -> Value
  ) {
    (self.name, self.placeholder, self.example) = (name, placeholder, example ?? placeholder)
    (self.isRequired, self.help, self.read) = (isRequired, help, read)
  }

  func value(_ text: String) throws -> any Sendable { try read(text) }
}

extension Option where Value == String {
  /// Creates an option whose value is the text itself.
  init(
    _ name: String,
    _ placeholder: String,
    example: String? = nil,
    isRequired: Bool = false,
    _ help: String
  ) {
    self.init(name, placeholder, example: example, isRequired: isRequired, help) { $0 }
  }
}

extension Option where Value: FixedWidthInteger {
  /// Creates an option whose value is a whole number.
  init(_ name: String, in range: ClosedRange<Value>, example: String = "NUMBER", _ help: String) {
    self.init(name, "NUMBER", example: example, help) { text in
      if let number = Value(text), range.contains(number) { return number }
      let end = range.upperBound == .max ? "at least \(range.lowerBound)" : nil
      throw UsageError.invalidValue(
        name,
        text,
        "The value must be a whole number, \(end ?? "from \(range.lowerBound) to \(range.upperBound)")."
      )
    }
  }
}

/// An option without a value.
typealias Flag = Option<Bool>

extension Flag {
  init(_ name: String, _ help: String) {
    (self.name, self.placeholder, self.example) = (name, nil, "")
    (self.isRequired, self.help, self.read) = (false, help, { _ in true })
  }
}
