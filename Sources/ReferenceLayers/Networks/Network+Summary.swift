import Tensors

extension Network {
  /// A table of the layers, with the shape that one item has behind each, and its parameters.
  ///
  ///     layer   kind              output  parameters
  ///     hidden  Linear(4096 → 64)  [64]       262208
  ///     relu    ReLU               [64]            0
  ///     output  Linear(64 → 2)     [2]           130
  ///     total                                 262338
  ///
  /// - Parameter itemShape: The shape of one item, without the batch axis.
  /// - Returns: The table, a line for each layer.
  /// - Throws: What the layers throw when the shape does not fit.
  public func summary(itemShape: [Int]) throws -> String {
    var x = try Tensor.zeros([1] + itemShape)
    var rows = [["layer", "kind", "output", "parameters"]]
    for (name, layer) in zip(names, layers) {
      x = try layer.forward(x)
      let count = layer.parameters.reduce(0) { $0 + $1.value.count }
      rows.append([name, layer.title, "\(Array(x.shape.dropFirst()))", "\(count)"])
    }
    rows.append(["total", "", "", "\(parameterCount)"])
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let blank = String(repeating: " ", count: widths[column] - text.count)
        return column == row.count - 1 ? blank + text : text + blank
      }
      .joined(separator: "  ")
    }
    .joined(separator: "\n")
  }
}
