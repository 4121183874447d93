import Foundation
import Grading
import Tensors
import Testing

@testable import ExerciseTesting

/// A right answer, with losses that forward prints and a line that backward prints.
struct PrintsLosses: Behaviour {
  static let student = Implementation(
    forward: { (x: Tensor) in
      for step in 1...4 { print("step \(step): loss \(1 / Double(step))") }
      return 2 * x
    },
    backward: { (g: Tensor, _: Tensor) in
      print("going back")
      return 2 * g
    }
  )
}

/// A right answer, which backward alone speaks about.
struct PrintsLater: Behaviour {
  static let student = Implementation(
    forward: { (x: Tensor) in 2 * x },
    backward: { (g: Tensor, _: Tensor) in
      print("going back")
      return 2 * g
    }
  )
}

@Suite("What a student's code prints")
struct PrintedTextTests {
  @Test("lines are told on a pass too, with the call that printed them, and losses become a curve")
  func told() async throws {
    let (verdict, text) = try await Doubling<PrintsLosses>.graded()
    #expect(verdict.state == .passed)
    let output = try #require(verdict.output)
    #expect(output.sections.first?.activity == "forward, on random probe 1")
    #expect(output.sections.first?.lines.first == "step 1: loss 1.0")
    #expect(output.head.count == 8 && output.isCut)
    #expect(text.contains("your code printed, during forward, on random probe 1:\n    │ step 1"))
    guard case .curve(let curve)? = verdict.pictures?.first else {
      Issue.record("there is no curve")
      return
    }
    #expect(curve.values.prefix(4) == [1, 0.5, 1 / 3.0, 0.25] && curve.count == 4)
    #expect(curve.source == "forward, on random probe 1")
  }

  @Test("a call that prints nothing is not named")
  func silent() async throws {
    let (verdict, text) = try await Doubling<PrintsLater>.graded()
    #expect(verdict.state == .passed && verdict.pictures == nil)
    #expect(verdict.output?.parts?.first?.activity == "backward, on random probe 1")
    #expect(!text.contains("during forward"))
  }
}
