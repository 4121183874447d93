import Foundation
import Grading
import Synchronization

/// One run of the tests, with its package and its verdicts.
final class TestRun: Sendable {
  /// Whether the graders are certified too, in a maintainer's run or for `gradschool verify`.
  static let certifies = ["GRADSCHOOL_FULL", "GRADSCHOOL_CERTIFY"]
    .contains { ProcessInfo.processInfo.environment[$0] == "1" }

  /// Whether answers are recorded instead of grading.
  static let isRecording = ProcessInfo.processInfo.environment["GRADSCHOOL_RECORD"] == "1"

  /// The run whose verdicts become the report card.
  static let current = TestRun(workspace: .current)

  /// The gate for children: no more at a time than there are cores, or they would use up each other's time.
  static let gate = Gate(width: ProcessInfo.processInfo.activeProcessorCount)

  /// The temporary folder of this process, removed when it ends.
  static let folder = temporaryFolder(in: FileManager.default.temporaryDirectory)

  /// The folder of this process in the sandbox.
  static let sandboxFolder = Sandbox.current.map { temporaryFolder(in: $0.folder) }

  private static func temporaryFolder(in parent: URL) -> Result<RunFolder, any Error> {
    Result { try RunFolder(in: parent) }
  }

  /// The registration of the work at the end of the process.
  private static let atEnd: Void = {
    atexit {
      TestRun.current.printReportCard()
      if case .success(let folder) = TestRun.folder { folder.remove() }
      if case .success(let folder)? = TestRun.sandboxFolder { folder.remove() }
    }
  }()

  let workspace: Workspace
  let run: String
  private let verdicts = Mutex<[Verdict]>([])
  /// The gradings of this run: a milestone asks for those of its pieces, before or after their own tests do.
  private let gradings = Mutex<[ObjectIdentifier: Task<Verdict, Never>]>([:])

  let sandbox: Sandbox?

  init(workspace: Workspace, sandbox: Sandbox? = Sandbox.current) {
    self.workspace = workspace
    self.sandbox = sandbox
    run = ProcessInfo.processInfo.environment["GRADSCHOOL_RUN"] ?? UUID().uuidString
    TestRun.atEnd
  }

  func title(of id: ExerciseID) -> String { HintFile(of: id, in: workspace).title }

  /// The verdict on the student's implementation, which becomes part of the report card.
  func verdict(of grader: any Grader.Type) async -> Verdict {
    let verdict = await grading(of: grader)
    verdicts.withLock { $0.append(verdict) }
    return verdict
  }

  /// The verdict on the student's implementation, which is graded once a run.
  private func grading(of grader: any Grader.Type) async -> Verdict {
    let task = gradings.withLock { gradings in
      let task = gradings[ObjectIdentifier(grader)] ?? Task { await self.graded(grader) }
      gradings[ObjectIdentifier(grader)] = task
      return task
    }
    return await task.value
  }

  private func graded(_ grader: any Grader.Type) async -> Verdict {
    let exercise = grader.exercise
    let id = exercise.id
    let source = workspace.source(of: id)
    let compiled = SourceStamp.compiled(id)
    var verdict = Verdict(
      exercise: id.description,
      state: .notStarted,
      possible: exercise.points,
      sourcePath: id.sourcePath,
      sourceHash: compiled ?? workspace.sourceHash(of: id),
      compiledHash: compiled,
      graderHash: workspace.graderHash(of: id),
      run: run,
      seed: seed
    )
    let faults = PlantedFaults(of: id, in: workspace)
    let isStub = isStub(id, compiled, faults)
    // What is wrong with a file with a planted fault is shown before it is begun: it is what the exercise is about.
    if !isStub || TestRun.certifies || !faults.versions.isEmpty {
      await grade(grader, source, &verdict)
      verdict.tell(of: faults, in: source) { mistakes(of: grader) }
      if isStub, !faults.versions.isEmpty {
        // What else keeps it from being judged is no fault of the student's.
        if verdict.state != .wrong { (verdict.checks, verdict.findings) = ([], []) }
        verdict.state = .notStarted
      }
    }
    // A verdict without a proof must not replace a proven one.
    if compiled != nil
      || workspace.readVerdict(of: "\(id)")?.isProven(for: verdict.sourceHash) != true
    {
      try? workspace.write(verdict)
    }
    return verdict
  }

  /// Whether the compiled text is the pristine stub, or a version with a planted fault.
  private func isStub(_ id: ExerciseID, _ compiled: String?, _ faults: PlantedFaults) -> Bool {
    guard let compiled else { return workspace.isPristine(id) }
    let stub = (try? Data(contentsOf: workspace.stub(of: id))).map(Workspace.hash)
    return stub == compiled
      || faults.versions.contains { Workspace.hash($0.text) == compiled }
  }

