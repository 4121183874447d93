import Grading
import Tensors

/// One step of Adam or AdamW, with the quantities of the right formula under their names: what the two
/// certifications share.
struct AdamStep {
  typealias Result = (parameter: Tensor, firstMoment: Tensor, secondMoment: Tensor)
  typealias Function = @Sendable (AdamStep) throws -> Result

  var parameter: Tensor
  var gradient: Tensor
  var firstMoment: Tensor
  var secondMoment: Tensor
  var step: Int
  var learningRate: Double
  var beta1: Double
  var beta2: Double
  var epsilon: Double
  /// λ, or 0 in Adam.
  var weightDecay = 0.0

  var m: Tensor { get throws { try beta1 * firstMoment + (1 - beta1) * gradient } }
  var v: Tensor { get throws { try beta2 * secondMoment + (1 - beta2) * gradient.squared() } }
  var mHat: Tensor { get throws { try m / (1 - pow(beta1, step)) } }
  var vHat: Tensor { get throws { try v / (1 - pow(beta2, step)) } }
  var move: Tensor { get throws { try mHat / (sqrt(vHat) + epsilon) } }

  /// The results when the parameter moves so, after a decay by a share of itself: η · λ when not given.
  func result(_ move: Tensor, decay: Double? = nil) throws -> Result {
    let decayed = parameter * (1 - (decay ?? learningRate * weightDecay))
    return (try decayed - learningRate * move, try m, try v)
  }

  /// Other right styles; `implementation` makes a step of Adam or of AdamW out of a function.
  static func alternatives(
    _ implementation: (@escaping Function) -> Implementation
  ) -> [Alternative] {
    [
      Alternative(
        "a loop over the entries",
        implementation { call in
          let first = 1 - pow(call.beta1, call.step)
          let second = 1 - pow(call.beta2, call.step)
          var (moved, m, v) = (
            call.parameter.scalars, call.firstMoment.scalars, call.secondMoment.scalars
          )
          for (i, g) in call.gradient.scalars.enumerated() {
            m[i] = call.beta1 * m[i] + (1 - call.beta1) * g
            v[i] = call.beta2 * v[i] + (1 - call.beta2) * g * g
            let root = (v[i] / second).squareRoot() + call.epsilon
            moved[i] -=
              call.learningRate * m[i] / first / root + call.learningRate * call.weightDecay
              * moved[i]
          }
          let shape = call.parameter.shape
          return (
            try Tensor(shape: shape, moved), try Tensor(shape: shape, m),
            try Tensor(shape: shape, v)
          )
        }
      ),
      Alternative(
        "both corrections in one factor, as the paper proposes",
        implementation { call in
          let (m, v) = (try call.m, try call.v)
          let second = sqrt(1 - pow(call.beta2, call.step))
          let factor = call.learningRate * second / (1 - pow(call.beta1, call.step))
          let move = try factor * m / (sqrt(v) + call.epsilon * second)
          let decayed = try call.parameter - call.learningRate * call.weightDecay * call.parameter
          return (try decayed - move, m, v)
        }
      ),
    ]
  }

