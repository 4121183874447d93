import Tensors

/// Findings in a few words that are the same for every student, so that they can be counted.
extension Wording {
  /// A finding after the name of its result, as in "∂L/∂bias: not returned"; nil of findings that explain nothing.
  package static func title(_ finding: Finding) -> String? {
    switch finding {
    case .knownMistake(let name, _): name
    case .explanation(let explanation, let axes): title(explanation, axes)
    case .faultRemains: "the planted fault is still there"
    case .threw: "throws an error"
    case .wrongShape, .wrongShapes: "the shape is wrong"
    case .wrongLength, .wrongLengths: "the length is wrong"
    case .wrongKind: "another kind of value is returned"
    case .arguments: "the function takes other arguments"
    case .missing: "not returned"
    case .notFinite: "not finite"
    case .notRepeatable: "changes from call to call"
    case .keptFromEarlierCall: "depends on earlier calls"
    case .allZero: "all zero"
    case .ignoresUpstream: "does not depend on the upstream gradient"
    case .differenceQuotient: "measured by finite differences"
    case .trivialForward: "right only for a forward that is not written"
    case .cutOff: "the random numbers are cut off"
    case .notLinear: "not linear in the upstream gradient"
    case .property, .drawn: "the random numbers are not as asked"
    case .source: "the random source is not used as asked"
    case .goalMissed: "too few answers are right"
    case .symptom(let symptom, _): title(symptom)
    case .misjudged(let isRight, _): isRight ? "rejected, though right" : "accepted, though wrong"
    case .crashed(let crash): "crashes: \(crash.reason ?? crash.signal)"
    case .outOfMemory: "uses too much memory"
    case .exited: "ends its own process"
    case .timedOut: "does not end in time"
    case .misbehaved(_, let behaviour):
      switch behaviour {
      case .stoppedItself: "stops its own process"
      case .flood: "prints without end"
      case .processes: "starts too many processes"
      case .files: "writes too many files"
      }
    case .compiler(_, _, let inGrader):
      inGrader ? "does not compile: a declaration was changed" : "does not compile"
    case .refused: "not accepted"
    case .differs, .faultRepaired, .smallestCase, .drawsNotRecorded, .oraclesDisagree, .harness: nil
    }
  }

  private static func title(_ explanation: Explanation, _ axes: [Exercise.Axis]) -> String {
    switch explanation {
    case .scaled(.number(-1)): "the wrong sign"
    case .scaled(.number(2)): "twice the right value"
    case .scaled(.number(0.5)): "half the right value"
    case .scaled(.number(let number)): "\(multiple(number)) the right value"
    case .scaled(.varying): "a factor that changes from probe to probe"
    case .scaled(.sizes(1, let powers)) where powers.count == 1 && powers.values.first == -1:
      "divided by \(powers.keys.joined()) once too often"
    case .scaled(.sizes(1, let powers)) where powers.count == 1 && powers.values.first == 1:
      "\(powers.keys.joined()) times the right value"
    case .scaled(.sizes(_, let powers)): "a wrong factor with \(list(powers.keys.sorted())) in it"
    case .permuted: "the axes in another order"
    case .upstreamIgnored: "right for an upstream gradient of ones"
    case .upstreamAveraged(let axis):
      "the upstream gradient averaged\(axis.map { " over \(named($0, axes))" } ?? "")"
    case .upstreamTwice: "the upstream gradient is a factor twice"
    case .onlyOneOf(let axis, let isLast):
      "only the \(isLast ? "last" : "first") position of \(named(axis, axes)) contributes"
    case .outputUnused(let output): "the upstream gradient of output \(output) is not used"
    case .argumentAveraged(let name): "\(name) averaged along its first axis"
    case .notSummed(let axis): "not summed over \(named(axis, axes))"
    case .axisOfOne: "an extra axis of size 1"
    case .wrongAxis: "right for another axis"
    case .everyPair(let name): "every position of \(name) with every position of the others"
    case .otherInput(let name): "the gradient with respect to \(name)"
    case .onlyWhere(let condition): "right, except \(place(condition, axes))"
    case .missingTerm(let axis): "a wrong term that is the same along \(named(axis, axes))"
    case .missingMultiple(let name, let axis):
      "off by a multiple of \(name) along \(named(axis, axes))"
    case .atOutput: "the derivative at the output instead of the input"
    case .formulaOfOutput: "a formula that needs the output, applied to the input"
    case .otherFunction(let name): "the values of \(name)"
    case .onlyForOne(let axis): "right only when \(named(axis, axes)) is 1"
    case .wholeQuotient(let axis): "1 / \(axis) in whole numbers"
    case .overwritten: "one contribution kept instead of the sum of all"
    case .numericallyDifferentiated: "close, with errors like those of finite differences"
    case .inexact: "close, with errors above rounding"
    case .singlePrecision: "rounded to single precision"
    case .overflow: "not finite for extreme arguments"
    case .elements(let positions, let explanation):
      "\(positions.map { "[\($0)]" }.joined(separator: " and ")) of the list: "
        + title(explanation, axes)
    case .offset: "every entry is off by one number"
    case .offsetAlong(let axis): "off by one number along \(named(axis, axes))"
    }
  }
}
