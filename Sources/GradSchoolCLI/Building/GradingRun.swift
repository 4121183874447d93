import Foundation
import Grading

/// One run of the graders.
///
/// The run builds the packs of some exercises without the files that do not compile, runs the graders, and
/// collects the verdicts.
struct GradingRun {
  enum Purpose: String {
    case grading = "Grading"
    case certifying = "Certifying"
    case recording = "Recording"
  }

  let setup: GradingSetup
  var purpose = Purpose.grading
  /// The seed of the probes; nil for the ordinary one.
  var seed: UInt64?
  /// Whether a file with forbidden code is refused: wherever marks are given.
  var refuses = false
  /// The folder in which each child process gets a scratch folder that it cannot leave; nil on a student's
  /// own machine.
  var scratch: ScratchFolder?
  let run = UUID().uuidString

  static let testLog = ".gradschool/logs/test.txt"

  private var workspace: Workspace { setup.workspace }
  private var console: Console { setup.console }
  private var folder: BuildFolder { BuildFolder(workspace: workspace) }
  private var blame: CompileBlame {
    CompileBlame(workspace: workspace, catalog: setup.catalog, run: run)
  }

  // MARK: - Grading

  /// Grades exercises, and returns their verdicts in the order of the catalog.
  ///
  /// Each verdict is on the text that was compiled.
  func grade(_ ids: [ExerciseID]) throws -> [Verdict] {
    try prepare()
    try checkPlaces(of: ids)
    defer { finish() }
    // A file that is saved again and again must not keep the others from being graded.
    for _ in 1...5 {
      let saves = SaveWatch(ids, in: workspace)
      do {
        let verdicts = try gradeOnce(ids, saves)
        if verdicts.allSatisfy(isCurrent) { return verdicts }
      } catch ProgramError.interrupted where saves.isOutdated && Interruption.signal == nil {
        // The files have changed since the build began.
      }
      console.note(BuildText.savedAgain)
    }
    return try gradeOnce(ids, nil)
  }

  private func isCurrent(_ verdict: Verdict) -> Bool {
    let file = workspace.file(verdict.sourcePath)
    return verdict.sourceHash == Workspace.hash((try? Data(contentsOf: file)) ?? Data())
  }

