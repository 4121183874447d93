import Foundation
import Grading

/// One run of the graders: builds the packs of some exercises, leaving out what does not compile, runs their
/// graders, and collects the verdicts.
struct GradingRun {
  let context: Context
  /// Whether the graders are certified too.
  var certifies = false
  /// Whether answers are recorded, and nothing else is done.
  var records = false
  /// The seed of the probes; nil for the ordinary one.
  var seed: UInt64?
  /// Whether a file that has what an exercise must not have is refused: wherever marks are given.
  var refuses = false
  /// The folder in which each child process gets a scratch folder of its own, and no way out; nil for a
  /// student's own machine.
  var scratch: ScratchFolder?
  let run = UUID().uuidString

  static let testLog = ".gradschool/logs/test.txt"

  private var workspace: Workspace { context.workspace }
  private var console: Console { context.console }
  private var folder: BuildFolder { BuildFolder(workspace: workspace) }
  private var blame: CompileBlame {
    CompileBlame(workspace: workspace, catalog: context.catalog, run: run)
  }

  // MARK: - Grading

  /// Grades exercises.
  ///
  /// - Returns: Their verdicts, in the order of the catalog. Each is about the text that was compiled.
  /// - Throws: ``ProgramError`` when the package cannot be built, or the run is interrupted.
  func grade(_ ids: [ExerciseID]) throws -> [Verdict] {
    try prepare()
    try checkPlaces(of: ids)
    defer { finish() }
    // A file that is saved all the time must not keep the others from being graded.
    for _ in 1...5 {
      let saves = SaveWatch(ids, in: workspace)
      do {
        let verdicts = try gradeOnce(ids, saves)
        if verdicts.allSatisfy(isCurrent) { return verdicts }
      } catch ProgramError.interrupted where saves.isOutdated && Interruption.signal == nil {
        // What was being built is no longer what is there.
      }
      console.note("Saved while it was being graded; starting again.")
    }
    return try gradeOnce(ids, nil)
  }

  private func isCurrent(_ verdict: Verdict) -> Bool {
    let file = workspace.file(verdict.sourcePath)
    return verdict.sourceHash == Workspace.hash((try? Data(contentsOf: file)) ?? Data())
  }

  private func gradeOnce(_ ids: [ExerciseID], _ saves: SaveWatch?) throws -> [Verdict] {
    // Where one submission follows the other, all packs are built once, and linked in the same way each time.
    let packs = refuses ? context.catalog.packs : folder.packs(for: ids, of: context.catalog)
    let build = build(of: packs) { saves?.look() ?? false }
    var sources = try StudentSources(packs, wanted: Set(ids), folder, context)
    var verdicts = blame.verdicts(withoutTextsAmong: ids, sources)
    if refuses { verdicts.merge(try refusals(&sources, build)) { $1 } }
    try verdicts.values.forEach(keep)
    let wanted = ids.filter { verdicts[$0] == nil }
    // First those that change nothing in each other, together; then each of the others by itself.
    var compiling = sources.together
    let others = wanted.filter { sources.apart[$0] != nil }
    let joint = wanted.filter { sources.apart[$0] == nil }
    if !joint.isEmpty {
      let found = try pass(joint, compiling, build)
      verdicts.merge(found.verdicts) { $1 }
      compiling = found.texts
    }
    for id in others {
      var texts = compiling
      texts[id] = sources.texts[id]
      var found = try pass([id], texts, build, suspect: id).verdicts
      found[id]?.remarks += blame.remarks(onShared: sources.apart[id] ?? [], id)
      verdicts.merge(found) { $1 }
    }
    return try context.catalog.exercises.map(\.id).filter(ids.contains).compactMap { id in
      guard var verdict = verdicts[id] else { return nil }
      if !refuses, verdict.state != .doesNotCompile {
        verdict.remarks += blame.remarks(onObjections: sources.objections[id] ?? [])
      }
      if !verdict.remarks.isEmpty { try keep(verdict) }
      return verdict
    }
  }

  private func build(
    of packs: [Catalog.Pack],
    isOutdated: @escaping () -> Bool
  ) -> PackageBuild {
    PackageBuild(
      context: context,
      folder: folder,
      packs: packs,
      blame: blame,
      progress: BuildProgress(console, isFirst: TestBundle(folder) == nil),
      isOutdated: isOutdated
    )
  }

