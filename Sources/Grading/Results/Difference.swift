import GradientChecking
import Tensors

/// A difference between a result and the right one, on the first probe that has one.
package struct Difference: Codable, Sendable, Equatable {
  /// The probe, and the step of a trajectory.
  package var place: Place
  package var yours: Value
  package var reference: Value
  /// Finite differences of the student's own forward function, for a gradient.
  package var numeric: Value?
  /// The largest error bound of the finite differences.
  package var bound: Double?
  /// Whether the student's gradient agrees with the finite differences.
  package var agreesWithNumeric: Bool
  /// Whether forward has a kink at the entry that differs most, and the student's slope is possible there.
  package var isAtKink: Bool?
  package var count: Int
  /// The index of the entry that differs most.
  package var worst: [Int]
  /// For a gradient, central differences of the student's own forward function at that entry, step by step.
  package var curve: StepCurve?
}

extension Difference {
  /// An entry of both results, and their comparison.
  package typealias Entry = (yours: Double, right: Double, mark: EntryMark)

  package var entries: [Entry] {
    let allowed = Agreement.allowed(reference.scalars)
    return zip(yours.scalars, reference.scalars).enumerated().map { i, pair in
      (pair.0, pair.1, EntryMark(pair.0, pair.1, allowed: allowed(i)))
    }
  }

  /// Where the entries differ.
  package func map(atMost most: (rows: Int, columns: Int)) -> EntryMap<Entry> {
    let shape = reference.tensor.shape
    return EntryMap(entries.enumerated(), shape: shape, atMost: most, severity: \.mark.strength)
  }
}
