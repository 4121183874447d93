/// Why nothing was measured.
enum BenchmarkError: Error, CustomStringConvertible {
  case notCertified(op: String, String)
  case unknownOption(String)
  case missingValue(option: String)
  case notANumber(option: String, String)
  case noSuchOperation(String, known: [String])
  case processFailed(status: Int32)

  static let usage =
    "Usage: Benchmarks [--only OP] [--processes N] [--json FILE], Benchmarks --compare BEFORE AFTER, "
    + "or Benchmarks --growth SIZE"

  var description: String {
    switch self {
    case .notCertified(let op, let text):
      "The gradient of \(op) is not certified; its time would mean nothing.\n\(text)"
    case .unknownOption(let option): "Unknown option \(option). \(Self.usage)"
    case .missingValue(let option): "\(option) needs a value. \(Self.usage)"
    case .notANumber(let option, let value):
      "\(option) needs a whole number of at least 1, not \(value)."
    case .noSuchOperation(let name, let known):
      "No operation contains “\(name)”. There are: \(known.joined(separator: ", "))."
    case .processFailed(let status): "A process of measurements ended with status \(status)."
    }
  }
}