  /// The seed of the probes, from the environment.
  let seed = TestRun.givenSeed

  /// The variable is read once and then overwritten, because other processes can read it.
  private static let givenSeed: UInt64 = {
    guard let text = getenv("GRADSCHOOL_SEED") else { return Exercise.defaultSeed }
    let seed = UInt64(String(cString: text))
    memset(text, Int32(UInt8(ascii: "x")), strlen(text))
    unsetenv("GRADSCHOOL_SEED")
    return seed ?? Exercise.defaultSeed
  }()

  /// Certifies a grader in a child process, which a trap in an instructor's code may end, and writes the report.
  func certificationProblems(of grader: any Grader.Type) async -> [Problem] {
    let id = grader.exercise.id
    let limits = Exercise.Limits(processorSeconds: 120, wallSeconds: 600, megabytes: 2_048)
    let (ending, _) = await run(.certify, grader, limits)
    var report =
      ending.report
      ?? CertificationReport(
        exercise: "\(id)",
        problems: [Problem(id.certificationPath, "certification ended early. \(reasons(ending))")],
        matrix: []
      )
    report.problems += problemsOfMaterials(grader.exercise, in: workspace)
    if !report.matrix.isEmpty {
      report.problems += problemsOfFaults(
        id,
        planted: report.matrix.compactMap(\.version),
        in: workspace
      )
    }
    report.problems += await problemsOfStub(grader, report)
    report.problems = report.problems.ordered(of: id)
    report.run = run
    try? workspace.write(report)
    return report.problems
  }

  /// The problems of the stub and its copy.
  ///
  /// A solved file is no longer the stub, and is not checked.
  private func problemsOfStub(
    _ grader: any Grader.Type,
    _ report: CertificationReport
  ) async -> [Problem] {
    let id = grader.exercise.id
    let (stub, _) = await run(.grade, grader, grader.exercise.limits)
    // An unfinished grader cannot judge the stub, and its problems are reported already.
    if stub.state == .inconclusive, !report.problems.isEmpty { return [] }
    // With a planted fault, the file as it is handed out has nothing to start: it makes its known mistake.
    let faults = PlantedFaults(of: id, in: workspace)
    if !faults.versions.isEmpty {
      guard workspace.isPristine(id), let own = faults.version(namedIn: workspace.source(of: id)),
        let mistake = report.matrix.first(where: { $0.version == own.number })?.mistake
      else { return [] }
      let named = stub.checks.flatMap(\.findings).compactMap { finding in
        if case .knownMistake(let name, _) = finding { name } else { nil }
      }
      guard named != [mistake] else { return [] }
      return [
        Problem(
          id.faultPath(own.number),
          "the grader names \(named) in it, and the mistake that is planted in version \(own.number) is "
            + "\"\(mistake)\""
        )
      ]
    }
    switch (workspace.isPristine(id), stub.state == .notStarted) {
    case (true, false):
      return [
        Problem(
          id.sourcePath,
          "the grader says that the stub is: \(Wording.name(stub.state)); it must be: not started"
        )
      ]
    case (false, true):
      return [
        Problem(
          id.stubPath,
          "the copy of the stub differs from \(id.sourcePath), which is not started. If students must get "
            + "that file, copy it:\ncp \(id.sourcePath) \(id.stubPath)"
        )
      ]
    default: return []
    }
  }

  /// The reasons why a child process of an instructor's code ended early.
  private func reasons(_ ending: ChildProcess.Ending) -> String {
    ending.findings.flatMap { Wording.text($0, about: nil) }.joined(separator: " ")
  }

  /// Records the answers of a grader's reference and known mistakes in a child process; returns the reason why
  /// that failed, if it did.
  func recordingProblem(of grader: any Grader.Type) async -> String? {
    let limits = Exercise.Limits(processorSeconds: 120, wallSeconds: 600, megabytes: 2_048)
    let (ending, _) = await run(.record, grader, limits)
    guard ending.state != .passed else { return nil }
    return "\(grader.exercise.id): \(reasons(ending))"
  }