  /// Takes away the texts that have what an exercise must not have, as the compiler reads them.
  ///
  /// - Returns: The verdicts on them.
  private func refusals(
    _ sources: inout StudentSources,
    _ build: PackageBuild
  ) throws -> [ExerciseID: Verdict] {
    // To know what a name means, the compiler needs the modules.
    if TestBundle(folder) == nil { _ = try build.build([:], wanted: []) }
    let named = sources.texts.map { ("\($0.pack)-\($0.name)", $0, $1) }
    let texts = Dictionary(named.map { ($0.0, $0.2) }) { $1 }
    let audits = try SourceReader(context: context).read(texts, .types)
    var verdicts: [ExerciseID: Verdict] = [:]
    for (name, id, text) in named {
      let lines =
        audits[name]?.objections(id.sourcePath)
        ?? ["\(id.sourcePath): the compiler ends in an unusual way on this file, or does not end."]
      guard !lines.isEmpty else { continue }
      verdicts[id] = blame.verdict(on: id, text, .doesNotCompile, [.refused(lines: lines)])
      sources.remove(id)
    }
    return verdicts
  }

  /// Builds some texts and grades some exercises.
  ///
  /// - Returns: The verdicts, and the texts that compile.
  private func pass(
    _ ids: [ExerciseID],
    _ texts: [ExerciseID: Data],
    _ build: PackageBuild,
    suspect: ExerciseID? = nil
  ) throws -> (verdicts: [ExerciseID: Verdict], texts: [ExerciseID: Data]) {
    for attempt in 1...2 {
      let built = try build.build(texts, wanted: Set(ids), suspect: suspect)
      try built.verdicts.values.forEach(keep)
      var verdicts = built.verdicts
      let wanted = ids.filter { verdicts[$0] == nil }
      guard !wanted.isEmpty else { return (verdicts, built.texts) }
      let status = try test(wanted, build, built.skipped)
      var statuses = Dictionary(wanted.map { ($0, status) }) { $1 }
      // What ended the program that grades has taken other verdicts along: each of these is graded once more,
      // by itself.
      let lost = wanted.filter { workspace.readVerdict(of: "\($0)")?.run != run }
      if wanted.count > 1 {
        for id in lost { statuses[id] = try test([id], build, built.skipped) }
      }
      let written = wanted.map { ($0, workspace.readVerdict(of: "\($0)")) }
        .filter { $0.1?.run == run }
      let isProven = written.allSatisfy { id, verdict in
        verdict?.isProven(for: Workspace.hash(text(of: id, in: built))) == true
      }
      if isProven || attempt == 2 {
        for id in wanted {
          verdicts[id] = try verdict(of: id, about: text(of: id, in: built), statuses[id] ?? 0)
        }
        return (verdicts, built.texts)
      }
      // Something else was compiled than what is there: nothing that was built before counts.
      folder.forget(build.packs)
    }
    return ([:], texts)
  }

  private func text(of id: ExerciseID, in built: PackageBuild.Results) -> Data {
    built.texts[id] ?? folder.stub(of: id)
  }

  /// The verdict that this run wrote about a text; if it wrote none, one that says so.
  private func verdict(of id: ExerciseID, about text: Data, _ status: Int32) throws -> Verdict {
    var problem =
      status == 0
      ? "Its grader, \(id.graderPath), left no verdict: it has no test called `\(id)`."
      : "The program that grades ended before it left a verdict (status \(status)): it was ended from "
        + "outside, or by what it graded."
    problem += " The output of the tests is in \(GradingRun.testLog)."
    if let verdict = workspace.readVerdict(of: "\(id)"), verdict.run == run {
      if verdict.isProven(for: Workspace.hash(text)) { return verdict }
      problem =
        "Another text was compiled than \(id.sourcePath) has, so what was found is not told. "
        + "Grade it again. If this comes back, remove the folder \(BuildFolder.path)."
      // What was found about another text must not be taken for the last word.
      try FileManager.default.removeItem(at: workspace.verdict(of: "\(id)"))
    }
    return blame.verdict(on: id, text, .inconclusive, [.harness(problem)])
  }

  // MARK: - Certifying and recording

  /// Certifies the graders of exercises.
  ///
  /// - Returns: A report for each exercise, in the order of the catalog; one that was left out because it
  ///   does not compile, or that left no report, has that for its problem.
  /// - Throws: ``ProgramError`` when the package cannot be built, or the run is interrupted.
  func certify(_ ids: [ExerciseID]) throws -> [CertificationReport] {
    let verdicts = try runAll(ids)
    return context.catalog.exercises.map(\.id).filter(ids.contains).map { id in
      if let report = workspace.readReport(of: "\(id)"), report.run == run { return report }
      let problem =
        verdicts[id].map { notCompiling($0, id) }
        ?? Problem(
          id.graderPath,
          "it left no report. Is it Certified, in \(id.certificationPath), and is its test called "
            + "`\(id)`? The output of the tests is in \(GradingRun.testLog)."
        )
      return CertificationReport(exercise: "\(id)", problems: [problem], matrix: [])
    }
  }

