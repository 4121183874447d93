import Foundation
import GradientChecking

/// One row of the results.
struct Row: Encodable {
  let op: String
  let mode: String
  let coordinates: Int
  let evaluations: Int
  let seconds: Double
  let processorSeconds: Double

  init(op: String, mode: String, coordinates: Int, evaluations: Int, time: CallTime) {
    self.op = op
    self.mode = mode
    self.coordinates = coordinates
    self.evaluations = evaluations
    seconds = time.seconds
    processorSeconds = time.processorSeconds
  }
}

/// The time of a call: by the clock, and of the processor (of all its cores together).
struct CallTime {
  var seconds: Double
  var processorSeconds: Double
}

/// The median time of repeated calls, after a warm-up.
///
/// Repeats for a quarter of a second, at least five times; short calls are timed several at once. Processor
/// time tells more than the wall on a machine that has other work to do.
func measure(_ body: () throws -> Void) rethrows -> CallTime {
  try body()
  let once = try timed(1, body).seconds
  let batch = max(1, Int(100e-6 / max(once, 1e-9)))
  var samples: [CallTime] = []
  var total = 0.0
  while samples.count < 5 || (total < 0.25 && samples.count < 2000) {
    let sample = try timed(batch, body)
    total += sample.seconds
    samples.append(
      CallTime(
        seconds: sample.seconds / Double(batch),
        processorSeconds: sample.processorSeconds / Double(batch)
      )
    )
  }
  let middle = samples.count / 2
  return CallTime(
    seconds: samples.map(\.seconds).sorted()[middle],
    processorSeconds: samples.map(\.processorSeconds).sorted()[middle]
  )
}

private func timed(_ count: Int, _ body: () throws -> Void) rethrows -> CallTime {
  let start = (clock(CLOCK_MONOTONIC), clock(CLOCK_PROCESS_CPUTIME_ID))
  for _ in 0..<count { try body() }
  return CallTime(
    seconds: clock(CLOCK_MONOTONIC) - start.0,
    processorSeconds: clock(CLOCK_PROCESS_CPUTIME_ID) - start.1
  )
}

private func clock(_ id: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(id, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
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
          time: try measure { consume(try check(option, concurrently)) }
        )
      )
    }
    let coordinates = rows[0].coordinates
    for (mode, call) in [("forward", forward), ("backward", backward)] {
      rows.append(
        Row(op: name, mode: mode, coordinates: coordinates, evaluations: 1, time: try measure(call))
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
