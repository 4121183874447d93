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

  /// The reason why a build failed, other than errors in the files of exercises.
  private struct Failure {
    var lines: [String]
    var error: ProgramError
  }

  /// Builds again and again, each time without the files that failed, until the build succeeds.
  ///
  /// An error in one file can hide errors in another, so one attempt may not find all.
  ///
  /// - Parameters:
  ///   - texts: The students' texts.
  ///   - wanted: The exercises that are to be graded: when none of them is left, the build stops.
  ///   - suspect: An exercise whose file may break others: errors that come with it are its own.
  /// - Returns: The results.
  /// - Throws: ``ProgramError`` when the package does not build even without the texts.
  func build(
    _ texts: [ExerciseID: Data],
    wanted: Set<ExerciseID>,
    suspect: ExerciseID? = nil
  ) throws -> Results {
    var results = Results(texts: texts)
    while true {
      try folder.stage(packs, results.texts)
      let attempt = try attempt(results.skipped)
      guard let output = attempt.output else {
        try exclude(attempt.failure, wanted: wanted, suspect, &results)
        if wanted.allSatisfy({ results.verdicts[$0] != nil }) { return results }
        continue
      }
      if attempt.isBuilt { return results }
      var found = blame.verdicts(output, texts: results.texts, skipped: results.skipped)
      if let suspect, let text = results.texts[suspect] {
        if results.texts.count > 1 {
          // The errors may be the others' own. Build the suspect by itself to find out.
          results.texts = [suspect: text]
          continue
        }
        if !found.isEmpty { found = [suspect: blame.verdict(on: suspect, text, output)] }
      }
      guard !found.isEmpty else {
        try exclude(failure(output, attempt.lines), wanted: wanted, suspect, &results)
        if wanted.allSatisfy({ results.verdicts[$0] != nil }) { return results }
        continue
      }
      for (id, verdict) in found {
        results.verdicts[id] = verdict
        if results.texts.removeValue(forKey: id) == nil { results.skipped.insert(id) }
      }
      if wanted.allSatisfy({ results.verdicts[$0] != nil }) { return results }
      progress.leaveOut(found.keys.sorted())
    }
  }

  /// Finds and leaves out the text that makes the build fail without an error in a file: the linker fails, or
  /// the compiler crashes or does not end.
  private func exclude(
    _ failure: Failure?,
    wanted: Set<ExerciseID>,
    _ suspect: ExerciseID?,
    _ results: inout Results
  ) throws {
    guard let failure else { return }
    // When the package does not build without the texts, the package itself is at fault.
    try folder.stage(packs, [:])
    guard !results.texts.isEmpty, try attempt(results.skipped).isBuilt else { throw failure.error }
    let suspects = suspect.map { [$0] } ?? results.texts.keys.sorted()
    for id in suspects {
      guard let text = results.texts[id] else { continue }
      try folder.stage(packs, [id: text])
      let alone = try attempt(results.skipped)
      if alone.isBuilt { continue }
      let lines = alone.failure?.lines ?? alone.output.map { self.failure($0, alone.lines).lines }
      results.verdicts[id] = blame.verdict(on: id, text, lines: lines ?? failure.lines)
      results.texts[id] = nil
    }
    if results.verdicts.isEmpty { throw failure.error }
  }

  // MARK: - One attempt

  private struct Attempt {
    var isBuilt: Bool
    var output: CompilerOutput?
    var lines: [String] = []
    var failure: Failure?
  }

  private func attempt(_ skipped: Set<ExerciseID>) throws -> Attempt {
    var lines: [String] = []
    // The first build takes as long as the machine needs. Afterwards only exercises are compiled.
    let limit: Duration = TestBundle(folder) == nil ? .seconds(3_600) : .seconds(120)
    do {
      let status = try setup.toolchain.limited(to: limit).abandoned(when: isOutdated).run(
        ["build", "--build-tests", "--scratch-path", BuildFolder.scratch] + PackageBuild.flags,
        environment: environment(skipped),
        log: setup.workspace.file(PackageBuild.log),
        onLine: {
          lines.append($0)
          progress.read($0)
        },
        onTick: { progress.tick() }
      )
      let output = CompilerOutput(lines, root: setup.workspace.root.path)
      return Attempt(isBuilt: status == 0, output: output, lines: lines)
    } catch let error as ProgramError {
      guard case .tookTooLong(_, let seconds) = error else { throw error }
      let reason =
        "The compiler did not end within \(seconds) s and was stopped. Split long expressions, and give "
        + "their parts names and types."
      return Attempt(isBuilt: false, failure: Failure(lines: Wording.wrapped(reason), error: error))
    }
  }

  private func failure(_ output: CompilerOutput, _ lines: [String]) -> Failure {
    let errors =
      CompilerOutput.shortened(output.errors, to: 40)
      + output.otherErrors.filter { !$0.contains("emit-module command failed") }
    let shown = errors.isEmpty ? Array(lines.suffix(20)) : Array(errors.prefix(60))
    return Failure(
      lines: ["The package does not build with this file, and builds without it:"]
        + shown.prefix(14),
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
