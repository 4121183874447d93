import Foundation
import GradientChecking
import ReferenceLayers
import Tensors

/// How the cost of a check grows with the number of coordinates: a linear layer at a batch of four.
struct Growth {
  /// Every coordinate is looked at up to this size: twice as many evaluations, each of which costs as much as there
  /// are coordinates.
  private static let largestFull = 100_000

  /// The number of coordinates, about: a power of ten.
  let size: Int

  /// One line of the table: seconds and evaluations of the default check, of one that finds a single wrong
  /// coordinate, of one coordinate after the other, and the most memory that the process took.
  func line() throws -> String {
    var random = RandomSource(seed: 21)
    let features = Int(pow(10, (log10(Double(size)) / 2).rounded(.down)))
    let outputs = size / features
    let (x, weight, bias) = (
      try Tensor.normal([4, features], using: &random),
      try Tensor.normal([features, outputs], using: &random),
      try Tensor.normal([outputs], using: &random)
    )
    func check(_ mode: GradientCheckOptions.Mode, isWrong: Bool) throws -> GradientReport {
      try checkGradient(
        of: { try Linear.forward($0, weight: $1, bias: $2) },
        backward: { (upstream: Tensor, x: Tensor, weight: Tensor, bias: Tensor) in
          var gradient = try Linear.backward(upstream, x, weight: weight, bias: bias)
          if isWrong { gradient.weight[features / 2, outputs / 3] *= 1.1 }  // wrong on purpose
          return gradient
        },
        at: x,
        weight,
        bias,
        names: ["x", "weight", "bias"],
        options: GradientCheckOptions(mode: mode)
      )
    }
    func cell(_ mode: GradientCheckOptions.Mode, isWrong: Bool) throws -> String {
      let report = try check(mode, isWrong: isWrong)
      guard report.passed != isWrong else {
        throw BenchmarkError.notCertified(op: "linear, \(size)", report.text())
      }
      var seconds = report.seconds
      for _ in 0..<(seconds < 0.2 ? 20 : 2) {
        guard seconds < 5 else { break }
        seconds = min(seconds, try check(mode, isWrong: isWrong).seconds)
      }
      let time = seconds < 1 ? "\(Report.short(seconds * 1e3)) ms" : "\(Report.short(seconds)) s"
      return "\(time), \(report.evaluations) evaluations"
    }
    let certified = try cell(.automatic, isWrong: false)
    let found = try cell(.automatic, isWrong: true)
    let full = size <= Self.largestFull ? try cell(.full, isWrong: false) : "–"
    var usage = rusage()
    // RUSAGE_SELF has another type on each platform; it is 0 on all.
    getrusage(0, &usage)
    #if os(Linux)
      let memory = Double(usage.ru_maxrss) * 1024 / 1e6
    #else
      let memory = Double(usage.ru_maxrss) / 1e6
    #endif
    return "| \(size) | \(certified) | \(found) | \(full) | \(Report.short(memory)) MB |"
  }
}
