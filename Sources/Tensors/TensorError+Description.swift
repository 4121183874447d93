extension TensorError: CustomStringConvertible {
  /// The rule, the values that broke it, and what to do.
  public var description: String {
    switch self {
    case .negativeSize(let shape):
      "The shape \(shape) has a negative size, but an axis has 0 or more positions. Only "
        + "reshaped(_:) takes a -1, for \"whatever is left\"."
    case .tooLarge(let shape):
      "The shape \(shape) is too large: a tensor holds at most \(Tensor.maximumCount) values. If "
        + "the operands are smaller, they were broadcast: an [N, 1] and an [N] give an [N, N]."
    case .wrongCount(let shape, let count):
      "A tensor of shape \(shape) holds \(values(shape)), but \(count) were given. Change the "
        + "shape or the number of values."
    case .raggedRows(let lengths):
      "The rows of a matrix must all have one length, but these have \(lengths). Give every row as "
        + "many values as the first."
    case .notASingleValue(let shape):
      "item() needs a tensor with exactly one value, but the shape \(shape) holds "
        + "\(values(shape)). Use sum() or mean() for one number from all, or a subscript for one of "
        + "them."
    case .notBroadcastable(let operation, let lhs, let rhs):
      "Cannot \(operation) shapes \(lhs) and \(rhs): axes are matched from the right, and two sizes "
        + "must be equal unless one of them is 1, but \(clash(lhs, rhs)). "
        + (operation == "multiply entries of" && isMatrixProduct(lhs, rhs)
          ? "The product of these matrices is x.matmul(y)."
            + (fitting(lhs, rhs).map { " " + $0 } ?? "")
          : remedy(lhs, rhs))
    case .wouldGrow(let operation, let shape, let rhs):
      "Cannot \(operation) shape \(rhs) in place, where the left side has shape \(shape): it would get "
        + "another shape, and what is changed in place keeps its own. A gradient has the shape of its "
        + "parameter: add up what was stretched, with sum(axis:) or sum(to:). If the left side should grow, "
        + "write x = try x + y."
    case .cannotBroadcast(let shape, let target):
      "Cannot stretch shape \(shape) to \(target): axes are matched from the right, and only an "
        + "axis of size 1 (or a missing one) is stretched. "
        + (broadcasts(target, to: shape)
          ? "For the way back, use sum(to:)." : remedy(shape, target))
    case .cannotSum(let shape, let target):
      "Cannot sum shape \(shape) to \(target): matched from the right, each axis of the target must "
        + "have the same size, or 1, or be missing. "
        + (broadcasts(shape, to: target)
          ? "For the way back, use broadcast(to:)."
          : "To sum over an axis of your choice, use sum(axis:).")
    case .matmul(let lhs, let rhs):
      "Cannot multiply matrices of shapes \(lhs) and \(rhs): " + matmulRule(lhs, rhs)
    case .wrongRank(let operation, let expected, let shape):
      "\(operation) needs a tensor with \(axes(expected)), but the shape \(shape) has "
        + "\(shape.count). " + rankRemedy(operation, expected, shape)
    case .axisOutOfRange(let axis, let shape):
      "There is no axis \(axis) in shape \(shape): "
        + (shape.isEmpty
          ? "a single value has no axes. Give it one with expandingAxis(at: 0)."
          : shape.count == 1
            ? "its only axis is 0 (or -1)."
            : "use 0 to \(shape.count - 1), or -1 to -\(shape.count) to count from the end.")
    case .newAxisOutOfRange(let axis, let shape):
      "A new axis cannot stand at \(axis) in shape \(shape): use 0 to \(shape.count), or -1 to "
        + "-\(shape.count + 1) to count from the end."
    case .repeatedAxis(let axes):
      "Each axis can be named once, but the axes are \(axes). A negative number counts from the "
        + "end, so that -1 names the last axis a second time."
    case .notAPermutation(let axes, let shape):
      "permuted(_:) needs each axis of shape \(shape) exactly once, \(Array(shape.indices)) in any "
        + "order, but was given \(axes). To exchange just two, use swappingAxes(_:_:)."
    case .cannotReshape(let shape, let target):
      "Cannot reshape \(shape) to \(target): " + reshapeRule(shape, target)
    case .cannotSqueeze(let axis, let shape):
      "Only an axis of size 1 can be dropped, but shape \(shape) has another size on axis \(axis). "
        + "Pick one position with at(_:axis:), or sum over them with sum(axis:)."
    case .rangeOutOfBounds(let range, let axis, let shape):
      (range.upperBound &- range.lowerBound == 1
        ? "Position \(range.lowerBound) is not on"
        : "The range \(range.lowerBound)..<\(range.upperBound) reaches beyond")
        + " axis \(axis) of shape \(shape): " + positions(on: axis, of: shape)
    case .cannotJoin("stack", let first, let other, let position, _):
      "stacked(_:axis:) needs parts of one shape, but part 0 is \(first) and part \(position) is "
        + "\(other). Parts that differ along one axis are joined with concatenated(_:axis:)."
    case .cannotJoin(_, let first, let other, let position, let axis):
      "concatenated(_:axis:) needs parts that agree on every axis but axis \(axis), but part 0 is "
        + "\(first) and part \(position) is \(other). Choose another axis, or reshape a part."
    case .nothingToJoin(let operation):
      "There is nothing to \(operation): the list of tensors is empty. Give at least one."
    case .rowsDiffer(let operation, let shape, let rows):
      "\(operation) adds rows to rows of the same shape, but those of \(shape) have shape "
        + "\(Array(shape.dropFirst())) and those of \(rows) have "
        + (rows.isEmpty ? "no first axis." : "\(Array(rows.dropFirst())).")
        + " Only the first axis may differ."
    case .indexOutOfRange(let index, let position, let bound):
      "The index \(index) at position \(position) of the list is out of range: "
        + (bound > 0
          ? "indices count from 0, and the largest is \(bound - 1)."
          : "there is nothing to choose from.")
    case .countMismatch(let operation, let expected, let actual):
      "\(operation) needs one index for each row, that is \(expected), but was given \(actual). "
        + "Check that the indices belong to this batch."
    case .emptyReduction(let operation, let shape):
      "There is no \(operation) of nothing, and shape \(shape) has an axis of size 0. Check for an "
        + "empty tensor first."
    case .invalidParameter(let operation, let name, let value, let rule):
      "\(operation): \(name) must be \(rule), but is \(value)."
    }
  }
}

