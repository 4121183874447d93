import Foundation
import Grading

/// Grades the submissions of a class and writes the results.
struct ClassGrading {
  let setup: GradingSetup
  /// Makes the toolchain for a working copy.
  let makeToolchain: (Workspace) -> any Toolchain
  let output: ClassFolder
  let packs: [Catalog.Pack]
  /// How many working copies grade side by side.
  var copies = 1
  /// The name of the assignment in Canvas's gradebook.
  var assignment: String?
  /// Whether class.json is written too.
  var writesJSON = false

  var console: Console { setup.console }
  /// The package that is built: the packs of the class, and those with pieces of their milestones.
  var subset: PackageSubset {
    let pieces = Set(packs.flatMap(\.exercises).flatMap(\.pieces).map(\.pack))
    let built = setup.catalog.packs.filter { pack in
      pieces.contains(pack.name) || packs.contains { $0.name == pack.name }
    }
    return PackageSubset(workspace: setup.workspace, packs: built, withSolutions: true)
  }
  var catalog: Catalog { Catalog(packs: packs) }

  /// Does something while no other program grades the class.
  func holdingLock(_ work: () throws -> Int32) throws -> Int32 {
    try GradingLock.holding(
      Workspace(root: output.workspace.file("work")),
      setup.console,
      work
    )
  }

  /// Makes sure that there are settings.
  func begin(seed: UInt64?) throws {
    guard try output.settings() == nil else { return }
    try output.write(.init(seed: seed ?? .random(in: 1...(1 << 48))))
  }

  // MARK: - Grading

  /// Grades the submissions that have changed, writes the tables of all, and returns the exit code.
  ///
  /// The seed of the probes is the earlier one unless given, or else a random one.
  func grade(_ list: SubmissionList, seed: UInt64?, part: ClassPart?) throws -> Int32 {
    for remark in list.remarks { console.note(remark) }
    guard let earlier = try output.settings() else {
      throw ProgramError.noClass(output.workspace.root.path)
    }
    var settings = earlier
    if let seed, seed != settings.seed, !output.results().all.isEmpty {
      throw ProgramError.otherSeed(output.workspace.root.path)
    }
    if let seed { settings.seed = seed }
    let identity = try GradingIdentity(subset, seed: settings.seed)
    if earlier.seed == settings.seed {
      let changed = identity.changed(since: earlier.identity)
      guard changed.isEmpty else { throw ProgramError.gradersChanged(changed) }
    }
    (settings.exercises, settings.packs) = (identity.exercises, packs.map(\.name))
    if let present = earlier.part, present.number != part?.number || present.count != part?.count {
      throw ProgramError.otherPart(present.description)
    }
    let earlierResults = output.results().all
    let all = SubmissionOrigin.settled(list.items, earlierResults)
    settings.part = part?.of(all.map(\.origin.name))
    try output.write(settings)

    let items = all.filter { part?.has($0.origin.name) ?? true }
    let ids = catalog.exercises.map(\.id)
    let submissions = items.map {
      Submission($0, exercises: ids, catalog: setup.catalog, workspace: setup.workspace)
    }
    let kept = Dictionary(earlierResults.map { ($0.student, $0) }) { first, _ in first }
    try checkFiles(earlierResults, submissions.map(\.origin))
    let open = submissions.filter { submission in
      guard let result = kept[submission.name] else { return true }
      return result.handedIn != submission.fingerprint || result.grading != identity.exercises
    }
    if open.count < submissions.count {
      console.note(
        "\(submissions.count - open.count) of \(submissions.count) submissions are graded already."
      )
    }
    let names = Set(open.map(\.name))
    let known = kept.values.filter { !names.contains($0.student) }
    func tables() throws -> Int32 {
      try report(settings, of: submissions.map(\.origin), known: known)
    }
    do {
      try grade(open.map { ClassRun.Job(submission: $0) }, identity, settings)
    } catch {
      // The tables are right at any time.
      _ = try? tables()
      throw error
    }
    let code = try tables()
    // What a stopped `regrade` left to do is done.
    try? FileManager.default.removeItem(at: output.workspace.file(ClassGrading.regrading))
    return code
  }

  /// Grades what no earlier verdict answers.
  func grade(
    _ jobs: [ClassRun.Job],
    _ identity: GradingIdentity,
    _ settings: ClassFolder.Settings
  ) throws {
    let cache = VerdictCache(output.workspace, identity, catalog, package: setup.workspace)
    var open: [ClassRun.Job] = []
    for var job in jobs {
      job.look(in: cache)
      guard job.open.isEmpty else {
        open.append(job)
        continue
      }
      let verdicts = catalog.ordered(job.known)
      try output.write(
        StudentResult(job.submission, verdicts, identity, seed: settings.seed)
      )
    }
    if open.count < jobs.count { console.note(ClassText.answered(jobs.count - open.count)) }
    guard !open.isEmpty else { return }
    let used = Swift.min(copies, open.count)
    let files = try WorkingCopy.prepare(output.copy(1), from: subset)
    for number in 1...used where number > 1 {
      _ = try WorkingCopy.prepare(output.copy(number), from: subset)
    }
    console.note(ClassText.grading(open.count))
    try prove(settings, identity, files)
    try run(output, open, settings.seed, identity, cache, files).run(copies: used, console)
  }

  private func run(
    _ folder: ClassFolder,
    _ jobs: [ClassRun.Job],
    _ seed: UInt64,
    _ identity: GradingIdentity,
    _ cache: VerdictCache?,
    _ files: [String: Data]
  ) -> ClassRun {
    let output = output
    // Each thread only makes a toolchain of its own.
    nonisolated(unsafe) let makeToolchain = makeToolchain
    return ClassRun(
      folder,
      jobs,
      seed: seed,
      identity: identity,
      catalog: catalog,
      cache: cache,
      files: files
    ) { number in
      let workspace = Workspace(root: output.copy(number))
      return GradingSetup(
        workspace: workspace,
        catalog: Catalog(workspace),
        toolchain: makeToolchain(workspace),
        console: Console(output: { _ in }, errors: { _ in })
      )
    }
  }

  /// Makes sure that the solutions pass with the seed of the class, once for each fingerprint.
  private func prove(
    _ settings: ClassFolder.Settings,
    _ identity: GradingIdentity,
    _ files: [String: Data]
  ) throws {
    let proven = settings.passed ?? [:]
    let open = catalog.exercises.filter { proven["\($0.id)"] != identity.exercises["\($0.id)"] }
    guard !open.isEmpty else { return }
    var sources: [ExerciseID: String] = [:]
    for entry in open {
      for id in [entry.id] + entry.pieces {
        sources[id] = try? setup.workspace.text(id.solutionPath)
      }
    }
    let name = "the solutions"
    let solutions = Submission(name: name, sources: sources)
    let trial = ClassFolder(output.workspace.file("work"))
    let job = ClassRun.Job(submission: solutions)
    try run(trial, [job], settings.seed, identity, nil, files).run(copies: 1, console)
    let failed = trial.result(of: name)?.verdicts.filter { $0.state != .passed }
    guard let failed, failed.isEmpty else {
      throw ProgramError.solutionsFail(failed?.map(\.exercise) ?? [], seed: settings.seed)
    }
    let judged = Set(open.map { "\($0.id)" })
    // Meanwhile somebody may have set the time due.
    var stored = try output.settings() ?? settings
    stored.passed = proven.merging(identity.exercises.filter { judged.contains($0.key) }) { $1 }
    try output.write(stored)
  }
}
