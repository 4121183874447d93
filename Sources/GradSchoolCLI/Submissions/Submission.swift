import Foundation
import Grading

/// A student's submission: the texts of exercises, and remarks on the files.
///
/// Only the files of exercises are read. Links are not followed, and nothing is written.
struct Submission: Sendable {
  /// The student, or the group: who handed it in, and when.
  let origin: SubmissionOrigin
  /// The reason why nothing of it could be placed, as a sentence; such a submission has no points, not 0 points.
  private(set) var unreadable: String?
  /// The texts to be graded.
  private(set) var sources: [ExerciseID: String] = [:]
  /// The files in which these texts are, as the student sees them.
  private(set) var paths: [ExerciseID: String] = [:]
  /// The reasons why files are not graded.
  private(set) var refusals: [ExerciseID: [String]] = [:]
  /// The reasons why an instructor has to look at an exercise: two files may be meant, say.
  ///
  /// Such an exercise has no points, not 0 points.
  private(set) var unclear: [ExerciseID: String] = [:]
  /// Further remarks for the student and the instructor.
  private(set) var notes: [String] = []

  /// The fingerprint, where the submission was graded before.
  private(set) var known: String?

  /// The name under which the results are kept; no two submissions of a class have the same.
  var name: String { origin.name }

  /// Creates a submission from texts: from the solutions, say.
  init(name: String, sources: [ExerciseID: String]) {
    origin = SubmissionOrigin(name: name, folder: name)
    self.sources = sources
  }

  /// Takes up a submission that was graded before, with the texts that were kept.
  init(_ result: StudentResult, sources: [ExerciseID: String]) {
    for id in sources.keys { paths[id] = result.paths["\(id)"] }
    (origin, unreadable) = (result.origin, result.unreadable)
    (self.sources, notes, known) = (sources, result.notes, result.handedIn)
  }

  /// Reads a submission.
  ///
  /// - Parameters:
  ///   - handedIn: The files, and who handed them in.
  ///   - exercises: The exercises to be graded.
  ///   - catalog: All exercises, with their former names.
  ///   - workspace: The package.
  init(
    _ handedIn: SubmissionList.Item,
    exercises: [ExerciseID],
    catalog: Catalog,
    workspace: Workspace
  ) {
    origin = handedIn.origin
    let tree: SubmittedTree
    do throws(Refusal) {
      tree = try handedIn.open()
    } catch {
      refuse(SubmissionText.refused(FileName.printable(origin.folder), error.reason))
      return
    }
    let files = Dictionary(tree.files.map { ($0.path, $0) }) { first, _ in first }
    let placement = ExercisePlacement(tree.files.map(\.path), catalog)
    var known: Set<String> = []
    for id in exercises {
      let candidates = placement.candidates[id] ?? []
      known.formUnion(candidates.map(\.path))
      take(candidates.filter { $0.former == nil }, for: id, files, catalog, workspace)
      // A file from the time of another name counts where there is no work under the name of today.
      let former = candidates.filter { $0.former != nil }
      if let path = paths[id] {
        notes += former.map { SubmissionText.ignored(FileName.printable($0.path), besides: path) }
      } else if refusals[id] == nil, unclear[id] == nil {
        take(former, for: id, files, catalog, workspace)
      }
    }
    for (path, ids) in placement.ambiguous {
      known.insert(path)
      for id in ids where exercises.contains(id) && sources[id] == nil && refusals[id] == nil {
        unclear[id] = SubmissionText.ambiguous(FileName.printable(path), ids)
      }
    }
    notes += tree.refusals
    let others = placement.candidates.filter { !exercises.contains($0.key) }.flatMap(\.value)
    let isPlaced = !known.isEmpty || !others.isEmpty
    // What was not opened may have the work that is missing.
    if isPlaced, let refusal = tree.refusals.first {
      for id in exercises where sources[id] == nil && refusals[id] == nil && unclear[id] == nil {
        unclear[id] = refusal
      }
    }
    if !isPlaced {
      refuse(SubmissionText.nothing(in: tree, FileName.printable(origin.folder)))
    } else if sources.isEmpty, refusals.isEmpty, unclear.isEmpty {
      notes.append(SubmissionText.noExercise)
    }
    known.formUnion(others.map(\.path))
    ignore(tree.files.filter { !known.contains($0.path) }, workspace)
  }

  private mutating func refuse(_ reason: String) {
    unreadable = reason
    notes.append(reason)
  }

  /// Takes the best of some files for an exercise, if it was begun.
  private mutating func take(
    _ candidates: [ExercisePlacement.Candidate],
    for id: ExerciseID,
    _ files: [String: SubmittedTree.File],
    _ catalog: Catalog,
    _ workspace: Workspace
  ) {
    var begun: [(candidate: ExercisePlacement.Candidate, source: SourceText)] = []
    var (refused, hidden) = ([String](), [String]())
    for candidate in candidates {
      let path = FileName.printable(candidate.path)
      do throws(Refusal) {
        guard var source = try files[candidate.path]?.text() else { continue }
        if let former = candidate.former {
          source.text = former.renamed(source.text, catalog)
        }
        if !workspace.isPristine(source.text, id) { begun.append((candidate, source)) }
      } catch {
        refused.append("\(path) \(error.reason)")
        if error.hidesWork { hidden.append("\(path) \(error.reason)") }
      }
    }
    guard let (best, source) = begun.first else {
      if let reason = hidden.first {
        unclear[id] = reason
      } else if let reason = refused.first {
        refusals[id] = [reason]
      }
      return
    }
    let path = FileName.printable(best.path)
    let others = begun.dropFirst().filter { $0.source.text != source.text }
    if let equal = others.first(where: { $0.candidate.rank.isEqual(to: best.rank) }) {
      unclear[id] = SubmissionText.either(path, FileName.printable(equal.candidate.path))
      return
    }
    (sources[id], paths[id]) = (source.text, path)
    if best.former != nil { notes.append(SubmissionText.formerly(path, id)) }
    if let encoding = source.encoding { notes.append(SubmissionText.read(path, as: encoding)) }
    notes += others.map {
      SubmissionText.ignored(FileName.printable($0.candidate.path), besides: path)
    }
    notes += refused.map { SubmissionText.ignored($0, besides: path, id) }
  }

  /// Notes the files that were not used and differ from the handout.
  private mutating func ignore(_ files: [SubmittedTree.File], _ workspace: Workspace) {
    var ignored: [String] = []
    for file in files where !PackageSubset.isRewritten(file.path) {
      let path = FileName.printable(file.path)
      do throws(Refusal) {
        let text = try file.text().text
        guard text != (try? String(contentsOf: workspace.file(file.path), encoding: .utf8)) else {
          continue
        }
        ignored.append(SubmissionText.ignored(path))
      } catch {
        let isLink = [RefusalText.isLink, RefusalText.isBehindLink].contains(error.reason)
        ignored.append(isLink ? "\(path) \(error.reason)" : SubmissionText.ignored(path))
      }
    }
    notes += ignored.prefix(12)
    if ignored.count > 12 { notes.append(SubmissionText.ignored(more: ignored.count - 12)) }
  }
}
