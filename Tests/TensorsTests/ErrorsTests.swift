import Tensors
import Testing

@Suite("Error messages")
struct ErrorsTests {
  @Test("each names the rule, the values that broke it, and a remedy", arguments: messages)
  func message(_ error: TensorError, _ expected: String) {
    #expect(error.description == expected)
    #expect("\(error)" == expected)
  }

  @Test("payloads made by hand cannot stop the program")
  func payloads() {
    let errors: [TensorError] = [
      .wrongCount(shape: [.max, .max], count: 0),
      .cannotReshape(shape: [.max, 2], target: [-1, .max, 2]),
      .rangeOutOfBounds(range: 0..<1, axis: 5, shape: []), .matmul(lhs: [2], rhs: [2]),
      .cannotSqueeze(axis: 9, shape: []), .notBroadcastable(operation: "add", lhs: [], rhs: []),
      .indexOutOfRange(index: 0, position: 0, bound: .min),
      .rowsDiffer(operation: "x", shape: [], rows: []),
      .notASingleValue(shape: [-1]), .cannotReshape(shape: [], target: [-7]),
    ]
    for error in errors { #expect(error.description.count > 20) }
  }

  static let messages: [(TensorError, String)] = [
    (
      .negativeSize(shape: [2, -1]),
      """
      The shape [2, -1] has a negative size, but an axis has 0 or more positions. Only \
      reshaped(_:) takes a -1, for "whatever is left".
      """
    ),
    (
      .tooLarge(shape: [100_000, 100_000]),
      """
      The shape [100000, 100000] is too large: a tensor holds at most 268435456 values. \
      If the operands are smaller, they were broadcast: an [N, 1] and an [N] give an [N, \
      N].
      """
    ),
    (
      .wrongCount(shape: [2, 3], count: 5),
      """
      A tensor of shape [2, 3] holds 6 values, but 5 were given. Change the shape or the \
      number of values.
      """
    ),
    (
      .wrongCount(shape: [], count: 2),
      """
      A tensor of shape [] holds 1 value, but 2 were given. Change the shape or the \
      number of values.
      """
    ),
    (
      .raggedRows(lengths: [2, 1]),
      """
      The rows of a matrix must all have one length, but these have [2, 1]. Give every \
      row as many values as the first.
      """
    ),
    (
      .notASingleValue(shape: [2, 3]),
      """
      item() needs a tensor with exactly one value, but the shape [2, 3] holds 6 values. \
      Use sum() or mean() for one number from all, or a subscript for one of them.
      """
    ),
    (
      .notBroadcastable(operation: "add", lhs: [3, 4], rhs: [3]),
      """
      Cannot add shapes [3, 4] and [3]: axes are matched from the right, and two sizes \
      must be equal unless one of them is 1, but 4 meets 3. To match axis 0 of [3, 4], \
      use reshaped([3, 1]), or keepingDimensions: true if it comes from a sum, mean or \
      max.
      """
    ),
    (
      .notBroadcastable(operation: "divide", lhs: [5, 2], rhs: [5, 2, 3]),
      """
      Cannot divide shapes [5, 2] and [5, 2, 3]: axes are matched from the right, and two \
      sizes must be equal unless one of them is 1, but 2 meets 3. To match axes 0 to 1 of \
      [5, 2, 3], use reshaped([5, 2, 1]), or keepingDimensions: true if it comes from a \
      sum, mean or max.
      """
    ),
    (
      .notBroadcastable(operation: "multiply entries of", lhs: [2, 3], rhs: [3, 2]),
      """
      Cannot multiply entries of shapes [2, 3] and [3, 2]: axes are matched from the \
      right, and two sizes must be equal unless one of them is 1, but 3 meets 2. The \
      product of these matrices is x.matmul(y). One of them transposed() would fit.
      """
    ),
    (
      .notBroadcastable(operation: "multiply entries of", lhs: [5, 3], rhs: [3, 4]),
      """
      Cannot multiply entries of shapes [5, 3] and [3, 4]: axes are matched from the \
      right, and two sizes must be equal unless one of them is 1, but 3 meets 4. The \
      product of these matrices is x.matmul(y).
      """
    ),
    (
      .notBroadcastable(operation: "subtract", lhs: [2, 3], rhs: [4]),
      """
      Cannot subtract shapes [2, 3] and [4]: axes are matched from the right, and two \
      sizes must be equal unless one of them is 1, but 3 meets 4. Check which shape is \
      not what you meant; reshaped(_:) inserts axes of size 1.
      """
    ),
    (
      .wouldGrow(operation: "subtract", shape: [2], rhs: [3, 2]),
      """
      Cannot subtract shape [3, 2] in place, where the left side has shape [2]: it would get \
      another shape, and what is changed in place keeps its own. A gradient has the shape of its \
      parameter: add up what was stretched, with sum(axis:) or sum(to:). If the left side should \
      grow, write x = try x + y.
      """
    ),
    (
      .cannotBroadcast(shape: [3], target: [3, 4]),
      """
      Cannot stretch shape [3] to [3, 4]: axes are matched from the right, and only an \
      axis of size 1 (or a missing one) is stretched. To match axis 0 of [3, 4], use \
      reshaped([3, 1]), or keepingDimensions: true if it comes from a sum, mean or max.
      """
    ),
    (
      .cannotBroadcast(shape: [2, 3], target: [3]),
      """
      Cannot stretch shape [2, 3] to [3]: axes are matched from the right, and only an \
      axis of size 1 (or a missing one) is stretched. For the way back, use sum(to:).
      """
    ),
    (
      .cannotBroadcast(shape: [2], target: [5]),
      """
      Cannot stretch shape [2] to [5]: axes are matched from the right, and only an axis \
      of size 1 (or a missing one) is stretched. Check which shape is not what you meant; \
      reshaped(_:) inserts axes of size 1.
      """
    ),
    (
      .cannotSum(shape: [2, 3], target: [2]),
      """
      Cannot sum shape [2, 3] to [2]: matched from the right, each axis of the target \
      must have the same size, or 1, or be missing. To sum over an axis of your choice, \
      use sum(axis:).
      """
    ),
    (
      .cannotSum(shape: [3], target: [2, 3]),
      """
      Cannot sum shape [3] to [2, 3]: matched from the right, each axis of the target \
      must have the same size, or 1, or be missing. For the way back, use broadcast(to:).
      """
    ),
    (
      .matmul(lhs: [5, 3], rhs: [4, 3]),
      """
      Cannot multiply matrices of shapes [5, 3] and [4, 3]: the last axis of the first \
      (3) must equal the rows of the second (4). The second one transposed would fit: \
      transposed().
      """
    ),
    (
      .matmul(lhs: [3, 5], rhs: [3, 4]),
      """
      Cannot multiply matrices of shapes [3, 5] and [3, 4]: the last axis of the first \
      (5) must equal the rows of the second (3). The first one transposed would fit: \
      transposed().
      """
    ),
    (
      .matmul(lhs: [2, 3], rhs: [5, 4]),
      """
      Cannot multiply matrices of shapes [2, 3] and [5, 4]: the last axis of the first \
      (3) must equal the rows of the second (5). Check the order of the factors and which \
      of them should be transposed.
      """
    ),
    (
      .matmul(lhs: [2, 3], rhs: [2]),
      """
      Cannot multiply matrices of shapes [2, 3] and [2]: the last axis of the first (3) \
      must equal the axis of the second (2). The first one transposed would fit: \
      transposed().
      """
    ),
    (
      .matmul(lhs: [7, 2, 3], rhs: [7, 5, 3]),
      """
      Cannot multiply matrices of shapes [7, 2, 3] and [7, 5, 3]: the last axis of the \
      first (3) must equal the rows of the second (5). The second one transposed would \
      fit: swappingAxes(-1, -2).
      """
    ),
    (
      .matmul(lhs: [2, 4, 3], rhs: [5, 3, 6]),
      """
      Cannot multiply matrices of shapes [2, 4, 3] and [5, 3, 6]: the axes before the \
      last two are batches, and two sizes must be equal unless one of them is 1, but 2 \
      meets 5. Reshape one of them.
      """
    ),
    (
      .matmul(lhs: [], rhs: [2, 3]),
      """
      Cannot multiply matrices of shapes [] and [2, 3]: both need at least one axis. To \
      scale by a number, use *.
      """
    ),
    (
      .wrongRank(operation: "transposed()", expected: 2, shape: [3]),
      """
      transposed() needs a tensor with 2 axes, but the shape [3] has 1. Make it a matrix \
      first: reshaped([1, -1]) is a row, reshaped([-1, 1]) a column.
      """
    ),
    (
      .wrongRank(operation: "transposed()", expected: 2, shape: [2, 3, 4]),
      """
      transposed() needs a tensor with 2 axes, but the shape [2, 3, 4] has 3. To exchange \
      the last two axes, use swappingAxes(-1, -2).
      """
    ),
    (
      .wrongRank(operation: "dot(_:)", expected: 1, shape: [1, 3]),
      """
      dot(_:) needs a tensor with 1 axis, but the shape [1, 3] has 2. Merge axes with \
      reshaped(_:), or pick a part with at(_:axis:).
      """
    ),
    (
      .wrongRank(operation: "picking(_:)", expected: 2, shape: [3]),
      """
      picking(_:) needs a tensor with 2 axes, but the shape [3] has 1. Add an axis of \
      size 1 with expandingAxis(at:).
      """
    ),
    (
      .axisOutOfRange(axis: 2, shape: [2, 3]),
      """
      There is no axis 2 in shape [2, 3]: use 0 to 1, or -1 to -2 to count from the end.
      """
    ),
    (
      .axisOutOfRange(axis: 1, shape: [3]),
      """
      There is no axis 1 in shape [3]: its only axis is 0 (or -1).
      """
    ),
    (
      .axisOutOfRange(axis: 0, shape: []),
      """
      There is no axis 0 in shape []: a single value has no axes. Give it one with \
      expandingAxis(at: 0).
      """
    ),
    (
      .newAxisOutOfRange(axis: 4, shape: [2, 3]),
      """
      A new axis cannot stand at 4 in shape [2, 3]: use 0 to 2, or -1 to -3 to count from \
      the end.
      """
    ),
    (
      .repeatedAxis(axes: [1, -1]),
      """
      Each axis can be named once, but the axes are [1, -1]. A negative number counts \
      from the end, so that -1 names the last axis a second time.
      """
    ),
    (
      .notAPermutation(axes: [0, 0], shape: [2, 3]),
      """
      permuted(_:) needs each axis of shape [2, 3] exactly once, [0, 1] in any order, but \
      was given [0, 0]. To exchange just two, use swappingAxes(_:_:).
      """
    ),
    (
      .cannotReshape(shape: [2, 3], target: [4]),
      """
      Cannot reshape [2, 3] to [4]: a reshape keeps the number of values, but the first \
      holds 6 values and the second 4 values. One size may be -1, for "whatever is left".
      """
    ),
    (
      .cannotReshape(shape: [2, 3], target: [4, -1]),
      """
      Cannot reshape [2, 3] to [4, -1]: the -1 stands for whatever is left, but 6 values \
      cannot be divided by the product of the other sizes, 4.
      """
    ),
    (
      .cannotReshape(shape: [2, 3], target: [-1, -1]),
      """
      Cannot reshape [2, 3] to [-1, -1]: only one size may be -1. Write out the others.
      """
    ),
    (
      .cannotReshape(shape: [2, 3], target: [-2, 3]),
      """
      Cannot reshape [2, 3] to [-2, 3]: a size is 0 or more, or -1 for "whatever is \
      left".
      """
    ),
    (
      .cannotReshape(shape: [0, 3], target: [0, -1]),
      """
      Cannot reshape [0, 3] to [0, -1]: beside a size of 0, -1 could be anything. Write \
      it out.
      """
    ),
    (
      .cannotSqueeze(axis: 1, shape: [2, 3]),
      """
      Only an axis of size 1 can be dropped, but shape [2, 3] has another size on axis 1. \
      Pick one position with at(_:axis:), or sum over them with sum(axis:).
      """
    ),
    (
      .rangeOutOfBounds(range: 1..<5, axis: 0, shape: [3]),
      """
      The range 1..<5 reaches beyond axis 0 of shape [3]: its positions are 0 to 2. \
      Choose among these; a..<b stops before b.
      """
    ),
    (
      .rangeOutOfBounds(range: 3..<4, axis: 1, shape: [2, 3]),
      """
      Position 3 is not on axis 1 of shape [2, 3]: its positions are 0 to 2. Choose among \
      these; a..<b stops before b.
      """
    ),
    (
      .rangeOutOfBounds(range: 0..<1, axis: 0, shape: [0, 3]),
      """
      Position 0 is not on axis 0 of shape [0, 3]: it has no positions.
      """
    ),
    (
      .cannotJoin(operation: "concatenate", first: [2, 3], other: [2, 4], position: 1, axis: 0),
      """
      concatenated(_:axis:) needs parts that agree on every axis but axis 0, but part 0 \
      is [2, 3] and part 1 is [2, 4]. Choose another axis, or reshape a part.
      """
    ),
    (
      .cannotJoin(operation: "stack", first: [2, 3], other: [2, 4], position: 1, axis: 0),
      """
      stacked(_:axis:) needs parts of one shape, but part 0 is [2, 3] and part 1 is [2, \
      4]. Parts that differ along one axis are joined with concatenated(_:axis:).
      """
    ),
    (
      .nothingToJoin(operation: "stack"),
      """
      There is nothing to stack: the list of tensors is empty. Give at least one.
      """
    ),
    (
      .rowsDiffer(operation: "scatteringAdd(_:at:)", shape: [5, 3], rows: [2, 4]),
      """
      scatteringAdd(_:at:) adds rows to rows of the same shape, but those of [5, 3] have \
      shape [3] and those of [2, 4] have [4]. Only the first axis may differ.
      """
    ),
    (
      .rowsDiffer(operation: "scatteringAdd(_:at:)", shape: [5, 3], rows: []),
      """
      scatteringAdd(_:at:) adds rows to rows of the same shape, but those of [5, 3] have \
      shape [3] and those of [] have no first axis. Only the first axis may differ.
      """
    ),
    (
      .indexOutOfRange(index: 5, position: 2, bound: 5),
      """
      The index 5 at position 2 of the list is out of range: indices count from 0, and \
      the largest is 4.
      """
    ),
    (
      .indexOutOfRange(index: 0, position: 0, bound: 0),
      """
      The index 0 at position 0 of the list is out of range: there is nothing to choose \
      from.
      """
    ),
    (
      .countMismatch(operation: "picking(_:)", expected: 3, actual: 2),
      """
      picking(_:) needs one index for each row, that is 3, but was given 2. Check that \
      the indices belong to this batch.
      """
    ),
    (
      .emptyReduction(operation: "mean", shape: [0, 3]),
      """
      There is no mean of nothing, and shape [0, 3] has an axis of size 0. Check for an \
      empty tensor first.
      """
    ),
    (
      .invalidParameter(
        operation: "Tensor.normal",
        name: "standardDeviation",
        value: -1,
        rule: "finite and at least 0"
      ),
      """
      Tensor.normal: standardDeviation must be finite and at least 0, but is -1.0.
      """
    ),
  ]
}
