import Tensors

/// The summary of a network: one line for each parameter, with its name, its shape and how many numbers it has.
enum NamedParameters {
  // The number of values of a parameter is the product of the sizes in its shape. The total adds them up while the
  // lines are written, so that no parameter can be in one and missing in the other.
  static func summary(_ widths: [Int]) throws -> [String] {
    var lines: [String] = []
    var total = 0
    for layer in 1..<widths.count {
      let (inputs, outputs) = (widths[layer - 1], widths[layer])
      lines.append("layer\(layer).weight \([inputs, outputs]) \(inputs * outputs)")
      lines.append("layer\(layer).bias \([outputs]) \(outputs)")
      total += inputs * outputs + outputs
    }
    lines.append("total \(total)")
    return lines
  }
}
