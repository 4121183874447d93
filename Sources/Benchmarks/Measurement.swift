import Foundation
import GradientChecking

/// One row of the results.
struct Row: Codable {
  var op: String
  /// The kind of check, `forward` or `backward`; `operation` for a single operation of tensors.
  var mode: String
  var coordinates: Int
  var evaluations: Int
  var time: CallTime

  /// What two rows of different runs have in common.
  var key: String { "\(op), \(mode)" }
}

/// The time of a call, in seconds.
struct CallTime: Codable {
  /// The median by the clock.
  var median: Double
  /// The least by the clock.
  ///
  /// Other work on the machine makes calls slower and never faster: this is the steadier number where there is any.
  var least: Double
  /// The median of the processor, of all its cores together.
  var processor: Double
}

/// The time of repeated calls, after a warm-up.
///
/// Repeats for a quarter of a second, at least five times; short calls are timed several at once.
func measure(_ body: () throws -> Void) rethrows -> CallTime {
  try body()
  // The least of a few calls: one that was interrupted would leave the clock itself to be measured.
  var once = Double.infinity
  for attempt in 0..<5 where attempt == 0 || once < 1 { once = min(once, try timed(1, body).wall) }
  let batch = max(1, Int(100e-6 / max(once, 1e-9)))
  var samples: [(wall: Double, processor: Double)] = []
  var total = 0.0
  while samples.count < 5 || (total < 0.25 && samples.count < 2000) {
    let sample = try timed(batch, body)
    total += sample.wall
    samples.append((sample.wall / Double(batch), sample.processor / Double(batch)))
  }
  let walls = samples.map(\.wall).sorted()
  return CallTime(
    median: walls[walls.count / 2],
    least: walls[0],
    processor: samples.map(\.processor).sorted()[samples.count / 2]
  )
}

private func timed(
  _ count: Int,
  _ body: () throws -> Void
) rethrows -> (wall: Double, processor: Double) {
  let start = (clock(CLOCK_MONOTONIC), clock(CLOCK_PROCESS_CPUTIME_ID))
  for _ in 0..<count { try body() }
  return (clock(CLOCK_MONOTONIC) - start.0, clock(CLOCK_PROCESS_CPUTIME_ID) - start.1)
}

private func clock(_ id: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(id, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

extension Operation {
  /// Measures the checks, and a single call of forward and backward: those whose names are chosen.
  func rows(where isChosen: (String) -> Bool) throws -> [Row] {
    let checks: [(String, GradientCheckOptions.Mode, Bool)] = [
      ("default", .automatic, false),
      ("directional", .directional(3), false),
      ("full, one core", .full, false),
      ("full, all cores", .full, true),
    ]
    var rows: [Row] = []
    for (mode, option, concurrently) in checks where isChosen("\(name), \(mode)") {
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
    for (mode, call) in [("forward", forward), ("backward", backward)]
    where isChosen("\(name), \(mode)") {
      rows.append(
        Row(op: name, mode: mode, coordinates: 0, evaluations: 1, time: try measure(call))
      )
    }
    return rows
  }
}

/// One row for each of several runs of the same measurements: medians of medians, and the least of all.
func merged(_ runs: [[Row]]) -> [Row] {
  guard let first = runs.first else { return [] }
  return first.map { row in
    let times = runs.flatMap { $0 }.filter { $0.key == row.key }.map(\.time)
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    var row = row
    row.time = CallTime(
      median: median(times.map(\.median)),
      least: times.map(\.least).min() ?? row.time.least,
      processor: median(times.map(\.processor))
    )
    return row
  }
}
