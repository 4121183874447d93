import GradientChecking
import Tensors

/// Finite differences of a forward function with respect to one argument, compared with an analytic gradient.
struct NumericGradient {
  enum Agreement {
    /// The analytic gradient belongs to this forward function.
    case consistent
    /// The analytic gradient does not belong to this forward function.
    case contradicted
    /// Finite differences cannot decide.
    case unknown
  }

  /// The finite differences, shaped like the argument.
  var value: Value
  /// The largest error bound of an entry.
  var bound: Double
  /// The result of the comparison.
  var agreement: Agreement
  /// The entries at which the forward function has a kink, and the analytic slope is possible there.
  var kinks: Set<Int>

  /// Measures the gradient; nil when there is none: forward throws, is not finite, or its output does not have
  /// the shape of the upstream gradient.
  ///
  /// The analytic gradient may differ by `allowed` beside the error of the measurement, because one of two
  /// right formulas can lose a slope to rounding.
  ///
  /// - Throws: ``HarnessError``; an error of the student's function is not rethrown.
  init?(
    of implementation: Implementation,
    in exercise: Exercise,
    _ trial: Trial,
    input name: String,
    analytic: Value?,
    allowed: (Int) -> Double = { _ in 0 }
  ) throws {
    guard let function = PartialFunction(of: implementation, in: exercise, trial, input: name)
    else { return nil }
    let argument = function.argument
    let fits = analytic?.scalars.count == argument.scalars.count
    let slopes = fits ? analytic?.scalars : nil
    do {
      let checks = try checkCoordinates(
        of: function.forward,
        at: argument.scalars,
        upstream: function.upstream,
        analytic: slopes ?? argument.scalars.map { _ in 0 }
      )
      value = argument.replacingScalars(checks.map(\.numeric))
      bound = checks.map(\.errorBound).filter(\.isFinite).max() ?? .infinity
      let outcomes = checks.enumerated().map { position, check -> Classification.Outcome in
        let isClose = check.difference <= check.errorBound + allowed(position)
        // A slope too small to be measured beside other slopes contradicts nothing.
        if check.classification == .belowSight { return .passed }
        return check.classification == .fail && isClose ? .passed : check.classification.outcome
      }
      kinks = Set(
        checks.indices.filter {
          if case .kink(_, _, isValid: true) = checks[$0].classification { true } else { false }
        }
      )
      if slopes == nil || outcomes.contains(.failed) {
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

  /// The central differences of a forward function with respect to one entry of an argument, compared with the
  /// analytic slope; nil when the forward function has none here.
  ///
  /// - Throws: ``HarnessError``; an error of the student's function is not rethrown.
  init?(
    of implementation: Implementation,
    in exercise: Exercise,
    _ trial: Trial,
    input name: String,
    entry: Int,
    analytic: Double
  ) throws {
    guard let function = PartialFunction(of: implementation, in: exercise, trial, input: name)
    else { return nil }
    do {
      try self.init(
        of: function.forward,
        at: function.argument.scalars,
        upstream: function.upstream,
        coordinate: entry,
        analytic: analytic,
        steps: StepCurve.halfDecades
      )
    } catch let error as HarnessError {
      throw error
    } catch {
      return nil
    }
  }
}

/// The error of a forward that drew other numbers than before.
private struct OtherDraws: Error {}

/// A forward function as a function of one of its arguments.
struct PartialFunction {
  let argument: Value
  let upstream: [Double]
  let forward: ([Double]) throws -> [Double]

  /// Fixes all other arguments; nil when there is no such argument or no upstream gradient.
  init?(
    of implementation: Implementation,
    in exercise: Exercise,
    _ trial: Trial,
    input name: String
  ) {
    guard let position = trial.arguments.names.firstIndex(of: name), let upstream = trial.upstream
    else { return nil }
    let argument = trial.arguments.values[position]
    self.argument = argument
    self.upstream = upstream.scalars
    forward = { scalars in
      var values = trial.arguments.values
      values[position] = argument.replacingScalars(scalars)
      var random = trial.source
      let answer = try implementation.call(values, &random)
      guard let output = exercise.output(among: answer.values).value else { return [] }
      // A forward may draw other numbers for other arguments. Then there is no derivative with the same numbers.
      let drawn = exercise.drawnPart(of: output).map(Value.tensor)
      guard zip(drawn, trial.drawn(exercise)).allSatisfy({ $0.isIdentical(to: $1) }) else {
        throw OtherDraws()
      }
      return exercise.differentiatedPart(of: output).scalars
    }
  }
}
