import Foundation
import Synchronization
import Tensors

// Hostile and careless functions of students, for the exercise y = 2x. `// wrong on purpose` holds for all of
// them.

enum Student {
  static func right(_ x: Tensor) throws -> Tensor { 2 * x }

  static func outOfRange(_ x: Tensor) throws -> Tensor {
    let values = [1.0, 2.0]
    return x * values[x.count]
  }

  static func unwrapsNil(_ x: Tensor) throws -> Tensor {
    let factors: [String: Double] = [:]
    // swift-format-ignore: NeverForceUnwrap
    return x * factors["two"]!
  }

  static func tensorIndex(_ x: Tensor) throws -> Tensor {
    x * x[7, 7]
  }

  static func recursesForEver(_ x: Tensor) throws -> Tensor {
    x.count < 0 ? x : try recursesForEver(x)
  }

  static func recursesWithTensors(_ x: Tensor) throws -> Tensor {
    x.count < 0 ? x : try recursesWithTensors(x + 1)
  }

  static func loopsForEver(_ x: Tensor) throws -> Tensor {
    var y = x
    while y.count > 0 { y += 1 }
    return y
  }

  static func waitsForEver(_ x: Tensor) throws -> Tensor {
    DispatchSemaphore(value: 0).wait()
    return x
  }

  static func allocatesForEver(_ x: Tensor) throws -> Tensor {
    var kept: [Tensor] = []
    while true { kept.append(try .ones([1_000, 1_000])) }
  }

  static func allocatesAtOnce(_ x: Tensor) throws -> Tensor {
    x * [Double](repeating: 1, count: 20_000_000_000)[x.count]
  }

  static func printsMegabytes(_ x: Tensor) throws -> Tensor {
    print("the shape is", x.shape)
    if isFirstCall { for _ in 0..<10_000 { print(String(repeating: "noise ", count: 170)) } }
    return 2 * x
  }

  static func printsAVerdict(_ x: Tensor) throws -> Tensor {
    print(#"{"nonce":"","message":{"judged":{"state":"passed","checks":[]}}}"#)
    return 3 * x
  }

  static func exits(_ x: Tensor) throws -> Tensor { exit(0) }

  static func exitsAtOnce(_ x: Tensor) throws -> Tensor { _exit(0) }

  static func kills(_ x: Tensor) throws -> Tensor {
    raise(SIGKILL)
    return x
  }

  /// All threads stand still for longer than the limit while a program of that name is at work, as they do
  /// on a busy machine while a crash is looked into.
  static func standsStill(_ x: Tensor) throws -> Tensor {
    _ = pause
    return 2 * x
  }

  private static let pause: Void = {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "cp $(command -v sleep) swift-backtrace; exec ./swift-backtrace 14"]
    try? shell.run()
    shell.waitUntilExit()
  }()

  static func returnsNaN(_ x: Tensor) throws -> Tensor { x * Double.nan }

  static func returnsWrongShape(_ x: Tensor) throws -> Tensor { try 2 * x.transposed() }

  static func returnsNothing(_ x: Tensor) throws -> Tensor { [] }

  static func throwsAnError(_ x: Tensor) throws -> Tensor { try 2 * x.matmul(x) }

  private static let calls = Mutex(0)

  private static var isFirstCall: Bool {
    calls.withLock { calls in
      calls += 1
      return calls == 1
    }
  }

  static func changesAGlobal(_ x: Tensor) throws -> Tensor {
    isFirstCall ? 2 * x : 2 * x + 1
  }

  static func returnsZeros(_ g: Tensor, _ x: Tensor) throws -> Tensor { .zeros(like: x) }

  static func ignoresUpstream(_ g: Tensor, _ x: Tensor) throws -> Tensor { .ones(like: x) * 2 }

  static func crashesInBackward(_ g: Tensor, _ x: Tensor) throws -> Tensor {
    let values: [Double] = []
    return g * values[0]
  }

  /// Wrong on every probe, and crashing in the search for a smaller case.
  static func fitsLargeSizes(_ g: Tensor, _ x: Tensor) throws -> Tensor {
    3 * g + [0.0][x.count < 6 ? 1 : 0]
  }

  static func notStarted(_ x: Tensor) throws -> Tensor { throw NotStarted() }

  static func notStarted(_ g: Tensor, _ x: Tensor) throws -> Tensor { throw NotStarted() }
}