// MARK: - Parts of sentences

private func axes(_ count: Int) -> String { "\(count) \(count == 1 ? "axis" : "axes")" }

/// How many values a shape holds; a payload made by hand may be any shape.
private func values(_ shape: [Int]) -> String {
  guard let count = try? Tensor.count(of: shape) else { return "too many values" }
  return "\(count) \(count == 1 ? "value" : "values")"
}

private func broadcasts(_ shape: [Int], to target: [Int]) -> Bool {
  shape.count <= target.count
    && zip(shape.reversed(), target.reversed()).allSatisfy { $0 == $1 || $0 == 1 }
}

private func clash(_ lhs: [Int], _ rhs: [Int]) -> String {
  for (left, right) in zip(lhs.reversed(), rhs.reversed())
  where left != right && left != 1 && right != 1 {
    return "\(left) meets \(right)"
  }
  return "these do not match"
}

private func remedy(_ lhs: [Int], _ rhs: [Int]) -> String {
  fitting(lhs, rhs)
    ?? "Check which shape is not what you meant; reshaped(_:) inserts axes of size 1."
}

/// A shape that would have worked, when the shorter one matches axes further left or the transpose fits.
private func fitting(_ lhs: [Int], _ rhs: [Int]) -> String? {
  let (long, short) = lhs.count >= rhs.count ? (lhs, rhs) : (rhs, lhs)
  for start in (0..<long.count - short.count).reversed() {
    let window = Array(long[start..<start + short.count])
    guard window == short else { continue }
    let target = short + Array(repeating: 1, count: long.count - start - short.count)
    let matched =
      short.count == 1 ? "axis \(start)" : "axes \(start) to \(start + short.count - 1)"
    return "To match \(matched) of \(long), use reshaped(\(target)), or keepingDimensions: true if "
      + "it comes from a sum, mean or max."
  }
  return lhs.count == 2 && lhs == rhs.reversed() ? "One of them transposed() would fit." : nil
}

