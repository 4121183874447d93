import Foundation
import Grading

/// One run of the graders: builds the package, leaving out what does not compile, runs the graders of some
/// exercises, and collects their verdicts.
struct GradingRun {
  let context: Context
  /// Whether the graders are certified too.
  var certifies = false
  /// Whether answers are recorded, and nothing else is done.
  var records = false
  /// The seed of the probes; nil for the ordinary one.
  var seed: UInt64?
  let run = UUID().uuidString

  private var workspace: Workspace { context.workspace }
  private var console: Console { context.console }
  private var order: [ExerciseID] { context.catalog.exercises.map(\.id) }

  /// What came of a run.
  struct Results {
    /// The verdicts on the exercises that were asked for, in the order of the catalog.
    var graded: [Verdict]
    /// The verdicts on others that do not compile.
    var others: [Verdict]
  }

  /// Grades exercises.
  ///
  /// - Throws: ``ProgramError`` when the package cannot be built, or the run is interrupted.
  func grade(_ ids: [ExerciseID]) throws -> Results {
    let hashes = hashes
    try checkPlaces(of: ids)
    var verdicts = try build()
    let skipped = Set(verdicts.keys)
    let wanted = ids.filter { !skipped.contains($0) }
    if !wanted.isEmpty { try test(wanted, skipped: skipped) }
    for id in wanted { verdicts[id] = verdict(of: id) }
    for (id, hash) in hashes where verdicts[id].map({ $0.sourceHash != hash }) == true {
      // Saved in the meantime: what was built may be the text before, so the verdict has to be stale.
      verdicts[id]?.sourceHash = hash
      if let verdict = verdicts[id], verdict.state != .inconclusive { try keep(verdict) }
    }
    console.clearStatus()
    return Results(
      graded: order.filter(ids.contains).compactMap { verdicts[$0] },
      others: order.filter { !ids.contains($0) }.compactMap { verdicts[$0] }
    )
  }

  /// Certifies the graders of exercises.
  ///
  /// - Returns: A report for each exercise, in the order of the catalog; one that was left out because it
  ///   does not compile, or that left no report, has that for its problem.
  /// - Throws: ``ProgramError`` when the package cannot be built, or the run is interrupted.
  func certify(_ ids: [ExerciseID]) throws -> [CertificationReport] {
    let skipped = try build()
    let wanted = ids.filter { skipped[$0] == nil }
    if !wanted.isEmpty { try test(wanted, skipped: Set(skipped.keys)) }
    console.clearStatus()
    return order.filter(ids.contains).map { id in
      if let report = workspace.readReport(of: "\(id)"), report.run == run { return report }
      let problem =
        skipped[id].map { notCompiling($0, id) }
        ?? "\(id.graderPath): it left no report. Is it Certified, in \(id.certificationPath), and is "
        + "its test called `\(id)`? The output of the tests is in \(GradingRun.testLog)."
      return CertificationReport(exercise: "\(id)", problems: [problem], matrix: [])
    }
  }

  /// What the compiler says about an exercise's files; each line names its own.
  private func notCompiling(_ verdict: Verdict, _ id: ExerciseID) -> String {
    let lines = verdict.findings.flatMap { finding -> [String] in
      if case .compiler(let lines, _, _) = finding { lines } else { [] }
    }
    return
      (["\(id.certificationPath): it, or another file of the exercise, does not compile"] + lines)
      .joined(separator: "\n")
  }

  /// Records the answers of references and known mistakes.
  ///
  /// - Throws: ``ProgramError`` when the package cannot be built, the run is interrupted, or one of the
  ///   exercises cannot be recorded.
  func record(_ ids: [ExerciseID]) throws {
    let skipped = try build()
    let wanted = ids.filter { skipped[$0] == nil }
    if !wanted.isEmpty { try test(wanted, skipped: Set(skipped.keys)) }
    console.clearStatus()
    let problems = ids.compactMap { id -> String? in
      guard skipped[id] == nil else {
        return "\(id): it does not compile, see \(Program.command) grade \(id)"
      }
      if (try? Recording(of: id, in: workspace))?.run == run { return nil }
      return "\(id): why is said by \(Program.command) verify \(id)"
    }
    guard problems.isEmpty else { throw ProgramError.notRecorded(problems) }
  }

  /// The hashes of all sources as they are now.
  private var hashes: [ExerciseID: String] {
    Dictionary(order.map { ($0, Workspace.hash(workspace.source(of: $0))) }) { $1 }
  }

  /// Builds the package as it is.
  ///
  /// - Throws: ``ProgramError/buildFailed(lines:log:)`` when an exercise had to be left out.
  func buildAll() throws {
    let skipped = try build()
    guard let verdict = skipped.values.first else { return }
    let lines = verdict.findings.flatMap { Wording.text($0, about: nil) }
    throw ProgramError.buildFailed(lines: lines, log: workspace.file(GradingRun.buildLog).path)
  }

  // MARK: - Building

