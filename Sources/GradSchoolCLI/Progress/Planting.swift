import Foundation
import Grading

/// Gives the student a fault of their own in each *find the bug* exercise: another one for each student, and always the
/// same for the same student.
struct Planting {
  /// The file with the random text from which a student's faults are drawn.
  static let identity = ".gradschool/identity"

  let workspace: Workspace

  /// Plants the student's faults in the files that nobody has edited.
  ///
  /// - Parameters:
  ///   - catalog: The exercises.
  ///   - note: Called with messages for the student.
  func plant(in catalog: Catalog, note: (String) -> Void) {
    for id in catalog.exercises.map(\.id) {
      let faults = PlantedFaults(of: id, in: workspace)
      // A file with another version than the stub's has its fault already.
      guard let first = faults.versions.first, workspace.source(of: id) == first.text,
        first.text == (try? workspace.text(id.stubPath)),
        // An author is still at work on them.
        faults.versions.allSatisfy({ TodoMarker.places(in: $0.text).isEmpty })
      else { continue }
      do {
        let own = try drawn(from: faults, id)
        guard own != first else { continue }
        try workspace.write(Data(own.text.utf8), to: id.sourcePath)
        note(ExerciseText.planted(id, version: own.number, of: faults.versions.count))
      } catch {
        note(ExerciseText.notPlanted(id, error))
      }
    }
  }

  /// The text of an exercise as this student got it; nil when the package has no copy of it.
  func handedOut(_ id: ExerciseID) throws -> Data? {
    let faults = PlantedFaults(of: id, in: workspace)
    guard !faults.versions.isEmpty else { return try? Data(contentsOf: workspace.stub(of: id)) }
    // The file knows better: it may have been begun on another computer.
    let own = try faults.version(namedIn: workspace.source(of: id)) ?? drawn(from: faults, id)
    return Data(own.text.utf8)
  }

  private func drawn(from faults: PlantedFaults, _ id: ExerciseID) throws -> PlantedFaults.Version {
    let known = try? workspace.text(Planting.identity).trimmingCharacters(
      in: .whitespacesAndNewlines
    )
    let identity = known.flatMap { $0.isEmpty ? nil : $0 } ?? "\(UUID())"
    if identity != known {
      try workspace.write(Data("\(identity)\n".utf8), to: Planting.identity)
    }
    return faults.version(for: identity, of: id)
  }
}
