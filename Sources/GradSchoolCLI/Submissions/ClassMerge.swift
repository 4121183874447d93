import Foundation
import Grading

/// Puts the results of all parts of a class into one folder.
struct ClassMerge {
  private struct Source {
    let path: String
    let folder: ClassFolder
    let settings: ClassFolder.Settings
    let part: ClassPart
    let results: [StudentResult]
  }

  let output: ClassFolder

  /// Merges the folders of all parts.
  ///
  /// - Throws: ``ProgramError/notMerged(_:)`` with all reasons, when the parts are not those of one grading, or a
  ///   student is missing or in two of them; nothing is written then.
  func merge(_ paths: [(path: String, folder: URL)]) throws {
    var problems: [String] = []
    var sources: [Source] = []
    for (path, folder) in paths {
      if folder.standardizedFileURL.path == output.workspace.root.standardizedFileURL.path {
        problems.append(ClassText.partAsTarget(path))
      }
      let folder = ClassFolder(folder)
      guard let settings = try folder.settings(), let part = settings.part else {
        problems.append(ClassText.noPart(path))
        continue
      }
      let kept = folder.results()
      problems += kept.damaged.map {
        ClassText.damaged("\(path)/students/\(FileName.printable($0))")
      }
      sources.append(
        Source(path: path, folder: folder, settings: settings, part: part, results: kept.all)
      )
    }
    guard let first = sources.first, problems.isEmpty else {
      throw ProgramError.notMerged(problems)
    }
    for source in sources.dropFirst() { problems += differences(source, first) }
    for number in 1...first.part.count {
      let found = sources.filter { $0.part.number == number }.map(\.path)
      if found.isEmpty { problems.append(ClassText.missingPart(number, of: first.part.count)) }
      if found.count > 1 { problems.append(ClassText.doublePart(number, found)) }
    }
    guard problems.isEmpty else { throw ProgramError.notMerged(problems) }
    problems = students(sources)
    if let present = try output.settings(), present.identity != first.settings.identity {
      problems.append(ClassText.otherTarget(output.workspace.root.path))
    }
    guard problems.isEmpty else { throw ProgramError.notMerged(problems) }
    for source in sources { try source.results.forEach(output.write) }
    var settings = try output.settings() ?? first.settings
    settings.part = nil
    try output.write(settings)
  }

  /// What distinguishes the gradings or submissions of two parts.
  private func differences(_ one: Source, _ other: Source) -> [String] {
    var differences: [String] = []
    let (own, others) = (one.settings.identity, other.settings.identity)
    if one.settings.seed != other.settings.seed {
      differences.append(ClassText.seeds(one.path, other.path))
    } else if own != others {
      let ids = own.uncommon(with: others) + own.changed(since: others)
      differences.append(ClassText.identities(one.path, other.path, ids))
    }
    if one.part.count != other.part.count || one.part.all != other.part.all {
      differences.append(ClassText.divisions(one.path, one.part, other.path, other.part))
    }
    return differences
  }

  /// The students who are missing in a part, or who are in two of them.
  private func students(_ sources: [Source]) -> [String] {
    var problems: [String] = []
    var places: [String: [String]] = [:]
    for source in sources {
      let graded = source.results.filter { $0.difference(from: source.settings) == nil }
      let names = Set(graded.map(\.student))
      let missing = source.part.submissions.filter { !names.contains($0) }
      if !missing.isEmpty { problems.append(ClassText.missing(missing, source.path)) }
      for result in source.results { places[result.student, default: []].append(source.path) }
    }
    for (student, paths) in places.sorted(by: { $0.key < $1.key }) where paths.count > 1 {
      problems.append(ClassText.double(student, paths))
    }
    return problems
  }
}
