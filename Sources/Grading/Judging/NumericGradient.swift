import GradientChecking
import Tensors

/// Finite differences of a forward function with respect to one argument, held against a claimed gradient.
struct NumericGradient {
  enum Agreement {
    /// The claimed gradient belongs to this forward function.
    case consistent
    /// It does not.
    case contradicted
    /// Finite differences cannot tell here.
    case unknown
  }

  /// The finite differences, shaped like the argument.
  var value: Value
  /// The largest error bound of an entry.
  var bound: Double
  /// How the claimed gradient compares.
  var agreement: Agreement

  /// Measures the gradient; nil when the forward function has none here (it throws, or is not finite, or
  /// its output has not the shape of the upstream gradient).
  ///
  /// - Throws: ``HarnessError``, and nothing that the student's function throws.
  init?(
    of implementation: Implementation,
    _ trial: Trial,
    input name: String,
    claimed: Value?
  ) throws {
    guard let position = trial.arguments.names.firstIndex(of: name), let upstream = trial.upstream
    else { return nil }
    let argument = trial.arguments.values[position]
    let forward: ([Double]) throws -> [Double] = { scalars in
      var values = trial.arguments.values
      values[position] = argument.replacingScalars(scalars)
      var random = RandomSource(seed: trial.seed)
      return try implementation.call(values, &random).values.first?.value.scalars ?? []
    }
    let fits = claimed?.scalars.count == argument.scalars.count
    let claim = fits ? claimed?.scalars : nil
    do {
      let checks = try checkCoordinates(
        of: forward,
        at: argument.scalars,
        upstream: upstream.scalars,
        claimed: claim ?? argument.scalars.map { _ in 0 }
      )
      value = argument.replacingScalars(checks.map(\.numeric))
      bound = checks.map(\.errorBound).filter(\.isFinite).max() ?? .infinity
      let outcomes = checks.map(\.classification.outcome)
      if claim == nil || outcomes.contains(.failed) {
        agreement = .contradicted
      } else {
        agreement = outcomes.contains(.inconclusive) ? .unknown : .consistent
      }
    } catch let error as HarnessError {
      throw error
    } catch {
      return nil
    }
  }
}
