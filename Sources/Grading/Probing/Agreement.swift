import Tensors

/// The comparison of a result with the right one.
///
/// Both were computed in double precision from the same arguments, by formulas that may sum in another order.
/// Right results agree to about 1e-13 of their size, and a wrong one is rarely closer than 1e-3. An entry may
/// differ by 1e-9 of its own size plus 1e-12 of the largest entry, or of 1 (the size of the arguments) if that
/// is larger.
package enum Agreement: Equatable {
  case agrees
  case wrongKind(yours: String, expected: String)
  case wrongShape(yours: [Int], expected: [Int])
  case notFinite(count: Int, first: [Int])
  case differs(count: Int, worst: [Int])

  package init(_ yours: Value, _ reference: Value) {
    guard yours.kindName == reference.kindName else {
      self = .wrongKind(yours: yours.kindName, expected: reference.kindName)
      return
    }
    guard yours.shape == reference.shape else {
      self = .wrongShape(yours: yours.shape, expected: reference.shape)
      return
    }
    let (mine, right) = (yours.scalars, reference.scalars)
    if mine.hasBits(of: right) {
      self = .agrees
      return
    }
    let shape = reference.tensor.shape
    let broken = mine.indices.filter {
      guard !mine[$0].isFinite else { return false }
      return right[$0].isUnrecorded ? !mine[$0].isUnrecorded : !mine[$0].isSame(as: right[$0])
    }
    if let first = broken.first {
      self = .notFinite(count: broken.count, first: index(first, in: shape))
      return
    }
    let allowed = Agreement.allowed(right)
    let wrong = mine.indices.filter {
      !mine[$0].isSame(as: right[$0]) && !right[$0].isUnrecorded
        && !((mine[$0] - right[$0]).magnitude <= allowed($0))
    }
    guard
      let worst = wrong.max(by: {
        (mine[$0] - right[$0]).magnitude < (mine[$1] - right[$1]).magnitude
      })
    else {
      self = .agrees
      return
    }
    self = .differs(count: wrong.count, worst: index(worst, in: shape))
  }

  /// The allowed error of each entry.
  package static func allowed(_ right: [Double]) -> (Int) -> Double {
    let scale = right.reduce(1) { max($0, $1.isFinite ? $1.magnitude : 0) }
    return { right[$0].isFinite ? 1e-9 * right[$0].magnitude + 1e-12 * scale : 0 }
  }
}
