import ReferenceLayers
import Tensors

/// Single operations of tensors, which take nanoseconds.
struct TensorOperation {
  let name: String
  let body: () throws -> Void

  /// The operations that are measured; each is defined where its name is asked for.
  static func all() throws -> [TensorOperation] {
    var random = RandomSource(seed: 11)
    func normal(_ shape: [Int]) throws -> Tensor { try Tensor.normal(shape, using: &random) }
    let (matrix, other, row, column) = (
      try normal([2, 5]), try normal([2, 5]), try normal([5]), try normal([2, 1])
    )
    let (wide, square, squared) = (
      try normal([5, 20]), try normal([64, 64]), try normal([64, 64])
    )
    let (input, weight, bias) = (try normal([8, 16]), try normal([16, 12]), try normal([12]))
    let (long, longer) = (try normal([100, 100]), try normal([100, 100]))
    let images = try normal([4, 3, 8, 8])
    var target = long
    let batches = (try normal([2, 6, 8]), try normal([2, 8, 6]))
    func operation(_ name: String, _ body: @escaping () throws -> Tensor) -> TensorOperation {
      TensorOperation(name: name) { consume(try body()) }
    }
    return [
      operation("[2, 5] + [2, 5]") { try matrix + other },
      operation("[2, 5] + [5]") { try matrix + row },
      operation("[2, 5] + [2, 1]") { try matrix + column },
      operation("[2, 5] * 2") { matrix * 2.0 },
      operation("[2, 5].sum(axis: 0)") { try matrix.sum(axis: 0) },
      operation("[2, 5].sum(axis: 1)") { try matrix.sum(axis: 1) },
      operation("[2, 5].max(axis: 1, kept)") { try matrix.max(axis: 1, keepingDimensions: true) },
      operation("[2, 5].mean(axis: 0)") { try matrix.mean(axis: 0) },
      operation("[2, 5].sum(to: [5])") { try matrix.sum(to: [5]) },
      operation("[4, 3, 8, 8].sum(axes: [0, 2, 3])") { try images.sum(axes: [0, 2, 3]) },
      operation("[2, 5].transposed()") { try matrix.transposed() },
      operation("[2, 5].reshaped([5, 2])") { try matrix.reshaped([5, 2]) },
      operation("[2, 5].sliced(1..<3, axis: 1)") { try matrix.sliced(1..<3, axis: 1) },
      operation("[2, 5].at(1)") { try matrix.at(1) },
      operation("[2, 5] · [5, 20]") { try matrix.matmul(wide) },
      operation("[2, 5] · [5]") { try matrix.matmul(row) },
      operation("[2, 6, 8] · [2, 8, 6]") { try batches.0.matmul(batches.1) },
      operation("[64, 64] · [64, 64]") { try square.matmul(squared) },
      operation("linear [8, 16] → 12, forward") {
        try Linear.forward(input, weight: weight, bias: bias)
      },
      operation("[100, 100] + [100, 100]") { try long + longer },
      TensorOperation(name: "[100, 100] += [100, 100]") { try target += longer },
      TensorOperation(name: "[100, 100] *= 1") { target *= 1.0 },
    ]
  }

  func row() throws -> Row {
    Row(op: name, mode: "operation", coordinates: 0, evaluations: 1, time: try measure(body))
  }
}
