/// The positions of a tensor's entries, one list for each line along an axis: what the references of sum and mean
/// loop over.
struct Lines {
  /// The shape without the axis.
  var shape: [Int]
  /// In row-major order of that shape, the positions of the entries of one line.
  var positions: [[Int]]

  init(_ shape: [Int], along axis: Int) {
    let (before, size) = (shape[..<axis].reduce(1, *), shape[axis])
    let after = shape[(axis + 1)...].reduce(1, *)
    positions = (0..<before * after).map { line in
      (0..<size).map { (line / after * size + $0) * after + line % after }
    }
    self.shape = Array(shape[..<axis] + shape[(axis + 1)...])
  }
}