private func matmulRule(_ lhs: [Int], _ rhs: [Int]) -> String {
  guard let inner = lhs.last, !rhs.isEmpty else {
    return "both need at least one axis. To scale by a number, use *."
  }
  let outer = rhs.count == 1 ? rhs[0] : rhs[rhs.count - 2]
  guard inner != outer else {
    let (left, right) = (Array(lhs.dropLast(2)), Array(rhs.dropLast(2)))
    return "the axes before the last two are batches, and two sizes must be equal unless one of "
      + "them is 1, but \(clash(left, right)). Reshape one of them."
  }
  return "the last axis of the first (\(inner)) must equal the "
    + (rhs.count == 1 ? "axis of the second (\(outer)). " : "rows of the second (\(outer)). ")
    + matmulRemedy(lhs, rhs, inner, outer)
}

private func matmulRemedy(_ lhs: [Int], _ rhs: [Int], _ inner: Int, _ outer: Int) -> String {
  if rhs.count >= 2, inner == rhs[rhs.count - 1] {
    return "The second one transposed would fit: "
      + (rhs.count == 2 ? "transposed()." : "swappingAxes(-1, -2).")
  }
  if lhs.count >= 2, outer == lhs[lhs.count - 2] {
    return "The first one transposed would fit: "
      + (lhs.count == 2 ? "transposed()." : "swappingAxes(-1, -2).")
  }
  return "Check the order of the factors and which of them should be transposed."
}

private func rankRemedy(_ operation: String, _ expected: Int, _ shape: [Int]) -> String {
  if operation == "transposed()" {
    return shape.count > expected
      ? "To exchange the last two axes, use swappingAxes(-1, -2)."
      : "Make it a matrix first: reshaped([1, -1]) is a row, reshaped([-1, 1]) a column."
  }
  return shape.count > expected
    ? "Merge axes with reshaped(_:), or pick a part with at(_:axis:)."
    : "Add an axis of size 1 with expandingAxis(at:)."
}

private func reshapeRule(_ shape: [Int], _ target: [Int]) -> String {
  let known = target.filter { $0 != -1 }
  if known.contains(where: { $0 < 0 }) {
    return "a size is 0 or more, or -1 for \"whatever is left\"."
  }
  if target.count - known.count > 1 { return "only one size may be -1. Write out the others." }
  if known.count == target.count {
    return "a reshape keeps the number of values, but the first holds \(values(shape)) and the "
      + "second \(values(target)). One size may be -1, for \"whatever is left\"."
  }
  if known.contains(0) { return "beside a size of 0, -1 could be anything. Write it out." }
  return "the -1 stands for whatever is left, but \(values(shape)) cannot be divided by the "
    + "product of the other sizes, \(known.reduce(1, { $0.multipliedReportingOverflow(by: $1).0 }))."
}

private func positions(on axis: Int, of shape: [Int]) -> String {
  guard shape.indices.contains(axis), shape[axis] > 0 else { return "it has no positions." }
  return "its positions are 0 to \(shape[axis] - 1). Choose among these; a..<b stops before b."
}

/// Whether two shapes fit for a product of matrices.
private func isMatrixProduct(_ lhs: [Int], _ rhs: [Int]) -> Bool {
  lhs.count + rhs.count > 2 && !lhs.isEmpty && !rhs.isEmpty && lhs.count <= 2 && rhs.count <= 2
    && lhs[lhs.count - 1] == rhs[0]
}
