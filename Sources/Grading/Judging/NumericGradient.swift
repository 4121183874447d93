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
  /// The entries at which the forward function has a corner, and the claimed slope is one of those that
  /// are possible there.
  var corners: Set<Int>

  /// Measures the gradient; nil when the forward function has none here (it throws, or is not finite, or
  /// its output has not the shape of the upstream gradient).
  ///
  /// The claimed gradient may differ by `allowed` beside the error of the measurement: a slope that is lost
  /// to rounding in one of two right formulas is no contradiction.
  ///
  /// - Throws: ``HarnessError``, and nothing that the student's function throws.
  init?(
    of implementation: Implementation,
    _ trial: Trial,
    input name: String,
    claimed: Value?,
    allowed: (Int) -> Double = { _ in 0 }
  ) throws {
    guard let function = PartialFunction(of: implementation, trial, input: name) else { return nil }
    let argument = function.argument
    let fits = claimed?.scalars.count == argument.scalars.count
    let claim = fits ? claimed?.scalars : nil
    do {
      let checks = try checkCoordinates(
        of: function.forward,
        at: argument.scalars,
        upstream: function.upstream,
        claimed: claim ?? argument.scalars.map { _ in 0 }
      )
      value = argument.replacingScalars(checks.map(\.numeric))
      bound = checks.map(\.errorBound).filter(\.isFinite).max() ?? .infinity
      let outcomes = checks.enumerated().map { position, check -> Classification.Outcome in
        let isClose = check.difference <= check.errorBound + allowed(position)
        // What is too small to be seen beside other slopes contradicts nothing.
        if check.classification == .belowSight { return .passed }
        return check.classification == .fail && isClose ? .passed : check.classification.outcome
      }
      corners = Set(
        checks.indices.filter {
          if case .kink(_, _, isValid: true) = checks[$0].classification { true } else { false }
        }
      )
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

extension StepCurve {
  /// Half decades from 1e-1 to 1e-12.
  private static let halfDecades = (2...24).map { pow(10, -Double($0) / 2) }

  /// The central differences of a forward function with respect to one entry of an argument, against the
  /// claimed value; nil when the forward function has none here.
  ///
  /// - Throws: ``HarnessError``, and nothing that the student's function throws.
  init?(
    of implementation: Implementation,
    _ trial: Trial,
    input name: String,
    entry: Int,
    claimed: Double
  ) throws {
    guard let function = PartialFunction(of: implementation, trial, input: name) else { return nil }
    do {
      try self.init(
        of: function.forward,
        at: function.argument.scalars,
        upstream: function.upstream,
        coordinate: entry,
        claimed: claimed,
        steps: StepCurve.halfDecades
      )
    } catch let error as HarnessError {
      throw error
    } catch {
      return nil
    }
  }
}

/// A forward function seen as a function of one of its arguments alone.
private struct PartialFunction {
  let argument: Value
  let upstream: [Double]
  let forward: ([Double]) throws -> [Double]

  /// Holds all other arguments still; nil when there is no such argument or no upstream gradient.
  init?(of implementation: Implementation, _ trial: Trial, input name: String) {
    guard let position = trial.arguments.names.firstIndex(of: name), let upstream = trial.upstream
    else { return nil }
    let argument = trial.arguments.values[position]
    self.argument = argument
    self.upstream = upstream.scalars
    forward = { scalars in
      var values = trial.arguments.values
      values[position] = argument.replacingScalars(scalars)
      var random = RandomSource(seed: trial.seed)
      return try implementation.call(values, &random).values.first?.value.scalars ?? []
    }
  }
}
