import Foundation
import Grading

/// A pristine copy of the package, in which one submission after the other is graded.
///
/// Only exercises change from one to the next, so that only they are built again.
struct WorkingCopy {
  let context: Context
  let seed: UInt64

  private var workspace: Workspace { context.workspace }
  private var exercises: [ExerciseID] { context.catalog.exercises.map(\.id) }

  /// Makes a copy, or brings an older one up to date, changing only files that differ.
  static func prepare(_ root: URL, from subset: PackageSubset) throws {
    let fresh = root.appendingPathExtension("new")
    try? FileManager.default.removeItem(at: fresh)
    defer { try? FileManager.default.removeItem(at: fresh) }
    try subset.write(to: fresh)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: fresh.path)
    let copy = Workspace(root: root)
    for path in paths.sorted() {
      let file = fresh.appending(path: path)
      guard (try file.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true else {
        continue
      }
      try copy.update(path, with: try Data(contentsOf: file))
    }
    // What the package no longer has; what was built and graded in the copy stays.
    let known = Set(paths)
    for folder in ["Sources", "Tests", "Exercises", "Solutions", ".gradschool/stubs"] {
      let place = root.appending(path: folder).path
      for path in (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
      where !known.contains("\(folder)/\(path)") {
        try? FileManager.default.removeItem(atPath: "\(place)/\(path)")
      }
    }
  }

  /// Builds everything once; what fails here is no student's fault.
  func build() throws { _ = try grade(Submission(name: "", sources: [:]), building: true) }

  /// Grades a submission.
  ///
  /// - Returns: A verdict for every exercise that was handed in.
  /// - Throws: ``ProgramError`` when the run is interrupted, or the package itself does not build.
  func verdicts(_ submission: Submission) throws -> [Verdict] {
    var verdicts = refusals(submission)
    let ids = exercises.filter { submission.sources[$0] != nil }
    if !ids.isEmpty {
      var graded: [Verdict] = []
      do {
        graded = try grade(submission)
      } catch let error as ProgramError where ids.count > 1 && error.mayBeOfSubmission {
        // One of them keeps all from being built or graded; below, each has its turn.
      } catch let error as ProgramError where error.mayBeOfSubmission {
        graded = [inconclusive(ids[0], submission, "\(error)")]
      }
      let clashing = packsWithClashes(graded)
      let lost = ids.filter { id in
        guard let verdict = graded.first(where: { $0.exercise == "\(id)" }) else { return true }
        return verdict.state == .inconclusive
          || verdict.state == .doesNotCompile && clashing.contains(id.pack)
      }
      if ids.count > 1, !lost.isEmpty {
        for id in lost {
          let alone = try one(id, of: submission)
          graded.removeAll { $0.exercise == "\(id)" }
          graded.append(alone)
        }
      }
      verdicts += graded
    }
    return exercises.compactMap { id in verdicts.first { $0.exercise == "\(id)" } }
  }

  /// The packs with files that may not compile because two of them declare the same.
  private func packsWithClashes(_ verdicts: [Verdict]) -> Set<String> {
    let clashing = verdicts.filter { verdict in
      verdict.findings.contains { finding in
        guard case .compiler(let lines, _, _) = finding else { return false }
        return lines.contains {
          $0.contains("error: invalid redeclaration") || $0.contains(#/error: .*ambiguous/#)
        }
      }
    }.map(\.exercise)
    return Set(exercises.filter { clashing.contains("\($0)") }.map(\.pack))
  }

  /// Grades one exercise of a submission, with all others as they were handed out.
  private func one(_ id: ExerciseID, of submission: Submission) throws -> Verdict {
    let sources = submission.sources.filter { $0.key == id }
    do {
      let graded = try grade(Submission(name: submission.name, sources: sources))
      if let verdict = graded.first { return verdict }
    } catch let error as ProgramError where error.mayBeOfSubmission {
      return inconclusive(id, submission, "\(error)")
    }
    return inconclusive(id, submission, "Grading it left no verdict.")
  }

  private func grade(_ submission: Submission, building: Bool = false) throws -> [Verdict] {
    for id in exercises {
      let stub = try Data(contentsOf: workspace.stub(of: id))
      let text = submission.sources[id].map { Data($0.utf8) }
      try workspace.update(id.sourcePath, with: text ?? stub)
    }
    if building {
      try GradingRun(context: context, seed: seed).buildAll()
      return []
    }
    let ids = exercises.filter { submission.sources[$0] != nil }
    var limited = context
    // Time to build, and for each exercise to wait as long as it may.
    limited.toolchain = context.toolchain.limited(to: .seconds(300 + 60 * ids.count))
    return try GradingRun(context: limited, seed: seed).grade(ids).graded
  }

  // MARK: - Verdicts without a run

  private func refusals(_ submission: Submission) -> [Verdict] {
    submission.refusals.map { id, lines in
      var verdict = verdict(id, .doesNotCompile, "")
      verdict.findings = [
        .compiler(
          lines: (["Not accepted, and not built:"] + lines).flatMap { Wording.wrapped($0) },
          signatures: [],
          inGrader: false
        )
      ]
      return verdict
    }
  }

  private func inconclusive(_ id: ExerciseID, _ submission: Submission, _ reason: String)
    -> Verdict
  {
    var verdict = verdict(id, .inconclusive, submission.sources[id] ?? "")
    verdict.findings = [.harness(reason)]
    return verdict
  }

  private func verdict(_ id: ExerciseID, _ state: State, _ source: String) -> Verdict {
    Verdict(
      exercise: "\(id)",
      state: state,
      possible: context.catalog.exercises.first { $0.id == id }?.points ?? 0,
      sourcePath: id.sourcePath,
      sourceHash: Workspace.hash(source),
      run: "",
      seed: seed
    )
  }
}

extension Workspace {
  /// Writes a file if it has another content: one that is untouched is not built again.
  fileprivate func update(_ path: String, with data: Data) throws {
    if let present = try? Data(contentsOf: file(path)), present == data { return }
    try write(data, to: path)
  }
}

extension ProgramError {
  /// Whether what a student handed in may be the cause.
  fileprivate var mayBeOfSubmission: Bool {
    switch self {
    case .buildFailed, .tookTooLong: true
    default: false
    }
  }
}
