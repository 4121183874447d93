import GradientChecking

/// A layer or loss at fixed inputs, with everything that is measured about it.
struct Operation {
  let name: String
  /// One call of the forward and of the backward function.
  let forward: () throws -> Void
  let backward: () throws -> Void
  /// A check on one thread, or on all cores.
  let check: (GradientCheckOptions.Mode, _ concurrently: Bool) throws -> GradientReport

  init<each Input: Sendable, Output: CoordinateValue, Gradient>(
    _ name: String,
    _ forward: @escaping @Sendable (repeat each Input) throws -> Output,
    _ backward: @escaping @Sendable (Output, repeat each Input) throws -> Gradient,
    at inputs: repeat each Input
  ) throws {
    self.name = name
    let upstream = try forward(repeat each inputs)
    self.forward = { consume(try forward(repeat each inputs)) }
    self.backward = { consume(try backward(upstream, repeat each inputs)) }
    check = { mode, concurrently in
      let options = GradientCheckOptions(mode: mode)
      return concurrently
        ? try checkGradientConcurrently(
          of: forward,
          backward: backward,
          at: repeat each inputs,
          options: options
        )
        : try checkGradient(
          of: forward,
          backward: backward,
          at: repeat each inputs,
          options: options
        )
    }
  }
}

/// Uses a value, so that the computation of it is not optimised away.
@inline(never)
func consume<Value>(_ value: Value) { withExtendedLifetime(value) {} }
