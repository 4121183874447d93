import Foundation
import Grading

extension Context {
  /// `class`: grades a folder of submissions.
  func gradeClass(_ command: CommandLineArguments) throws -> Int32 {
    let source = folder.resolving(try command.value(of: .submissions, for: .class))
    let target = folder.resolving(try command.value(of: .to, for: .class))
    let copies: Int = try command.number(.jobs, atLeast: 1) ?? 1
    let given: UInt64? = try command.number(.seed, atLeast: 0)
    let packs = try packs(command)
    let folders = try submissions(in: source)
    let output = ClassFolder(target)
    let lock = try GradingLock(Workspace(root: target.appending(path: "work")), console)
    return try withExtendedLifetime(lock) {
      var settings = try output.settings() ?? .init(seed: given ?? .random(in: 1...(1 << 48)))
      if let given { settings.seed = given }
      try output.write(settings)
      let run = ClassGrading(
        context: self,
        output: output,
        packs: packs,
        folders: folders,
        copies: copies
      )
      return try run.grade(&settings)
    }
  }

  private func submissions(in folder: URL) throws -> [URL] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    } catch {
      throw ProgramError.unreadable(path: folder.path, reason: reason(error))
    }
    let visible = names.filter { !$0.hasPrefix(".") }.sorted()
    guard !visible.isEmpty else { throw ProgramError.noSubmissions(folder.path) }
    return visible.map { URL(filePath: folder.path + "/" + $0) }
  }
}

/// One call of `class`, when all that was typed is understood.
private struct ClassGrading {
  let context: Context
  let output: ClassFolder
  let packs: [Catalog.Pack]
  let folders: [URL]
  let copies: Int

  func grade(_ settings: inout ClassFolder.Settings) throws -> Int32 {
    let console = context.console
    let subset = PackageSubset(workspace: context.workspace, packs: packs, withSolutions: true)
    let files = try WorkingCopy.prepare(output.copy(1), from: subset)
    let copy = Workspace(root: output.copy(1))
    let catalog = Catalog(copy)
    let package = "\(try hash(of: copy)) \(settings.seed)"
    let jobs = folders.map { folder in
      let submission = Submission(
        folder,
        exercises: catalog.exercises.map(\.id),
        workspace: context.workspace
      )
      return ClassRun.Job(
        submission: submission,
        fingerprint: fingerprint(submission, package)
      )
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
        "Grading \(open.count) submission\(open.count == 1 ? "" : "s"). The package is built first, "
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

  private func run(
    _ jobs: [ClassRun.Job],
    _ seed: UInt64,
    _ files: [String: Data]
  ) -> ClassRun {
    let output = output
    let toolchain = Unshared(context.toolchainFor)
    return ClassRun(output, jobs, seed: seed, files: files) { number in
      let workspace = Workspace(root: output.copy(number))
      return Context(
        workspace: workspace,
        folder: workspace.root,
        catalog: Catalog(workspace),
        console: Console(output: { _ in }, errors: { _ in }),
        toolchain: toolchain.value(workspace),
        toolchainFor: toolchain.value
      )
    }
  }

  /// Makes sure that the solutions pass with the seed of the class, once for each.
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
      makeContext: run([], settings.seed, files).makeContext
    ).run(copies: 1, context.console)
    let failed = trial.result(of: name)?.verdicts.filter { $0.state != .passed }
    guard let failed, failed.isEmpty else {
      throw ProgramError.solutionsFail(failed?.map(\.exercise) ?? [], seed: settings.seed)
    }
    settings.proven = package
    try output.write(settings)
  }

  /// A hash of all that verdicts depend on, apart from what students hand in.
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
    let parts = (sources + refusals).sorted() + submission.notes + [package]
    return Workspace.hash(parts.joined(separator: "\n"))
  }

  /// Writes the reports about all that were ever graded into the folder: others may have handed in later.
  private func report(_ results: [StudentResult], seed: UInt64, _ catalog: Catalog) throws
    -> Int32
  {
    let kept = output.results(seed: seed)
    let report = ClassReport(results: kept.results, catalog: catalog)
    try output.workspace.write(Data(report.table.utf8), to: "grades.csv")
    try output.workspace.write(Data(report.misconceptions.utf8), to: "misconceptions.md")
    let root = output.workspace.root.path
    context.console.line("\(results.count) of \(folders.count) submissions are graded: \(root)")
    context.console.line("  grades.csv, misconceptions.md, students/<name>.md")
    let earlier = kept.results.count - results.count
    if earlier > 0 {
      context.console.line(
        "  \(earlier) earlier result\(earlier == 1 ? " is" : "s are") in grades.csv and "
          + "misconceptions.md too; students/ has \(earlier == 1 ? "it" : "them")"
      )
    }
    if !kept.others.isEmpty {
      context.console.line(
        "  left out, as damaged or graded with another seed: "
          + kept.others.map { "students/\(Submission.printable($0))" }.joined(separator: ", ")
      )
    }
    let doubtful = results.filter(\.needsAttention)
    for result in doubtful {
      let why = result.verdicts.isEmpty ? result.notes.first : nil
      let ids = result.verdicts.filter { $0.state == .inconclusive }.map(\.exercise)
      context.console.line(
        "  look at \(Submission.printable(result.student)): "
          + (why ?? "\(ids.joined(separator: ", ")) could not be graded")
      )
    }
    return doubtful.isEmpty && results.count == folders.count ? 0 : 1
  }
}

/// Something that each thread only uses to make its own.
private struct Unshared<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
