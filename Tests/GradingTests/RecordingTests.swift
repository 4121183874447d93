import Foundation
import Grading
import Tensors
import Testing

@Suite("Recorded answers")
struct RecordingTests {
  /// A recording as another package reads it.
  private static func recorded(
    _ exercise: Exercise,
    _ certification: Certification
  ) throws -> Recording {
    let data = try JSONEncoder().encode(try record(exercise, certification))
    return try JSONDecoder().decode(Recording.self, from: data)
  }

  private static let operations =
    isFullRun
    ? MistakeCorpus.all
    : stride(from: 1, to: MistakeCorpus.all.count, by: 8).map { MistakeCorpus.all[$0] }

  @Test(
    "a recording gives the same verdicts as the code, for new mistakes too",
    arguments: operations
  )
  func alike(_ operation: CorpusOperation) throws {
    // Every second wrong implementation is a known mistake; the others are strangers.
    let wrong = operation.wrong.enumerated()
    let known = wrong.filter { $0.offset % 2 == 0 }.map(\.element)
    let certification = Certification(
      reference: operation.reference,
      solution: operation.reference,
      alternatives: operation.right,
      mistakes: known.map { KnownMistake($0.name, "\($0.name)!", $0.implementation) }
    )
    let recording = try RecordingTests.recorded(operation.exercise, certification)
    try recording.check(operation.exercise, seed: Exercise.defaultSeed)
    let code = try Judge(operation.exercise, certification)
    let numbers = try Judge(operation.exercise, recording.certification)
    for stranger in operation.wrong + operation.garbage {
      let right = try code.judge(stranger.implementation)
      let judgement = try numbers.judge(stranger.implementation)
      #expect(judgement.marks == right.marks, "\(stranger.name)")
      #expect(judgement.named == right.named, "\(stranger.name)")
    }
    for style in operation.right {
      #expect(try numbers.judge(style.implementation).state == .passed, "\(style.name)")
    }
  }

  @Test("a part of the random numbers is enough to recognise a mistake")
  func statistics() throws {
    let exercise = Exercise(
      .statistics([.mean({ _ in 0 }, standardDeviation: { _ in 0.125 })]),
      axes: [.axis("D", "number of rows", 64), .axis("M", "number of columns", 96)],
      inputs: [.made("shape") { sizes, _ in [sizes["D"] ?? 1, sizes["M"] ?? 1] }],
      student: RecordingTests.normal(0),
      file: "FixturesTests/Weights.swift"
    )
    let right = RecordingTests.normal(0)
    let certification = Certification(
      reference: right,
      solution: right,
      alternatives: [],
      mistakes: [KnownMistake("shifted", "The mean is 1.", RecordingTests.normal(1))]
    )
    let recording = try RecordingTests.recorded(exercise, certification)
    let size = try JSONEncoder().encode(recording).count
    #expect(size < 60_000, "of 36,864 numbers only some are kept, not \(size) bytes")
    let judge = try Judge(exercise, recording.certification)
    #expect(try judge.judge(right).state == .passed)
    // The next draw must start where the right function leaves the source.
    var (replayed, real) = (
      RandomSource(seed: Exercise.defaultSeed), RandomSource(seed: Exercise.defaultSeed)
    )
    let shape = Value.integers([64, 96])
    _ = try recording.certification.reference.call([shape], &replayed)
    _ = try right.call([shape], &real)
    #expect(replayed == real)
    #expect(try judge.judge(RecordingTests.normal(1)).named == ["shifted"])
    // Wrong on purpose, and not as the mistake is.
    let other = try judge.judge(RecordingTests.normal(2))
    #expect(other.state == .wrong && other.named.isEmpty)
    let broken = Implementation(
      drawing: { (shape: [Int], random: inout RandomSource) in
        let right = try Tensor.normal(shape, standardDeviation: 0.125, using: &random)
        return right.map { $0 > 0.3 ? .nan : $0 }
      })
    #expect(try judge.judge(broken).state == .wrong)
  }

  private static func normal(_ mean: Double) -> Implementation {
    Implementation(
      drawing: { (shape: [Int], random: inout RandomSource) in
        try Tensor.normal(shape, mean: mean, standardDeviation: 0.125, using: &random)
      })
  }

  @Test("another seed, another grader and a damaged file are different errors")
  func misuse() throws {
    let exercise = Square.exercise()
    let recording = try RecordingTests.recorded(
      exercise,
      Square.certification(mistakes: Square.mistakes)
    )
    #expect(throws: HarnessError.otherSeed(recorded: 2_026, asked: 7)) {
      try recording.check(exercise, seed: 7)
    }
    let grown = Square.exercise(edges: [.sizes("one", ["N": 1])])
    #expect(throws: HarnessError.otherRecording(exercise: "fixtures/square", probe: nil)) {
      try recording.check(grown, seed: Exercise.defaultSeed)
    }
    let other = Exercise(
      .differentiable,
      axes: [.axis("N", "batch size", 2, role: .batch), .axis("D", "number of features", 5)],
      inputs: [.tensor("x", "N", "D")],
      student: Square.right,
      file: "FixturesTests/Square.swift"
    )
    #expect(
      throws: HarnessError.otherRecording(exercise: "fixtures/square", probe: "random probe 1")
    ) { try recording.check(other, seed: Exercise.defaultSeed) }

    let root = FileManager.default.temporaryDirectory.appending(path: "recording-\(UUID())")
    defer { try? FileManager.default.removeItem(at: root) }
    let workspace = Workspace(root: root)
    #expect(throws: HarnessError.noReference(exercise: "fixtures/square")) {
      try Recording(of: exercise.id, in: workspace)
    }
    try workspace.write(recording)
    #expect(try Recording(of: exercise.id, in: workspace).exercise == "fixtures/square")
    try Data("{".utf8).write(to: workspace.recording(of: exercise.id))
    #expect(
      throws: HarnessError.damagedRecording(path: ".gradschool/recorded/fixtures/square.json")
    ) { try Recording(of: exercise.id, in: workspace) }
  }
}
