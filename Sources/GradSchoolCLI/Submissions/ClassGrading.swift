import Foundation
import Grading

/// Grades all submissions of a class and writes the results.
struct ClassGrading {
  let setup: GradingSetup
  /// Makes the toolchain for a working copy.
  let makeToolchain: (Workspace) -> any Toolchain
  let output: ClassFolder
  let packs: [Catalog.Pack]
  let handedIn: SubmissionList
  /// How many working copies grade side by side.
  let copies: Int

  private var console: Console { setup.console }

  /// Grades the submissions that have changed, writes the reports about all, and returns the exit code.
  ///
  /// The seed of the probes is the earlier one unless given, or else a random one.
  func grade(seed: UInt64?) throws -> Int32 {
    for remark in handedIn.remarks { console.note(remark) }
    var settings = try output.settings() ?? .init(seed: seed ?? .random(in: 1...(1 << 48)))
    if let seed { settings.seed = seed }
    try output.write(settings)
    let subset = PackageSubset(workspace: setup.workspace, packs: packs, withSolutions: true)
    let files = try WorkingCopy.prepare(output.copy(1), from: subset)
    let copy = Workspace(root: output.copy(1))
    let catalog = Catalog(copy)
    let package = "\(try hash(of: copy)) \(settings.seed)"
    let ids = catalog.exercises.map(\.id)
    let jobs = handedIn.items.map { item in
      let submission = Submission(
        item,
        exercises: ids,
        catalog: setup.catalog,
        workspace: setup.workspace
      )
      return ClassRun.Job(submission: submission, fingerprint: fingerprint(submission, package))
    }
    let open = jobs.filter { job in
      output.result(of: job.submission.name)?.fingerprint != job.fingerprint
    }
    if open.count < jobs.count {
      console.note("\(jobs.count - open.count) of \(jobs.count) submissions are graded already.")
    }
    if !open.isEmpty {
      let used = min(copies, open.count)
      for number in 1...used where number > 1 {
        _ = try WorkingCopy.prepare(output.copy(number), from: subset)
      }
      console.note(
        "Grading \(open.count) submission\(open.count == 1 ? "" : "s"). First the package is built, "
          + "which takes a minute or more."
      )
      try prove(&settings, package, catalog, files)
      try run(open, settings.seed, files).run(copies: used, console)
    }
    return try report(
      jobs.compactMap { output.result(of: $0.submission.name) },
      seed: settings.seed,
      catalog
    )
  }

  private func run(_ jobs: [ClassRun.Job], _ seed: UInt64, _ files: [String: Data]) -> ClassRun {
    let output = output
    // Each thread only makes a toolchain of its own.
    nonisolated(unsafe) let makeToolchain = makeToolchain
    return ClassRun(output, jobs, seed: seed, files: files) { number in
      let workspace = Workspace(root: output.copy(number))
      return GradingSetup(
        workspace: workspace,
        catalog: Catalog(workspace),
        toolchain: makeToolchain(workspace),
        console: Console(output: { _ in }, errors: { _ in })
      )
    }
  }

  /// Makes sure that the solutions pass with the seed of the class, once for each package and seed.
  private func prove(
    _ settings: inout ClassFolder.Settings,
    _ package: String,
    _ catalog: Catalog,
    _ files: [String: Data]
  ) throws {
    guard settings.proven != package else { return }
    let copy = Workspace(root: output.copy(1))
    var sources: [ExerciseID: String] = [:]
    for id in catalog.exercises.map(\.id) {
      sources[id] = try? String(contentsOf: copy.file(id.solutionPath), encoding: .utf8)
    }
    let name = "the solutions"
    let solutions = Submission(name: name, sources: sources)
    let trial = ClassFolder(output.workspace.file("work"))
    try ClassRun(
      trial,
      [ClassRun.Job(submission: solutions, fingerprint: package)],
      seed: settings.seed,
      files: files,
      makeSetup: run([], settings.seed, files).makeSetup
    ).run(copies: 1, console)
    let failed = trial.result(of: name)?.verdicts.filter { $0.state != .passed }
    guard let failed, failed.isEmpty else {
      throw ProgramError.solutionsFail(failed?.map(\.exercise) ?? [], seed: settings.seed)
    }
    settings.proven = package
    try output.write(settings)
  }

  /// A hash of everything that verdicts depend on, other than the submissions.
  private func hash(of copy: Workspace) throws -> String {
    var text = ""
    for folder in ["Package.swift", "Sources", "Tests", "Solutions", ".gradschool/stubs"] {
      let place = copy.file(folder).path
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? [""]
      for path in paths.sorted() {
        guard let data = FileManager.default.contents(atPath: "\(place)/\(path)") else { continue }
        text += "\(folder)/\(path) \(Workspace.hash(String(decoding: data, as: UTF8.self)))\n"
      }
    }
    return Workspace.hash(text)
  }

  private func fingerprint(_ submission: Submission, _ package: String) -> String {
    let sources = submission.sources.map { "\($0.key) \(Workspace.hash($0.value))" }
    let refusals = submission.refusals.map { "\($0.key) \($0.value)" }
    let unclear = submission.unclear.map { "\($0.key) \($0.value)" }
    let parts = (sources + refusals + unclear).sorted() + submission.notes + [package]
    return Workspace.hash(parts.joined(separator: "\n"))
  }

  /// Writes the reports about all results in the folder, those of earlier calls too.
  private func report(_ results: [StudentResult], seed: UInt64, _ catalog: Catalog) throws
    -> Int32
  {
    let kept = output.results(seed: seed)
    let report = ClassReport(results: kept.results, catalog: catalog)
    try output.workspace.write(Data(report.table.utf8), to: "grades.csv")
    try ClassPages(kept.results, catalog, setup.workspace).write(to: output)
    let root = output.workspace.root.path
    console.line("\(results.count) of \(handedIn.items.count) submissions are graded: \(root)")
    console.line("  grades.csv, misconceptions.md, class.html, students/<name>.md")
    let earlier = kept.results.count - results.count
    if earlier > 0 {
      console.line(
        "  \(earlier) earlier result\(earlier == 1 ? " is" : "s are") in grades.csv and "
          + "misconceptions.md too; students/ has \(earlier == 1 ? "it" : "them")"
      )
    }
    if !kept.others.isEmpty {
      console.line(
        "  left out, because they are damaged or were graded with another seed: "
          + kept.others.map { "students/\(Submission.printable($0))" }.joined(separator: ", ")
      )
    }
    let doubtful = results.filter(\.needsAttention)
    for result in doubtful {
      let why = result.verdicts.isEmpty ? result.notes.first : nil
      let ids = result.verdicts.filter { $0.state == .inconclusive }.map(\.exercise)
      console.line(
        "  look at \(Submission.printable(result.student)): "
          + (why ?? "\(ids.joined(separator: ", ")) could not be graded")
      )
    }
    return doubtful.isEmpty && results.count == handedIn.items.count ? 0 : 1
  }
}