  /// What the compiler says about an exercise's files; each line names its own.
  private func notCompiling(_ verdict: Verdict, _ id: ExerciseID) -> Problem {
    let lines = verdict.findings.flatMap { finding -> [String] in
      if case .compiler(let lines, _, _) = finding { lines } else { [] }
    }
    return Problem(
      id.certificationPath,
      (["it, or another file of the exercise, does not compile"] + lines).joined(separator: "\n")
    )
  }

  /// Records the answers of references and known mistakes.
  ///
  /// - Throws: ``ProgramError`` when the package cannot be built, the run is interrupted, or one of the
  ///   exercises cannot be recorded.
  func record(_ ids: [ExerciseID]) throws {
    let verdicts = try runAll(ids)
    let problems = ids.compactMap { id -> String? in
      guard verdicts[id] == nil else {
        return "\(id): it does not compile, see \(Program.command) grade \(id)"
      }
      if (try? Recording(of: id, in: workspace))?.run == run { return nil }
      return "\(id): to see why, run \(Program.command) verify \(id)"
    }
    guard problems.isEmpty else { throw ProgramError.notRecorded(problems) }
  }

  /// Builds the files as they are, and runs the graders of some exercises.
  ///
  /// - Returns: Verdicts on those that do not compile.
  private func runAll(_ ids: [ExerciseID]) throws -> [ExerciseID: Verdict] {
    try prepare()
    defer { finish() }
    let packs = folder.packs(for: ids, of: context.catalog)
    let sources = try StudentSources(packs, wanted: Set(ids), folder, context)
    let build = build(of: packs) { false }
    let built = try build.build(sources.texts, wanted: Set(ids))
    let wanted = ids.filter { built.verdicts[$0] == nil }
    if !wanted.isEmpty { _ = try test(wanted, build, built.skipped) }
    return built.verdicts
  }

  /// Builds the package with every exercise as it was handed out.
  ///
  /// - Throws: ``ProgramError/buildFailed(lines:log:)`` when it does not build so.
  func buildStubs() throws {
    try prepare()
    defer { finish() }
    let build = build(of: context.catalog.packs) { false }
    let built = try build.build([:], wanted: [])
    guard let verdict = built.verdicts.values.first else { return }
    let lines = verdict.findings.flatMap { Wording.text($0, about: nil) }
    throw ProgramError.buildFailed(lines: lines, log: workspace.file(PackageBuild.log).path)
  }

  // MARK: - Around a run

  private func prepare() throws {
    let manifest = try? String(contentsOf: workspace.file("Package.swift"), encoding: .utf8)
    guard manifest?.contains("GRADSCHOOL_EXERCISES") == true else {
      throw ProgramError.oldManifest
    }
    folder.clearTemporary()
  }

  private func finish() {
    folder.clearTemporary()
    console.clearStatus()
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

  /// Runs the graders of some exercises.
  ///
  /// - Returns: The exit code of the program that grades, or the signal that ended it.
  private func test(
    _ ids: [ExerciseID],
    _ build: PackageBuild,
    _ skipped: Set<ExerciseID>
  ) throws -> Int32 {
    let started = ContinuousClock.now
    let words = [
      "test", "--skip-build", "--scratch-path", BuildFolder.scratch, "--filter",
      GradingRun.filter(ids),
    ]
    // Each grader has limits of its own; this one is for what they do not see.
    let limit: Duration = certifies || records ? .seconds(7_200) : .seconds(300 + 120 * ids.count)
    return try context.toolchain.limited(to: limit).run(
      words,
      environment: build.environment(skipped).merging(environment) { $1 },
      log: workspace.file(GradingRun.testLog),
      onLine: { _ in },
      onTick: {
        let done = ids.filter(isDone).count
        let seconds = (ContinuousClock.now - started).components.seconds
        console.status("\(activity): \(done) of \(ids.count) done, \(seconds) s")
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

  private var environment: [String: String] {
    var variables = ["GRADSCHOOL_RUN": run]
    variables["GRADSCHOOL_CERTIFY"] = certifies ? "1" : "0"
    variables["GRADSCHOOL_RECORD"] = records ? "1" : "0"
    variables["GRADSCHOOL_SEED"] =
      seed.map { "\($0)" } ?? ProcessInfo.processInfo.environment["GRADSCHOOL_SEED"]
    variables["GRADSCHOOL_SANDBOX"] = scratch?.url.path
    variables["GRADSCHOOL_SANDBOX_UID"] = scratch.map { "\($0.user)" }
    return variables
  }
}

/// Notices that one of the files that are being graded was saved.
private final class SaveWatch {
  private var watcher: SourceWatcher
  private(set) var isOutdated = false

  init(_ ids: [ExerciseID], in workspace: Workspace) {
    watcher = SourceWatcher(ids, in: workspace)
  }

  /// Looks at the files.
  func look() -> Bool {
    if !watcher.look().isEmpty { isOutdated = true }
    return isOutdated
  }
}
