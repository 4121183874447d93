extension TensorError: CustomStringConvertible {
  /// The rule, the values that broke it, and what to do.
  public var description: String {
    switch self {
    case .negativeSize(let shape):
      "No axis can have a negative size, but the shape is \(shape)."
    case .tooLarge(let shape):
      "The shape \(shape) holds more values than an Int can count."
    case .wrongCount(let shape, let count):
      "A tensor of shape \(shape) holds \(shape.reduce(1, *)) values, but \(count) were given."
    case .raggedRows(let lengths):
      "The rows of a matrix must have one length, but these have \(lengths)."
    case .notASingleValue(let shape):
      "item() needs a tensor with exactly one value, but the shape is \(shape). "
        + "Reduce it first, with sum() or mean(), or pick one value with a subscript."
    case .notBroadcastable(let operation, let lhs, let rhs):
      "Cannot \(operation) shapes \(lhs) and \(rhs): axes are matched from the right and must be "
        + "equal or 1, but \(TensorError.clash(lhs, rhs)).\(TensorError.remedy(lhs, rhs))"
    case .cannotBroadcast(let shape, let target):
      "Cannot stretch shape \(shape) to \(target): axes are matched from the right, and only an "
        + "axis of size 1 (or a missing one) can be stretched."
    case .cannotSum(let shape, let target):
      "Cannot sum shape \(shape) to \(target): the target must be a shape that broadcasts to "
        + "\(shape), that is, each of its axes, matched from the right, is equal or 1."
    case .matmul(let lhs, let rhs):
      "Cannot multiply matrices of shapes \(lhs) and \(rhs): "
        + TensorError.matmulRule(lhs, rhs)
    case .wrongRank(let operation, let expected, let shape):
      "\(operation) needs a tensor with \(expected) \(expected == 1 ? "axis" : "axes"), but the "
        + "shape \(shape) has \(shape.count). Use reshaped(_:), or permuted(_:) to reorder axes."
    case .axisOutOfRange(let axis, let shape):
      "There is no axis \(axis) in shape \(shape): "
        + (shape.isEmpty
          ? "a single value has no axes."
          : "axes are numbered 0 to \(shape.count - 1), or −1 to −\(shape.count) from the end.")
    case .repeatedAxis(let axes):
      "Each axis can be named once, but the axes are \(axes)."
    case .notAPermutation(let axes, let shape):
      "permuted(_:) needs each axis of shape \(shape) exactly once (0 to \(shape.count - 1) in any "
        + "order), but was given \(axes)."
    case .cannotReshape(let shape, let target):
      "Cannot reshape \(shape) to \(target): \(shape) holds \(shape.reduce(1, *)) values"
        + (target.contains(where: { $0 < 0 })
          ? ", and at most one size may be −1 (\"whatever is left\")."
          : " and \(target) holds \(target.reduce(1, *)). A reshape keeps the number of values.")
    case .cannotSqueeze(let axis, let shape):
      "Only an axis of size 1 can be dropped, but axis \(axis) of shape \(shape) is longer."
    case .rangeOutOfBounds(let range, let axis, let shape):
      "The range \(range.lowerBound)..<\(range.upperBound) reaches beyond axis \(axis) of shape "
        + "\(shape), which has positions 0..<\(shape[axis])."
    case .cannotJoin(let operation, let first, let other, let position, let axis):
      operation == "stack"
        ? "stacked(_:) needs parts of one shape, but part 0 is \(first) and part \(position) is "
          + "\(other)."
        : "concatenated(_:axis:) needs parts that agree on every axis but axis \(axis); part 0 is "
          + "\(first) and part \(position) is \(other)."
    case .nothingToJoin(let operation):
      "There is nothing to \(operation): give at least one tensor."
    case .indexOutOfRange(let index, let position, let bound):
      "The index \(index) at position \(position) is out of range: indices run from 0 to "
        + "\(bound - 1)."
    case .countMismatch(let operation, let expected, let actual):
      "\(operation) needs \(expected) indices, one for each row, but was given \(actual)."
    case .emptyReduction(let operation, let shape):
      "The \(operation) of no values does not exist, and the shape \(shape) leaves none."
    case .invalidParameter(let operation, let name, let value, let rule):
      "\(operation): \(name) must be \(rule), but is \(value)."
    }
  }

  private static func clash(_ lhs: [Int], _ rhs: [Int]) -> String {
    for (left, right) in zip(lhs.reversed(), rhs.reversed())
    where left != right && left != 1 && right != 1 {
      return "\(left) meets \(right)"
    }
    return "they are not"
  }

  /// A shape that would have worked, when the shorter one matches an axis further left.
  private static func remedy(_ lhs: [Int], _ rhs: [Int]) -> String {
    let (long, short) = lhs.count >= rhs.count ? (lhs, rhs) : (rhs, lhs)
    guard short.count == 1, let axis = long.dropLast().lastIndex(of: short[0]) else { return "" }
    let target = short + Array(repeating: 1, count: long.count - 1 - axis)
    return " To match axis \(axis) of \(long), use reshaped(\(target))."
  }

  private static func matmulRule(_ lhs: [Int], _ rhs: [Int]) -> String {
    guard let inner = lhs.last, !rhs.isEmpty else {
      return "both need at least one axis. To scale by a number, use *."
    }
    let outer = rhs.count == 1 ? rhs[0] : rhs[rhs.count - 2]
    guard inner == outer else {
      var text = "the last axis of the first (\(inner)) must equal the "
      text += rhs.count == 1 ? "axis of the second (\(outer))." : "rows of the second (\(outer))."
      if lhs.count == 2, rhs.count == 2 {
        if inner == rhs[1] {
          text += " The second one transposed would fit."
        } else if lhs[0] == outer {
          text += " The first one transposed would fit."
        }
      }
      return text
    }
    return "the axes before the last two are batches, and must be equal or 1."
  }
}
