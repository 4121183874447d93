import Foundation
import Grading

extension TestRun {
  /// Runs a grader in a child process, as soon as a place is free.
  func run(
    _ kind: ChildTask.Kind,
    _ grader: any Grader.Type,
    _ limits: Exercise.Limits,
    ownPieces: [ExerciseID] = [],
    skipping skipped: Set<Subject> = []
  ) async -> (ending: ChildProcess.Ending, seconds: Double) {
    guard let name = _mangledTypeName(grader) else {
      let message = "Another process cannot find the type \(grader) by its name."
      return (.init(state: .inconclusive, findings: [.harness(message)]), 0)
    }
    return await TestRun.gate.pass { place in
      let start = Date()
      let ending: ChildProcess.Ending
      do {
        let child = try self.child(kind, grader, name, limits, ownPieces, skipped, place: place)
        ending = await child.run()
        RunFolder.remove(URL(filePath: child.task.scratch))
      } catch {
        let message = "A temporary folder cannot be made: \(error.localizedDescription)"
        ending = .init(state: .inconclusive, findings: [.harness(message)])
      }
      return (ending, Date().timeIntervalSince(start))
    }
  }

  private func child(
    _ kind: ChildTask.Kind,
    _ grader: any Grader.Type,
    _ name: String,
    _ limits: Exercise.Limits,
    _ ownPieces: [ExerciseID],
    _ skipped: Set<Subject>,
    place: Int
  ) throws -> ChildProcess {
    let id = grader.exercise.id
    // An instructor's code is not confined, because it reads and writes the package.
    let sandbox = kind == .grade ? sandbox : nil
    let confinement = sandbox?.confinement(place: place)
    let isRecorded = sandbox != nil && !(grader is any Certified.Type)
    let folder = try TestRun.folder.get().url
    let task = ChildTask(
      kind: kind,
      grader: name,
      nonce: UUID().uuidString,
      limits: limits,
      seed: seed,
      package: workspace.root.path,
      run: self.run,
      parent: getpid(),
      scratch: try scratch(sandbox, confinement, in: folder).path,
      confinement: confinement,
      ownPieces: ownPieces,
      skipped: skipped,
      recording: isRecorded ? try? Data(contentsOf: workspace.recording(of: id)) : nil
    )
    return ChildProcess(
      task: task,
      folder: folder,
      workspace: workspace,
      id: id
    )
  }

  /// A fresh folder for a child.
  private func scratch(
    _ sandbox: Sandbox?,
    _ confinement: Confinement?,
    in folder: URL
  ) throws -> URL {
    let parent =
      if let sandbox {
        sandbox.folder == Sandbox.current?.folder
          ? try TestRun.sandboxFolder?.get().url ?? sandbox.folder : sandbox.folder
      } else {
        folder
      }
    let scratch = parent.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: scratch,
      withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700]
    )
    if let user = confinement?.user { chown(scratch.path, user, user) }
    return scratch
  }
}