  private func grade(_ grader: any Grader.Type, _ source: String, _ verdict: inout Verdict) async {
    var pieces: [Verdict.Piece] = []
    for id in grader.exercise.student.pieces {
      let hash = workspace.sourceHash(of: id)
      var piece = Verdict.Piece(id, state: nil, sourceHash: hash)
      if let grader = Pieces.grader(of: id) {
        let verdict = await grading(of: grader)
        piece = Verdict.Piece(id, state: verdict.state, sourceHash: verdict.sourceHash)
      }
      pieces.append(piece)
    }
    let own = pieces.filter { $0.state == .passed }.map(\.exercise)
    let (ending, seconds) = await judged(grader, ownPieces: own)
    if !pieces.isEmpty, ending.state != .notStarted, ending.state != .inconclusive {
      verdict.pieces = pieces
      verdict.remarks += Wording.pieces(pieces)
    }
    verdict.state = ending.state
    verdict.checks = ending.checks
    verdict.findings = ending.findings
    verdict.seconds = (seconds * 1_000).rounded() / 1_000
    verdict.output = ending.output
    verdict.pictures = ending.pictures.isEmpty ? nil : ending.pictures
    verdict.protections = ending.protections
    if verdict.state != .passed, verdict.state != .notStarted {
      verdict.sourceLine = ending.line ?? firstLine(of: verdict, in: source)
    }
  }

  /// The number of members that may use up their time before the others are left alone.
  private static let patience = 2

  /// Judges the student's functions.
  ///
  /// A member of a type that ends the process costs its own points alone: another child judges the others.
  private func judged(_ grader: any Grader.Type, ownPieces own: [ExerciseID]) async -> (
    ending: ChildProcess.Ending, seconds: Double
  ) {
    let exercise = grader.exercise
    var (ending, seconds) = await run(.grade, grader, exercise.limits, ownPieces: own)
    guard !exercise.members.isEmpty, ending.finished != nil else { return (ending, seconds) }
    let first = ending
    var skipped: [Subject: [Finding]] = [:]
    var timeouts = 0
    while let finished = ending.finished {
      let left = ending.checks.map(\.subject).filter {
        !finished.contains($0) && skipped[$0] == nil
      }
      guard let broken = left.first else { break }
      skipped[broken] = ending.findings
      timeouts += ending.state == .timedOut ? 1 : 0
      guard timeouts < TestRun.patience else { break }
      let (next, more) = await run(
        .grade,
        grader,
        exercise.limits,
        ownPieces: own,
        skipping: Set(skipped.keys)
      )
      (ending, seconds) = (next, seconds + more)
    }
    guard ending.state != .inconclusive else { return (ending, seconds) }
    ending.checks = ending.checks.map { check in
      skipped[check.subject].map { check.marked(.failed, findings: $0) } ?? check
    }
    (ending.state, ending.findings, ending.line) = (first.state, [], first.line)
    return (ending, seconds)
  }

  /// The known mistakes of a grader, of which one in a handout has a recording.
  private func mistakes(of grader: any Grader.Type) -> [KnownMistake] {
    let certification =
      (grader as? any Certified.Type)?.certification
      ?? (try? Recording(of: grader.exercise.id, in: workspace))?.certification
    return certification?.mistakes ?? []
  }

  /// The line of the function that gives the first failed check.
  private func firstLine(of verdict: Verdict, in source: String) -> Int? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let failed =
      verdict.checks.first { !$0.findings.isEmpty || $0.mark == .notWritten }
      ?? verdict.checks.first { $0.mark == .notReached }
    let name = failed?.subject.function.map { "func \($0)(" } ?? "func "
    // Names come before operators, which stand in the arguments of many calls.
    let calls = failed?.subject.calls ?? []
    let member = calls.lazy.compactMap { call in
      lines.firstIndex { $0.firstMatch(of: /func ([^ (<]+)/).map { $0.output.1 == call } ?? false }
    }.first
    return (member ?? lines.firstIndex { $0.contains(name) }).map { $0 + 1 }
  }

  /// Writes the report card to standard error, after all output of the tests.
  private func printReportCard() {
    let verdicts = verdicts.withLock { $0 }
    guard !verdicts.isEmpty else { return }
    let order = Catalog(workspace).exercises.map(\.id.description)
    FileHandle.standardError.write(Data("\n\(ReportCard(verdicts, order: order).text)\n".utf8))
  }
}

extension Subject {
  /// The functions in the name of a member, such as "a + b" or "a.exp()": first those with names, then operators.
  fileprivate var calls: [String] {
    guard case .result(let call) = self else { return [] }
    let signs: [Character: Character] = ["·": "*", "÷": "/", "−": "-"]
    let words = call.map { signs[$0] ?? $0 }.split { " .(),".contains($0) }.map { String($0) }
    let isNamed = { (word: String) in word.first?.isLetter == true }
    return words.filter(isNamed) + words.filter { !isNamed($0) }
  }
}