  private func gradeOnce(_ ids: [ExerciseID], _ saves: SaveWatch?) throws -> [Verdict] {
    // When one submission follows the other, all packs are built once and linked in the same way each time.
    let packs = refuses ? setup.catalog.packs : folder.packs(for: ids, of: setup.catalog)
    let build = build(of: packs) { saves?.look() ?? false }
    var sources = try StudentSources(packs, wanted: Set(ids), folder, setup)
    var verdicts = blame.verdicts(withoutTextsAmong: ids, sources)
    if refuses { verdicts.merge(try refusals(&sources, build)) { $1 } }
    try verdicts.values.forEach(keep)
    let wanted = ids.filter { verdicts[$0] == nil }
    // First the files that cannot affect each other, together; then each of the others by itself.
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
      let shared = sources.apart[id] ?? []
      if !shared.isEmpty { found[id]?.remarks.append(FileText.shared(shared, id)) }
      verdicts.merge(found) { $1 }
    }
    return try setup.catalog.exercises.map(\.id).filter(ids.contains).compactMap { id in
      guard var verdict = verdicts[id] else { return nil }
      if !refuses, verdict.state != .doesNotCompile,
        let objections = sources.objections[id], !objections.isEmpty
      {
        verdict.remarks += objections + [FileText.refusedInClass]
      }
      if !verdict.remarks.isEmpty { try keep(verdict) }
      return verdict
    }
  }

  private func build(of packs: [Catalog.Pack], isOutdated: @escaping () -> Bool) -> PackageBuild {
    PackageBuild(
      setup: setup,
      folder: folder,
      packs: packs,
      blame: blame,
      progress: BuildProgress(console, isFirst: TestBundle(folder) == nil),
      isOutdated: isOutdated
    )
  }

  /// Removes the texts with forbidden code, as the compiler reads them, and returns verdicts on them.
  private func refusals(
    _ sources: inout StudentSources,
    _ build: PackageBuild
  ) throws -> [ExerciseID: Verdict] {
    // The compiler needs the modules to resolve names.
    if TestBundle(folder) == nil { _ = try build.build([:], wanted: []) }
    let named = sources.texts.map { ("\($0.pack)-\($0.name)", $0, $1) }
    let texts = Dictionary(named.map { ($0.0, $0.2) }) { $1 }
    let audits = try SourceReader(setup: setup).read(texts, .types)
    var verdicts: [ExerciseID: Verdict] = [:]
    for (name, id, text) in named {
      let lines = audits[name]?.objections(id.sourcePath) ?? [FileText.crashesCompiler(id)]
      guard !lines.isEmpty else { continue }
      verdicts[id] = blame.verdict(on: id, text, .doesNotCompile, [.refused(lines: lines)])
      sources.remove(id)
    }
    return verdicts
  }

  /// Builds some texts, grades some exercises, and returns the verdicts and the texts that compile.
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
      // A crash of the grading program loses other verdicts too: grade each of these exercises again, alone.
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
      // The build is out of date: discard it.
      folder.forget(build.packs)
    }
    return ([:], texts)
  }

  private func text(of id: ExerciseID, in built: PackageBuild.Results) -> Data {
    built.texts[id] ?? folder.stub(of: id)
  }

  /// The verdict of this run on a text; without one, an inconclusive verdict with the reason.
  private func verdict(of id: ExerciseID, about text: Data, _ status: Int32) throws -> Verdict {
    var problem = BuildText.noVerdict(id, status, log: GradingRun.testLog)
    if let verdict = workspace.readVerdict(of: "\(id)"), verdict.run == run {
      if verdict.isProven(for: Workspace.hash(text)) { return verdict }
      problem = BuildText.otherText(id, folder: BuildFolder.path)
      // A verdict on another text must not be kept.
      try FileManager.default.removeItem(at: workspace.verdict(of: "\(id)"))
    }
    return blame.verdict(on: id, text, .inconclusive, [.harness(problem)])
  }

  // MARK: - Certifying and recording

  /// Certifies the graders of exercises, and returns the reports in the order of the catalog.
  ///
  /// An exercise that does not compile, or whose grader left no report, has that as its problem.
  func certify(_ ids: [ExerciseID]) throws -> [CertificationReport] {
    let verdicts = try runAll(ids)
    return setup.catalog.exercises.map(\.id).filter(ids.contains).map { id in
      if let report = workspace.readReport(of: "\(id)"), report.run == run { return report }
      let problem =
        verdicts[id].map { notCompiling($0, id) }
        ?? Problem(
          id.graderPath,
          "the grader left no report. Does \(id.certificationPath) extend it with Certified, and is its "
            + "test called `\(id)`? The output of the tests is in \(GradingRun.testLog)."
        )
      return CertificationReport(exercise: "\(id)", problems: [problem], matrix: [])
    }
  }

  /// The compiler's errors in an exercise's files, as a problem for a report.
  private func notCompiling(_ verdict: Verdict, _ id: ExerciseID) -> Problem {
    let lines = verdict.findings.flatMap { finding -> [String] in
      if case .compiler(let lines, _, _) = finding { lines } else { [] }
    }
    return Problem(
      id.certificationPath,
      (["this file, or another one of the exercise, does not compile"] + lines).joined(
        separator: "\n"
      )
    )
  }

  func record(_ ids: [ExerciseID]) throws {
    let verdicts = try runAll(ids)
    let problems = ids.compactMap { id -> String? in
      guard verdicts[id] == nil else {
        return "\(id) does not compile: to see why, run \(Program.command) grade \(id)"
      }
      if (try? Recording(of: id, in: workspace))?.run == run { return nil }
      return
        "\(id): to see why, look at \(GradingRun.testLog), or run \(Program.command) verify \(id)"
    }
    guard problems.isEmpty else { throw ProgramError.notRecorded(problems) }
  }

  /// Builds the files as they are, runs graders, and returns verdicts on exercises that do not compile.
  private func runAll(_ ids: [ExerciseID]) throws -> [ExerciseID: Verdict] {
    try prepare()
    defer { finish() }
    let packs = folder.packs(for: ids, of: setup.catalog)
    let sources = try StudentSources(packs, wanted: Set(ids), folder, setup)
    let build = build(of: packs) { false }
    let built = try build.build(sources.texts, wanted: Set(ids))
    let wanted = ids.filter { built.verdicts[$0] == nil }
    if !wanted.isEmpty { _ = try test(wanted, build, built.skipped) }
    return built.verdicts
  }

  /// Builds the package with every exercise as it was handed out.
  func buildStubs(isNeedless: @escaping () -> Bool) throws {
    try prepare()
    defer { finish() }
    let build = build(of: setup.catalog.packs, isOutdated: isNeedless)
    let built = try build.build([:], wanted: [])
    guard let verdict = built.verdicts.values.first else { return }
    let lines = verdict.findings.flatMap { Wording.text($0, about: nil) }
    throw ProgramError.buildFailed(lines: lines, log: workspace.file(PackageBuild.log).path)
  }

  // MARK: - Around a run

  private func prepare() throws {
    let manifest = try? String(contentsOf: workspace.file("Package.swift"), encoding: .utf8)
    guard manifest?.contains("GRADSCHOOL_EXERCISES") == true else { throw ProgramError.oldManifest }
    folder.clearTemporary()
  }

  private func finish() {
    folder.clearTemporary()
    console.clearStatus()
  }

  /// Makes sure that the graders can write their verdicts; they could not report a failure.
  private func checkPlaces(of ids: [ExerciseID]) throws {
    for id in ids {
      let file = workspace.verdict(of: "\(id)")
      let path = ".gradschool/verdicts"
      try ProgramError.writing(path) { try FileManager.default.createFolder(above: file) }
      guard access(file.deletingLastPathComponent().path, W_OK | X_OK) == 0 else {
        throw ProgramError.unwritable(path: path, reason: ProgramError.lastSystemReason)
      }
    }
  }

  private func keep(_ verdict: Verdict) throws {
    try ProgramError.writing(".gradschool/verdicts") { try workspace.write(verdict) }
  }

  // MARK: - Testing

  /// Runs the graders of some exercises, and returns the exit code, or the signal that ended them.
  private func test(
    _ ids: [ExerciseID],
    _ build: PackageBuild,
    _ skipped: Set<ExerciseID>
  ) throws -> Int32 {
    let started = ContinuousClock.now
    return try setup.toolchain.run(
      ToolchainCommand(
        arguments: [
          "test", "--skip-build", "--scratch-path", BuildFolder.scratch, "--filter",
          GradingRun.filter(ids),
        ],
        environment: build.environment(skipped).merging(environment) { $1 },
        log: workspace.file(GradingRun.testLog),
        // Each grader has limits of its own; this one is for everything around them.
        limit: .seconds(purpose == .grading ? 300 + 120 * ids.count : 7_200),
        onTick: {
          let done = ids.filter(isDone).count
          let seconds = (ContinuousClock.now - started).components.seconds
          console.status(BuildText.running(purpose.rawValue, done, of: ids.count, seconds))
        }
      )
    )
  }

  private func isDone(_ id: ExerciseID) -> Bool {
    let file =
      purpose == .recording
      ? workspace.recording(of: id) : workspace.verdict(of: id.description)
    // A file of this run contains its name; to decode a large file would take too long.
    return (try? String(contentsOf: file, encoding: .utf8))?.contains(run) == true
  }

  /// A pattern that matches the tests of these exercises only: their identifiers stand between backticks.
  static func filter(_ ids: [ExerciseID]) -> String {
    "`(\(ids.map(\.description).joined(separator: "|")))`\\(\\)"
  }

  private var environment: [String: String] {
    var variables = ["GRADSCHOOL_RUN": run]
    variables["GRADSCHOOL_CERTIFY"] = purpose == .certifying ? "1" : "0"
    variables["GRADSCHOOL_RECORD"] = purpose == .recording ? "1" : "0"
    variables["GRADSCHOOL_SEED"] =
      seed.map { "\($0)" } ?? ProcessInfo.processInfo.environment["GRADSCHOOL_SEED"]
    variables["GRADSCHOOL_SANDBOX"] = scratch?.url.path
    variables["GRADSCHOOL_SANDBOX_UID"] = scratch.map { "\($0.user)" }
    return variables
  }
}

/// Notices when a file is saved while it is graded.
private final class SaveWatch {
  private var watcher: SourceWatcher
  private(set) var isOutdated = false

  init(_ ids: [ExerciseID], in workspace: Workspace) { watcher = SourceWatcher(ids, in: workspace) }

  func look() -> Bool {
    if !watcher.look().isEmpty { isOutdated = true }
    return isOutdated
  }
}
