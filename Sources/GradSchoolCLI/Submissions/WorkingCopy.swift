import Foundation
import Grading

/// A pristine copy of the package, in which one submission after the other is graded.
///
/// Only exercises change from one submission to the next, so only they are built again.
struct WorkingCopy {
  let setup: GradingSetup
  let seed: UInt64
  /// The pristine files of the copy, by their paths.
  let files: [String: Data]
  /// The folder in which the student's code may write.
  let scratch: ScratchFolder
  /// The exercises on whose texts the verdict on an exercise depends.
  var needed: (ExerciseID, [ExerciseID: String]) -> Set<ExerciseID> = { id, _ in [id] }

  private var workspace: Workspace { setup.workspace }
  private var exercises: [ExerciseID] { setup.catalog.exercises.map(\.id) }

  /// Makes a copy, or brings an older one up to date: only files that differ are changed.
  static func prepare(_ root: URL, from subset: PackageSubset) throws -> [String: Data] {
    let fresh = root.appendingPathExtension("new")
    try? FileManager.default.removeItem(at: fresh)
    defer { try? FileManager.default.removeItem(at: fresh) }
    try subset.write(to: fresh)
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: fresh.path) {
      let file = fresh.appending(path: path)
      guard (try file.resourceValues(forKeys: [.isRegularFileKey])).isRegularFile == true else {
        continue
      }
      files[path] = try Data(contentsOf: file)
    }
    let copy = Workspace(root: root)
    try restore(copy, files)
    // Only the user who grades may read these folders. The build products stay readable: the user as whom a
    // program crashed must be able to inspect it.
    for folder in ["Sources", "Tests", "Exercises", "Solutions", ".gradschool"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o700],
        ofItemAtPath: copy.file(folder).path
      )
    }
    return files
  }

  /// Restores the pristine files of a copy and removes all others; build products and verdicts stay.
  private static func restore(_ copy: Workspace, _ files: [String: Data]) throws {
    for (path, data) in files where !path.hasPrefix("Exercises/") || !path.hasSuffix(".swift") {
      try copy.update(path, with: data)
    }
    var folders: Set<String> = []
    for path in files.keys {
      var folder = path[...]
      while let end = folder.lastIndex(of: "/") {
        folder = folder[..<end]
        guard folders.insert(String(folder)).inserted else { break }
      }
    }
    for folder in ["Sources", "Tests", "Exercises", "Solutions", ".gradschool/stubs"] {
      let place = copy.file(folder).path
      for name in (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? [] {
        let path = "\(folder)/\(name)"
        guard files[path] == nil, !folders.contains(path) else { continue }
        try? FileManager.default.removeItem(at: copy.file(path))
      }
    }
  }

  /// Builds everything once; no submission causes an error here.
  func build(isNeedless: @escaping () -> Bool) throws { try run.buildStubs(isNeedless: isNeedless) }

  /// Grades some exercises of a submission, and returns a verdict for every one of them that was handed in.
  func verdicts(_ submission: Submission, on open: Set<ExerciseID>? = nil) throws -> [Verdict] {
    func isOpen(_ id: ExerciseID) -> Bool { open?.contains(id) ?? true }
    let ids = exercises.filter { submission.sources[$0] != nil && isOpen($0) }
    var verdicts = submission.refusals.filter { isOpen($0.key) }.map { id, lines in
      verdict(id, .doesNotCompile, "", [.refused(lines: lines)])
    }
    verdicts += submission.unclear.filter { isOpen($0.key) }.map {
      verdict($0, .inconclusive, "", [.harness($1)])
    }
    if !ids.isEmpty {
      var graded = try grade(ids, of: submission)
      // An exercise that could not be graded with others may be graded alone.
      let unclear = ids.filter { id in
        graded.first { $0.exercise == "\(id)" }.map { $0.state == .inconclusive } ?? true
      }
      if ids.count > 1 {
        for id in unclear {
          let alone = try grade([id], of: submission)
          graded.removeAll { $0.exercise == "\(id)" }
          graded += alone
        }
      }
      verdicts += graded
    }
    return exercises.compactMap { id in verdicts.first { $0.exercise == "\(id)" } }
  }

  private var run: GradingRun {
    GradingRun(setup: setup, seed: seed, refuses: true, scratch: scratch)
  }

  /// Grades some exercises of a submission, with all others that they do not need as they were handed out.
  private func grade(_ ids: [ExerciseID], of submission: Submission) throws -> [Verdict] {
    let present = ids.reduce(into: Set(ids)) { $0.formUnion(needed($1, submission.sources)) }
    for id in exercises {
      let stub = files[id.stubPath] ?? Data()
      let text = present.contains(id) ? submission.sources[id].map { Data($0.utf8) } : nil
      try workspace.update(id.sourcePath, with: text ?? stub)
    }
    defer { try? WorkingCopy.restore(workspace, files) }
    let verdicts: [Verdict]
    do {
      verdicts = try run.grade(ids)
    } catch let error as ProgramError where error.mayBeOfSubmission {
      return ids.map {
        verdict($0, .inconclusive, submission.sources[$0] ?? "", [.harness("\(error)")])
      }
    }
    // Only verdicts with the proof that they are on these texts count.
    return ids.map { id in
      let text = submission.sources[id] ?? ""
      if let found = verdicts.first(where: { $0.exercise == "\(id)" }),
        found.isProven(for: Workspace.hash(text))
      {
        return found
      }
      return verdict(id, .inconclusive, text, [.harness(SubmissionText.noVerdict)])
    }
  }

  private func verdict(
    _ id: ExerciseID,
    _ state: State,
    _ source: String,
    _ findings: [Finding]
  ) -> Verdict {
    let blame = CompileBlame(workspace: workspace, catalog: setup.catalog, run: "")
    var verdict = blame.verdict(on: id, Data(source.utf8), state, findings)
    verdict.seed = seed
    return verdict
  }
}

extension ProgramError {
  /// Whether a submission may be the cause.
  fileprivate var mayBeOfSubmission: Bool {
    switch self {
    case .buildFailed, .tookTooLong, .wasSilent: true
    default: false
    }
  }
}
