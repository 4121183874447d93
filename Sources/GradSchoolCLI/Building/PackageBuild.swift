import Foundation
import Grading

/// Builds some packs with the students' texts, without the texts that do not compile.
struct PackageBuild {
  let setup: GradingSetup
  let folder: BuildFolder
  let packs: [Catalog.Pack]
  let blame: CompileBlame
  let progress: BuildProgress
  /// Whether the build is no longer needed, because a file was saved in the meantime.
  let isOutdated: () -> Bool

  static let log = ".gradschool/logs/build.txt"

  /// Without the system's modules in its index, a target is built in four fifths of the time.
  private static let flags = ["-Xswiftc", "-index-ignore-system-modules"]

  /// The texts that were built, and those that were not.
  struct Results {
    /// The texts that were compiled; an exercise without one was compiled as it was handed out.
    var texts: [ExerciseID: Data]
    /// The exercises whose graders were left out.
    var skipped: Set<ExerciseID> = []
    /// Verdicts on the exercises that do not compile.
    var verdicts: [ExerciseID: Verdict] = [:]
  }

  private struct Failure {
    /// The compiler's errors; nil when the compiler was stopped.
    var output: CompilerOutput?
    /// The reason in a few lines, for when one text is at fault.
    var lines: [String]
    /// The error for when the package itself is at fault.
    var error: ProgramError
  }

  /// Builds again and again, each time without the files that failed, until the build succeeds.
  ///
  /// An error in one file can hide errors in another, so one attempt may not find all. When no wanted exercise is
  /// left, the build stops. A suspect is an exercise whose file may break others: errors that come with it are its
  /// own. The package must build without the texts.
  func build(
    _ texts: [ExerciseID: Data],
    wanted: Set<ExerciseID>,
    suspect: ExerciseID? = nil
  ) throws -> Results {
    var results = Results(texts: texts)
    while true {
      try folder.stage(packs, results.texts)
      guard let failure = try attempt(results.skipped) else { return results }
      var found: [ExerciseID: Verdict] = [:]
      if let output = failure.output {
        found = blame.verdicts(output, texts: results.texts, skipped: results.skipped)
        if let suspect, let text = results.texts[suspect] {
          if results.texts.count > 1 {
            // The errors may be the others' own. Build the suspect by itself to find out.
            results.texts = [suspect: text]
            continue
          }
          if !found.isEmpty { found = [suspect: blame.verdict(on: suspect, text, output)] }
        }
      }
      if found.isEmpty { try exclude(failure, suspect, &results) }
      for (id, verdict) in found {
        results.verdicts[id] = verdict
        if results.texts.removeValue(forKey: id) == nil { results.skipped.insert(id) }
      }
      if wanted.allSatisfy({ results.verdicts[$0] != nil }) { return results }
      if !found.isEmpty { progress.leaveOut(found.keys.sorted()) }
    }
  }

  /// Finds and leaves out the text that makes the build fail without an error in a file: the linker fails, or
  /// the compiler crashes or does not end.
  private func exclude(
    _ failure: Failure,
    _ suspect: ExerciseID?,
    _ results: inout Results
  ) throws {
    // When the package does not build without the texts, the package itself is at fault.
    try folder.stage(packs, [:])
    guard !results.texts.isEmpty, try attempt(results.skipped) == nil else { throw failure.error }
    for id in suspect.map({ [$0] }) ?? results.texts.keys.sorted() {
      guard let text = results.texts[id] else { continue }
      try folder.stage(packs, [id: text])
      guard let alone = try attempt(results.skipped) else { continue }
      results.verdicts[id] = blame.verdict(on: id, text, lines: alone.lines)
      results.texts[id] = nil
    }
    if results.verdicts.isEmpty { throw failure.error }
  }

  // MARK: - One attempt

  /// Builds the package once; returns the reason why it does not build, if it does not.
  private func attempt(_ skipped: Set<ExerciseID>) throws -> Failure? {
    var lines: [String] = []
    do {
      let status = try setup.toolchain.run(
        ToolchainCommand(
          arguments: ["build", "--build-tests", "--scratch-path", BuildFolder.scratch]
            + PackageBuild.flags,
          environment: environment(skipped),
          log: setup.workspace.file(PackageBuild.log),
          // A build takes as long as the machine needs, as long as it gets on. A step of the first one may
          // take long too.
          limit: .seconds(7_200),
          silence: .seconds(TestBundle(folder) == nil ? 3_600 : 120),
          isNeedless: isOutdated,
          onLine: {
            lines.append($0)
            progress.read($0)
          },
          onTick: progress.tick
        )
      )
      return status == 0 ? nil : failure(lines)
    } catch let error as ProgramError {
      guard case .wasSilent(_, let seconds) = error else { throw error }
      return Failure(lines: BuildText.silent(seconds), error: error)
    }
  }

  private func failure(_ lines: [String]) -> Failure {
    let output = CompilerOutput(lines, root: setup.workspace.root.path)
    let errors =
      CompilerOutput.shortened(output.errors, to: 40)
      + output.otherErrors.filter { !$0.contains("emit-module command failed") }
    let shown = errors.isEmpty ? Array(lines.suffix(20)) : Array(errors.prefix(60))
    return Failure(
      output: output,
      lines: [FileText.breaksBuild] + shown.prefix(14),
      error: .buildFailed(lines: shown, log: PackageBuild.log)
    )
  }

  /// The variables that the manifest reads.
  ///
  /// None differs from run to run, because with another environment
  /// SwiftPM compiles the manifest again.
  func environment(_ skipped: Set<ExerciseID>) -> [String: String] {
    [
      "GRADSCHOOL_PACKS": packs.map(\.name).joined(separator: ","),
      "GRADSCHOOL_EXERCISES": BuildFolder.exercises,
      "GRADSCHOOL_SKIP": skipped.map { "\($0.pack)/\($0.name)" }.sorted().joined(separator: ","),
    ]
  }
}
