import Tensors

// Formulas as students write them, with no import but `Tensors`. That this file compiles, and compiles
// without a warning, is the test; with GRADSCHOOL_FULL=1 TypeCheckingTests also requires that none of its
// expressions keeps the type checker busy for more than a second.

/// Names as they stand in exercises.
struct NaturalExpressions {
  let x, u, w, b: Tensor
  let a = 0.5
  let c = 0.25
  let n = 4
  let list = [1.0, 2.0]
  let labels = [0, 1]

  func losses() throws -> [Tensor] {
    let gradient = try 2 * (u - x) / n
    let converted = try 2 * (u - x) / Double(x.count)
    let loss = try (x - u).squared().sum() / Double(n)
    let mean = try (x - u).squared().mean()
    let cross = try -(u * log(x + 1e-8) + (1 - u) * log(1 - x + 1e-8)).sum() / Double(n)
    let stable = try maximum(x, 0) - x * u + log(1 + exp(-abs(x)))
    let huber = try (abs(x) .<= 1) * 0.5 * x * x + (abs(x) .> 1) * (abs(x) - 0.5)
    return [gradient, converted, Tensor(loss + mean + cross), stable, huber]
  }

  func activations() throws -> [Tensor] {
    let sigmoid = 1 / (1 + exp(-x))
    let sigmoidGradient = try u * sigmoid * (1 - sigmoid)
    let tanhGradient = try u * (1 - tanh(x) * tanh(x))
    let relu = maximum(x, 0)
    let reluGradient = try (x .> 0) * u
    let leaky = try (x .> 0) * x + 0.01 * (x .<= 0) * x
    let bell = try -2 * x * exp(-x * x)
    let bellConverted = try -2.0 * x * exp(-(x * x))
    let gelu = try 0.5 * x * (1 + erf(x / sqrt(2)))
    let fast = try 0.5 * x * (1 + tanh(sqrt(2 / Double.pi) * (x + 0.044715 * pow(x, 3))))
    let geluGradient =
      try 0.5 * (1 + erf(x / sqrt(2.0))) + x * exp(-0.5 * x * x) / sqrt(2 * .pi)
    let hyperbolic = try (exp(x) - exp(-x)) / (exp(x) + exp(-x))
    let shifted = try exp(x - x.max(axis: 1, keepingDimensions: true))
    let softmax = try shifted / shifted.sum(axis: 1, keepingDimensions: true)
    let softmaxGradient =
      try softmax * (u - (u * softmax).sum(axis: -1, keepingDimensions: true))
    return [
      sigmoidGradient, tanhGradient, relu, reluGradient, leaky, bell, bellConverted, gelu, fast,
      geluGradient, hyperbolic, softmaxGradient,
    ]
  }

  func layers() throws -> [Tensor] {
    let affine = try x.matmul(w) + b
    let scaled = try x.matmul(w) + b * 2 / Double(n)
    let mixed = try x.matmul(w) + b * 2 / n
    let weight = try x.transposed().matmul(u) / n
    let averaged = try u.sum(axis: 0) / n
    let centred = try x - x.mean(axis: -1, keepingDimensions: true)
    let variance = try centred.squared().mean(axis: -1, keepingDimensions: true)
    let normalised = try centred / sqrt(variance + 1e-5)
    let inOne =
      try (x - x.mean(axis: 1, keepingDimensions: true))
      / sqrt(centred.squared().mean(axis: 1, keepingDimensions: true) + 1e-5) * w + b
    let attention = try x.matmul(w.transposed()) * (1 / sqrt(Double(x.shape[1])))
    return [affine, scaled, mixed, weight, averaged, normalised, inOne, attention]
  }

  func optimisers() throws -> [Tensor] {
    var (w, velocity) = (w, Tensor.zeros(like: w))
    velocity = try 0.9 * velocity - a * u
    try w += velocity
    try w -= a * u / n
    w *= 1 - a * c
    let adam =
      try w - a * (c * u + (1 - c) * u * u) / (sqrt(b / (1 - pow(c, n))) + 1e-8)
    let blend = try a * x + (1 - a) * u * u
    return [w, velocity, adam, blend]
  }

  func chains() throws -> [Tensor] {
    let sums = try x + u + w + b + x * u * w * b
    let numbers = try 1 + 2 * x - 3 * u / 4 + 5 * w * 6 - 7 / b
    let alternating = try x + 1 + u + 2 + w + 3 + b + 4
    let whole = n * n * x * 2 / (n + 1)
    let real = (a + 1) * x * (c - 2) / 3 + 4 * a
    let both = try a * x * c + n * u * 2 - x / n / 2 + 3
    let mask = try 1 - (x .> 0) * 2 * (u .!= 1)
    let literal: Tensor = [[1, 2], [3, -4]]
    let signs = -x * 2 / n + (-1) * x.squared().sum()
    return [sums, numbers, alternating, whole, real, both, mask, literal * 2 + 1 - 3 / 4, signs]
  }

  func scalars() -> [Double] {
    let (rectified, bounded) = (max(0, a), min(1, max(a, -1.5)))
    let sigmoid = 1 / (1 + exp(-a))
    let density = exp(-a * a / 2) / sqrt(2 * .pi)
    let (euler, root, power) = (exp(1), sqrt(2), pow(2, 10))
    let powers = pow(a, 2) + pow(2, a) + pow(a, n)
    let rounded = floor(a) + ceil(c) + round(a) + log10(c) + log2(8) + log1p(a) + expm1(c)
    let trigonometry = sin(a) + cos(a) + tan(a) + sinh(a) + cosh(a) + tanh(a) + atan2(a, c)
    let normal = 0.5 * (1 + erf(a / sqrt(2)))
    let absolute = abs(a - c) + abs(-2.5) + Double(abs(-n))
    let mapped = list.map { 1 / (1 + exp(-$0)) }.reduce(0, +) + list.map(exp)[0]
    let dot = zip(list, labels).map { $0 * Double($1) * 2 }.reduce(0, +) / Double(list.count)
    var total = 0.0
    for i in 0..<n { total += a * 2 + Double(i) * 3 - 1 }
    return [
      rectified, bounded, sigmoid, density, euler, root, power, powers, rounded, trigonometry,
      normal, absolute, mapped, dot, total,
    ]
  }

  func wholeNumbers() -> [Int] {
    let size = (n + 2 * 3 - labels[0]) / 2 + 1
    let last = max(n, 3) + min(2, 3) + abs(n - 7)
    let bits = n ^ 2 | n & 3
    return [size, last, bits, n / 2 * 3 - 1, n % 3]
  }

  func loops() throws -> Tensor {
    var result = try Tensor.zeros([x.shape[0], w.shape[1]])
    for i in 0..<x.shape[0] {
      for j in 0..<w.shape[1] {
        var sum = 0.0
        for k in 0..<x.shape[1] { sum += x[i, k] * w[k, j] }
        result[i, j] = sum + b[j] * 2 / Double(n) - 1
        result[i, j] += (0..<x.shape[1]).reduce(0.0) { $0 + x[i, $1] * w[$1, j] }
      }
    }
    let mapped = x.map { max(0, $0) * 2 + ($0 > 0 ? 1 : 0.01 * $0) }
    return result + mapped.sum() * 2 - a
  }
}
