import GradientChecking

/// One row of the results.
struct Row: Encodable {
  let op: String
  let mode: String
  let coordinates: Int
  let evaluations: Int
  let seconds: Double
}

/// The median time of repeated runs, after a warm-up.
///
/// Runs until a quarter of a second has passed, at least five times.
func medianSeconds(_ body: () throws -> Void) rethrows -> Double {
  for _ in 0..<3 { try body() }
  var times: [Double] = []
  let clock = ContinuousClock()
  let begin = clock.now
  while times.count < 5 || (clock.now - begin < .milliseconds(250) && times.count < 20_000) {
    let elapsed = try clock.measure { try body() }.components
    times.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
  }
  return times.sorted()[times.count / 2]
}

extension Operation {
  /// Measures the checks, and a single call of forward and backward.
  func rows() throws -> [Row] {
    let checks: [(String, GradientCheckOptions.Mode, Bool)] = [
      ("default", .automatic, false),
      ("full", .full, false),
      ("full, all cores", .full, true),
      ("directional", .directional(3), false),
    ]
    var rows: [Row] = []
    for (mode, option, concurrently) in checks {
      let report = try check(option, concurrently)
      guard report.passed else { throw BenchmarkError.notCertified(op: name, report.text()) }
      rows.append(
        Row(
          op: name,
          mode: mode,
          coordinates: report.coordinateCount,
          evaluations: report.evaluations,
          seconds: try medianSeconds { consume(try check(option, concurrently)) }
        )
      )
    }
    let coordinates = rows[0].coordinates
    for (mode, call) in [("forward", forward), ("backward", backward)] {
      rows.append(
        Row(
          op: name,
          mode: mode,
          coordinates: coordinates,
          evaluations: 1,
          seconds: try medianSeconds(call)
        )
      )
    }
    return rows
  }
}

/// Why nothing was measured.
enum BenchmarkError: Error, CustomStringConvertible {
  case notCertified(op: String, String)
  case unknownOption(String)
  case missingValue(option: String)
  case noSuchOperation(String, known: [String])

  var description: String {
    switch self {
    case .notCertified(let op, let text):
      "The gradient of \(op) is not certified; its time would mean nothing.\n\(text)"
    case .unknownOption(let option):
      "Unknown option \(option). Usage: Benchmarks [--json FILE] [--only OP]"
    case .missingValue(let option): "\(option) needs a value."
    case .noSuchOperation(let name, let known):
      "No operation contains “\(name)”. There are: \(known.joined(separator: ", "))."
    }
  }
}
