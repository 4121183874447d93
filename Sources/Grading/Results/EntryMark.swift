import Tensors

/// The comparison of an entry of a result with the right one.
package struct EntryMark: Equatable {
  /// The kind, by magnitude: half of the right gradient is too small everywhere, whatever its signs.
  package enum Kind { case right, above, below, flipped, notFinite, notCompared }

  package var kind: Kind
  /// 1 for less than 0.1 % of the larger value, 2 for less than 10 %, 3 for more; 4 for the wrong sign, 5 where it
  /// is not finite, and 0 where it is right.
  package var strength: Int

  package static let right = EntryMark(kind: .right, strength: 0)
  package static let notFinite = EntryMark(kind: .notFinite, strength: 5)
  /// A finite entry of a result that was not compared entry by entry.
  package static let notCompared = EntryMark(kind: .notCompared, strength: 0)

  /// Compares an entry with the right one, within an allowed error.
  package init(_ yours: Double, _ right: Double, allowed: Double) {
    let error = yours - right
    if !yours.isFinite {
      self = yours.isSame(as: right) ? .right : .notFinite
    } else if error.magnitude <= allowed {
      self = .right
    } else {
      let share = error.magnitude / max(right.magnitude, yours.magnitude)
      let isFlipped = yours * right < 0
      kind = isFlipped ? .flipped : yours.magnitude > right.magnitude ? .above : .below
      strength = isFlipped ? 4 : share < 1e-3 ? 1 : share < 0.1 ? 2 : 3
    }
  }

  private init(kind: Kind, strength: Int) { (self.kind, self.strength) = (kind, strength) }
}