  /// Builds until it builds, each time without the exercises that kept it from doing so.
  ///
  /// An error in one file can hide those of another, so one attempt may not find all.
  ///
  /// - Returns: The verdicts on the exercises left out.
  private func build() throws -> [ExerciseID: Verdict] {
    let blame = Blame(workspace: workspace, catalog: context.catalog, run: run)
    let progress = BuildProgress(console, isFirst: isFirstBuild)
    var skipped = blame.missing
    try skipped.values.forEach(keep)
    while true {
      var lines: [String] = []
      let status = try context.toolchain.run(
        ["build", "--build-tests"],
        environment: manifestEnvironment(Set(skipped.keys)),
        log: workspace.file(GradingRun.buildLog),
        onLine: {
          lines.append($0)
          progress.read($0)
        },
        onTick: { progress.tick() }
      )
      if status == 0 { return skipped }
      let output = CompilerOutput(lines, root: workspace.root.path)
      let found = blame.verdicts(output, skipped: Set(skipped.keys))
      guard !found.isEmpty else { throw failure(output, lines) }
      try found.values.forEach(keep)
      progress.leaveOut(order.filter { found[$0] != nil })
      skipped.merge(found) { $1 }
    }
  }

  private func failure(_ output: CompilerOutput, _ lines: [String]) -> ProgramError {
    let errors =
      CompilerOutput.shortened(output.errors, to: 40)
      + output.otherErrors.filter { !$0.contains("emit-module command failed") }
    return .buildFailed(
      lines: errors.isEmpty ? Array(lines.suffix(20)) : Array(errors.prefix(60)),
      log: GradingRun.buildLog
    )
  }

  private var isFirstBuild: Bool {
    let products = workspace.file(".build/debug").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: products)) ?? []
    return !files.contains { $0.hasSuffix("Tests.build") }
  }

  /// Makes sure that the graders can leave their verdicts: they cannot say it when they cannot.
  private func checkPlaces(of ids: [ExerciseID]) throws {
    for id in ids {
      let folder = workspace.verdict(of: "\(id)").deletingLastPathComponent()
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw ProgramError.unwritable(path: ".gradschool/verdicts", reason: reason(error))
      }
      guard access(folder.path, W_OK | X_OK) == 0 else {
        let reason = String(cString: strerror(errno)).lowercased() + "."
        throw ProgramError.unwritable(path: ".gradschool/verdicts", reason: reason)
      }
    }
  }

  private func keep(_ verdict: Verdict) throws {
    do {
      try workspace.write(verdict)
    } catch {
      throw ProgramError.unwritable(path: ".gradschool/verdicts", reason: reason(error))
    }
  }

  // MARK: - Testing

  private func test(_ ids: [ExerciseID], skipped: Set<ExerciseID>) throws {
    let started = ContinuousClock.now
    _ = try context.toolchain.run(
      ["test", "--skip-build", "--filter", GradingRun.filter(ids)],
      environment: environment(skipped),
      log: workspace.file(GradingRun.testLog),
      onLine: { _ in },
      onTick: {
        let done = ids.filter(isDone).count
        let seconds = (ContinuousClock.now - started).components.seconds
        console.status(
          "\(activity): \(done) of \(ids.count) done, \(seconds) s"
        )
      }
    )
  }

  private var activity: String {
    records ? "Recording" : certifies ? "Certifying" : "Grading"
  }

  private func isDone(_ id: ExerciseID) -> Bool {
    let file = records ? workspace.recording(of: id) : workspace.verdict(of: id.description)
    // What was written by this run has its name in it; to decode a large file would take too long.
    return (try? String(contentsOf: file, encoding: .utf8))?.contains(run) == true
  }

  /// A pattern for the tests of exercises, and no others: their identifiers stand between backticks.
  static func filter(_ ids: [ExerciseID]) -> String {
    "`(\(ids.map(\.description).joined(separator: "|")))`\\(\\)"
  }

  /// The verdict that this run wrote; if it wrote none, one that says so.
  private func verdict(of id: ExerciseID) -> Verdict {
    if let verdict = workspace.readVerdict(of: id.description), verdict.run == run {
      return verdict
    }
    let entry = context.catalog.exercises.first { $0.id == id }
    return Verdict(
      exercise: id.description,
      state: .inconclusive,
      possible: entry?.points ?? 0,
      findings: [
        .harness(
          "Its grader, \(id.graderPath), left no verdict: it has no test called `\(id)`, or it "
            + "was ended from outside. The output of the tests is in \(GradingRun.testLog)."
        )
      ],
      sourcePath: id.sourcePath,
      sourceHash: Workspace.hash(workspace.source(of: id)),
      run: run,
      seed: 0
    )
  }

  // MARK: - Both

  static let buildLog = ".gradschool/logs/build.txt"
  static let testLog = ".gradschool/logs/test.txt"

  /// What the manifest looks at, and nothing that differs from run to run: with another environment SwiftPM
  /// compiles the manifest again.
  private func manifestEnvironment(_ skipped: Set<ExerciseID>) -> [String: String] {
    let names = skipped.map { "\($0.pack)/\($0.name)" }.sorted().joined(separator: ",")
    return ["GRADSCHOOL_SKIP": names, "GRADSCHOOL_TESTS": "0", "GRADSCHOOL_FULL": "0"]
  }

  private func environment(_ skipped: Set<ExerciseID>) -> [String: String] {
    var variables = manifestEnvironment(skipped)
    variables["GRADSCHOOL_RUN"] = run
    variables["GRADSCHOOL_CERTIFY"] = certifies ? "1" : "0"
    variables["GRADSCHOOL_RECORD"] = records ? "1" : "0"
    if let seed { variables["GRADSCHOOL_SEED"] = "\(seed)" }
    return variables
  }
}