  /// The mistakes that can be made in either.
  static func mistakes(_ implementation: (@escaping Function) -> Implementation) -> [KnownMistake] {
    func mistake(
      _ name: String,
      _ sentence: String,
      _ function: @escaping Function
    ) -> KnownMistake {
      KnownMistake(name, sentence, implementation(function))
    }
    return [
      mistake(
        "no bias correction",
        "m and v were used as they are. At first they are too small: divide by 1 − β₁ᵗ and 1 "
          + "− β₂ᵗ."
      ) {
        try $0.result($0.m / (sqrt($0.v) + $0.epsilon))
      },
      mistake(
        "steps counted from 0",
        "The corrections use t − 1, so that the first step divides by 1 − β⁰ = 0. `step` is 1 "
          + "in the first step: use it as it is."
      ) {
        var early = $0
        early.step -= 1
        return try early.result(early.move)
      },
      mistake(
        "one step too far in the corrections",
        "The corrections use t + 1. `step` is 1 in the first step already: use it as it is."
      ) {
        var late = $0
        late.step += 1
        return try late.result(late.move)
      },
      mistake(
        "product for power in the corrections",
        "A correction uses β · t. It is a power: divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ."
      ) {
        let mHat = try $0.m / (1 - $0.beta1 * Double($0.step))
        return try $0.result(mHat / (sqrt($0.vHat) + $0.epsilon))
      }.or(
        implementation {
          let mHat = try $0.m / (1 - $0.beta1 * Double($0.step))
          let vHat = try $0.v / (1 - $0.beta2 * Double($0.step))
          return try $0.result(mHat / (sqrt(vHat) + $0.epsilon))
        }
      ),
      mistake(
        "corrections without the power",
        "A correction divides by 1 − β without the power. After t steps the moment m has the weight 1 − β₁ᵗ, and v "
          + "has 1 − β₂ᵗ: divide by these."
      ) {
        try $0.result($0.m / (1 - $0.beta1) / (sqrt($0.vHat) + $0.epsilon))
      }.or(
        implementation {
          let vHat = try $0.v / (1 - $0.beta2)
          return try $0.result($0.m / (1 - $0.beta1) / (sqrt(vHat) + $0.epsilon))
        }
      ).or(
        implementation {
          try $0.result($0.mHat / (sqrt($0.v / (1 - $0.beta2)) + $0.epsilon))
        }
      ),
      mistake(
        "weight 1 − β₁ of the gradient forgotten",
        "m has the whole gradient added, without the weight 1 − β₁. It is a mean: m = β₁ · m + (1 − β₁) · g."
      ) {
        let m = try $0.beta1 * $0.firstMoment + $0.gradient
        let mHat = m / (1 - pow($0.beta1, $0.step))
        return (try $0.result(mHat / (sqrt($0.vHat) + $0.epsilon)).parameter, m, try $0.v)
      },
      mistake(
        "ε not corrected with the root",
        "ε was added to √v, and the sum corrected: (√v + ε) / √(1 − β₂ᵗ), as when both corrections go "
          + "into the learning rate. Add it to the corrected root: √v̂ + ε."
      ) {
        let root = sqrt(1 - pow($0.beta2, $0.step))
        return try $0.result(root * $0.m / (1 - pow($0.beta1, $0.step)) / (sqrt($0.v) + $0.epsilon))
      },
      mistake(
        "ε inside the root",
        "ε was added inside the root: √(v̂ + ε). Here it stands outside: √v̂ + ε."
      ) {
        try $0.result($0.mHat / sqrt($0.vHat + $0.epsilon))
      },
      mistake(
        "only the first moment corrected",
        "v was not corrected. Divide it by 1 − β₂ᵗ, as m by 1 − β₁ᵗ."
      ) {
        try $0.result($0.mHat / (sqrt($0.v) + $0.epsilon))
      },
      mistake(
        "only the second moment corrected",
        "m was not corrected. Divide it by 1 − β₁ᵗ, as v by 1 − β₂ᵗ."
      ) {
        try $0.result($0.m / (sqrt($0.vHat) + $0.epsilon))
      },
      mistake(
        "corrected values returned",
        "The corrected m̂ and v̂ were returned, and will be corrected again in the next step. "
          + "Return m and v."
      ) {
        (try $0.result($0.move).parameter, try $0.mHat, try $0.vHat)
      },
      mistake(
        "betas swapped",
        "β₁ and β₂ are swapped. β₁ belongs to the first moment m, β₂ to the second moment v."
      ) {
        var swapped = $0
        swap(&swapped.beta1, &swapped.beta2)
        return try swapped.result(swapped.move)
      },
      mistake(
        "gradient not squared",
        "v is a mean of the gradients themselves. Take the mean of their squares."
      ) {
        let v = try $0.beta2 * $0.secondMoment + (1 - $0.beta2) * $0.gradient
        let vHat = v / (1 - pow($0.beta2, $0.step))
        let move = try $0.mHat / (sqrt(vHat) + $0.epsilon)
        return (try $0.result(move).parameter, try $0.m, v)
      },
      mistake(
        "weight of the new square squared",
        "In v the weight of the new square is (1 − β₂)²: it was squared with the gradient. Square the gradient "
          + "alone: (1 − β₂) · g²."
      ) {
        let v = try $0.beta2 * $0.secondMoment + ((1 - $0.beta2) * $0.gradient).squared()
        let vHat = v / (1 - pow($0.beta2, $0.step))
        return (try $0.result($0.mHat / (sqrt(vHat) + $0.epsilon)).parameter, try $0.m, v)
      },
      mistake("root forgotten", "The step was divided by v̂ + ε. Take the root of v̂ first.") {
        try $0.result($0.mHat / ($0.vHat + $0.epsilon))
      },
      mistake(
        "gradient instead of the first moment",
        "The numerator of the step is the gradient. It should be m̂, the corrected first moment."
      ) {
        try $0.result($0.gradient / (sqrt($0.vHat) + $0.epsilon))
      },
      mistake(
        "uphill instead of downhill",
        "The parameter moves up the slope. Subtract the learning rate times m̂ / (√v̂ + ε)."
      ) {
        try $0.result(-$0.move)
      },
    ]
  }
}
