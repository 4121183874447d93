import Synchronization
import Tensors

// Wrong implementations that no author has to think of: they are made from the right one.
extension Implementation {
  /// The same functions, with finite differences of the first one for a gradient.
  ///
  /// - Parameters:
  ///   - inputs: The arguments of the exercise.
  ///   - step: The step of the differences, which Richardson's rule makes better.
  /// - Returns: The implementation.
  package func measuringGradient(_ inputs: [Exercise.Input], step: Double = 1e-3) -> Implementation
  {
    let call = call
    return replacing { _, upstream, arguments, _ in
      try inputs.enumerated().filter(\.element.isDifferentiated).map { position, input in
        let argument = arguments[position]
        func loss(_ entry: Int, _ change: Double) throws -> Double {
          var scalars = argument.scalars
          scalars[entry] += change
          var changed = arguments
          changed[position] = argument.replacingScalars(scalars)
          var random = RandomSource(seed: 0)
          let output = try call(changed, &random).values.first?.value.scalars ?? []
          return zip(output, upstream.scalars).reduce(0) { $0 + $1.0 * $1.1 }
        }
        func slope(_ entry: Int, _ step: Double) throws -> Double {
          try (loss(entry, step) - loss(entry, -step)) / (2 * step)
        }
        let slopes = try argument.scalars.indices.map { entry in
          try (4 * slope(entry, step / 2) - slope(entry, step)) / 3
        }
        return (input.name, argument.replacingScalars(slopes))
      }
    }
  }
}
