import Foundation
import Grading

/// One student's files of exercises, to be put into a copy of the package.
///
/// A submission may have the folders of the whole package, or of a pack, or only the files, as Gradescope passes
/// on single files, and may lie in a folder of its own:
///
///     Exercises/Layers/Linear.swift    Layers/Linear.swift    Linear.swift
///
/// A file may have a name that the exercise had before. No name in it is used as a path, and links are not followed.
struct SubmittedFiles {
  private let folder: SubmissionFolder

  /// Opens the folder at a path, which may be relative to another folder.
  init(_ path: String, in start: URL) throws {
    switch SubmissionFolder.open(start.resolving(path).resolvingSymlinksInPath()) {
    case .success(let folder): self.folder = folder
    case .failure(let refusal):
      throw ProgramError.noSubmission(path: path, reason: refusal.reason)
    }
  }

  /// Copies the exercises into a package in which none is started yet, and returns remarks on the files.
  func place(in workspace: Workspace, _ catalog: Catalog) throws -> [String] {
    let ids = catalog.exercises.map(\.id)
    let changed = ids.filter { !workspace.isPristine($0) }
    guard changed.isEmpty else { throw ProgramError.notPristine(changed.map(\.description)) }
    var taken: [String] = []
    var remarks: [String] = []
    let former = formerFiles(FormerNames(catalog))
    for id in ids {
      let isOnlyOne = ids.filter { $0.name == id.name }.count == 1
      var found = find(id, alone: isOnlyOne)
      // A file from the time of another name counts where there is no work under the name of today.
      if let old = former.first(where: { $0.file.new == id }),
        isUntouched(found?.file, id, workspace)
      {
        let path = old.base + old.file.path
        found = (path, folder.read(path))
        if case .text(let text)? = found?.file { found?.file = .text(old.file.renamed(text)) }
        remarks.append(SubmissionText.formerly(path, id))
      }
      switch found {
      case nil: continue
      case (let path, .refused(let reason))?:
        remarks.append(SubmissionText.notTaken(path, reason))
      case (_, .text(let text))?:
        try workspace.write(Data(text.utf8), to: id.sourcePath)
        taken.append(id.description)
      case (_, .absent)?: continue
      }
    }
    return [SubmissionText.taken(taken)] + remarks
  }

  /// The files of exercises under names that these had before, and the folder in which each lies.
  private func formerFiles(_ names: FormerNames) -> [(base: String, file: FormerNames.File)] {
    let all = folder.files()
    return bases.flatMap { base in
      let paths = all.filter { $0.hasPrefix(base) }.map { String($0.dropFirst(base.count)) }
      return (names.files(among: paths) + paths.compactMap(names.file(alone:))).map { (base, $0) }
    }
  }

  /// Whether there is no file of an exercise, or one as it was handed out.
  private func isUntouched(
    _ file: SubmissionFolder.File?,
    _ id: ExerciseID,
    _ workspace: Workspace
  ) -> Bool {
    switch file {
    case nil, .absent?: true
    case .refused?: false
    case .text(let text)?: workspace.isPristine(text, id)
    }
  }

  /// The first file with an exercise's path.
  private func find(_ id: ExerciseID, alone: Bool) -> (path: String, file: SubmissionFolder.File)? {
    let paths =
      [id.sourcePath, "\(id.pack)/\(id.name).swift"] + (alone ? ["\(id.name).swift"] : [])
    for base in bases {
      for path in paths {
        let file = folder.read(base + path)
        if file != .absent { return (base + path, file) }
      }
    }
    return nil
  }

  /// The folder itself; and the one folder in it, when all files lie there.
  private var bases: [String] {
    let tops = Set(
      folder.files().filter { !$0.hasPrefix(".") }.map {
        $0.split(separator: "/").dropLast().first.map(String.init)
      }
    )
    guard tops.count == 1, let top = tops.first ?? nil else { return [""] }
    return ["", top + "/"]
  }
}
