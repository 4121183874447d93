import GradientChecking
import Tensors

// The families of the issue that specified the checker.

extension ProbeFamily {
  static let published: [ProbeFamily] = [
    ProbeFamily("smooth") { r in
      let (A, w, p) = (r.logUniform(1e-3, 1e2), r.logUniform(0.1, 10), r.uniform(0, 6.283))
      let (b, c, d) = (r.normal(), r.normal(), r.normal())
      let offset = r.sign() * (r.uniform() < 0.3 ? 0 : r.logUniform(1e-3, 1e3))
      return Probe(
        function: { A * sin(w * $0 + p) + b * exp(c * $0) + d * $0 * $0 * $0 + offset },
        truth: .derivative(A * w * cos(p) + b * c)
      )
    },
    ProbeFamily("large offset") { r in
      let (A, w, p) = (r.logUniform(1e-1, 1e2), r.logUniform(0.1, 10), r.uniform(0, 6.283))
      let offset = r.logUniform(1e4, 1e8)
      return Probe(
        function: { A * sin(w * $0 + p) + offset },
        truth: .derivative(A * w * cos(p))
      )
    },
    ProbeFamily("stiff") { r in
      let (w, p) = (r.logUniform(30, 1000), r.uniform(0, 6.283))
      return Probe(function: { sin(w * $0 + p) }, truth: .derivative(w * cos(p)))
    },
    ProbeFamily("saturated tanh") { r in
      let (s, x0) = (r.logUniform(0.3, 3), r.uniform(-8, 8))
      let c = cosh(s * x0)
      return Probe(function: { tanh(s * ($0 + x0)) }, truth: .derivative(s / (c * c)))
    },
    ProbeFamily("softmax cross-entropy logit") { r in
      let scale = r.logUniform(0.3, 10)
      let logits = (0..<10).map { _ in scale * r.normal() }
      let (moved, label) = (r.integer(below: 10), r.integer(below: 10))
      let top = logits.max() ?? 0
      let sum = logits.reduce(0) { $0 + exp($1 - top) }
      let derivative = exp(logits[moved] - top) / sum - (moved == label ? 1 : 0)
      return Probe(
        function: { t in
          var z = logits
          z[moved] += t
          let top = z.max() ?? 0
          return top + log(z.reduce(0) { $0 + exp($1 - top) }) - z[label]
        },
        truth: .derivative(derivative)
      )
    },
    ProbeFamily("layer norm input") { r in
      let scale = r.logUniform(1e-2, 10)
      let x = (0..<16).map { _ in scale * r.normal() }
      let weights = (0..<16).map { _ in r.normal() }
      let i = r.integer(below: 16)
      func normalised(_ x: [Double]) -> ([Double], Double) {
        let mean = x.reduce(0, +) / 16
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 16
        let deviation = (variance + 1e-5).squareRoot()
        return (x.map { ($0 - mean) / deviation }, deviation)
      }
      let (hat, deviation) = normalised(x)
      let meanWeight = weights.reduce(0, +) / 16
      let meanProduct = zip(weights, hat).reduce(0) { $0 + $1.0 * $1.1 } / 16
      return Probe(
        function: { t in
          var moved = x
          moved[i] += t
          return zip(weights, normalised(moved).0).reduce(0) { $0 + $1.0 * $1.1 }
        },
        truth: .derivative((weights[i] - meanWeight - hat[i] * meanProduct) / deviation)
      )
    },
    ProbeFamily("edge of a domain: log") { r in
      let x0 = r.logUniform(1e-3, 10)
      return Probe(function: { log($0 + x0) }, truth: .derivative(1 / x0))
    },
    ProbeFamily("edge of a domain: 1/x") { r in
      let x0 = r.logUniform(1e-3, 10)
      return Probe(function: { 1 / ($0 + x0) }, truth: .derivative(-1 / (x0 * x0)))
    },
    ProbeFamily("edge of a domain: √x") { r in
      let x0 = r.logUniform(1e-3, 10)
      return Probe(
        function: { ($0 + x0).squareRoot() },
        truth: .derivative(0.5 / x0.squareRoot())
      )
    },
    ProbeFamily("quadratic") { r in
      let (a, b, c) = (r.normal(), r.normal(), r.normal())
      return Probe(function: { a * $0 * $0 + b * $0 + c }, truth: .derivative(b))
    },
    ProbeFamily("constant") { r in
      let c = r.sign() * r.logUniform(1e-3, 1e3)
      return Probe(function: { _ in c }, truth: .derivative(0))
    },
    ProbeFamily("flat point") { r in
      let (A, c) = (r.logUniform(1e-3, 1e2), r.normal())
      return Probe(function: { A * cos($0) + c }, truth: .derivative(0))
    },
    ProbeFamily("kinks nearby") { r in
      let terms = (0..<4).map { _ in
        (weight: r.normal(), at: r.sign() * r.logUniform(1e-7, 1), side: r.sign())
      }
      let (A, p) = (r.logUniform(0.1, 10), r.uniform(0, 6.283))
      func value(_ t: Double) -> Double {
        terms.reduce(A * sin(t + p)) { $0 + $1.weight * max(0, $1.side * (t - $1.at)) }
      }
      let slope = terms.reduce(A * cos(p)) {
        $0 + ($1.side * -$1.at > 0 ? $1.weight * $1.side : 0)
      }
      return Probe(function: value, truth: .derivative(slope))
    },
    ProbeFamily("kink at the point") { r in
      let (left, right) = (r.normal(), r.normal())
      let (A, p) = (r.logUniform(0.1, 10), r.uniform(0, 6.283))
      return Probe(
        function: { $0 < 0 ? left * $0 + A * sin($0 + p) : right * $0 + A * sin($0 + p) },
        truth: .kink(left: left + A * cos(p), right: right + A * cos(p))
      )
    },
    ProbeFamily("jump at the point") { r in
      let (size, A, p) = (r.sign() * r.logUniform(1e-3, 1), r.logUniform(0.1, 10), r.normal())
      return Probe(function: { ($0 < 0 ? 0 : size) + A * sin($0 + p) }, truth: .jump)
    },
    ProbeFamily("noisy") { r in
      let (A, w, p) = (r.logUniform(0.1, 10), r.logUniform(0.3, 3), r.uniform(0, 6.283))
      let noise = r.logUniform(1e-12, 1e-6)
      return Probe(
        function: { A * sin(w * $0 + p) + noise * hashNoise($0) },
        truth: .derivative(A * w * cos(p))
      )
    },
    ProbeFamily("single precision") { r in
      let (A, w) = (Float(r.logUniform(0.1, 10)), Float(r.logUniform(0.3, 3)))
      let p = Float(r.uniform(0, 6.283))
      return Probe(
        function: { Double(A * Float(sin(Double(w * Float($0) + p)))) },
        truth: .derivative(Double(A) * Double(w) * cos(Double(p))),
        precision: .single
      )
    },
  ]
}
