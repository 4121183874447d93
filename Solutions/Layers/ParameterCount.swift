import Tensors

/// The number of values that a chain of fully connected layers has to learn.
enum ParameterCount {
  static func count(_ widths: [Int]) throws -> (weights: [Int], biases: [Int], total: Int) {
    var weights: [Int] = []
    var biases: [Int] = []
    for layer in 0..<widths.count - 1 {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      weights.append(inputs * outputs)  // each output weighs each input
      biases.append(outputs)  // and has one bias
    }
    return (weights, biases, weights.reduce(0, +) + biases.reduce(0, +))
  }
}
