import GradientChecking
import Tensors

// Families of our own, each aimed at one way to fool a gradient checker.

extension ProbeFamily {
  static let harder: [ProbeFamily] = [
    // Outputs of 1, computed with the rounding of 1e4 … 1e9: the noise is invisible in the value.
    ProbeFamily("hidden cancellation") { r in
      let (w, p) = (r.logUniform(0.3, 3), r.uniform(0, 6.283))
      let hidden = r.logUniform(1e4, 1e9)
      return Probe(
        function: { (sin(w * $0 + p) + hidden) - hidden },
        truth: .derivative(w * cos(p))
      )
    },
    // Computes in Float behind a Double signature.
    ProbeFamily("hidden single precision") { r in
      let (w, p) = (r.logUniform(0.3, 3), r.uniform(0, 6.283))
      return Probe(
        function: { Double(Float(sin(w * $0 + p))) },
        truth: .derivative(w * cos(p))
      )
    },
    // Rounded to a grid: exact ties between neighbouring steps, jumps between the others.
    ProbeFamily("quantised") { r in
      let (w, p) = (r.logUniform(0.3, 3), r.uniform(0, 6.283))
      let grid = r.logUniform(1e-10, 1e-7)
      return Probe(
        function: { (sin(w * $0 + p) / grid).rounded() * grid },
        truth: .derivative(w * cos(p))
      )
    },
    // Differentiable with infinite curvature: every truncation estimate of integer order is wrong.
    ProbeFamily("|t|^1.5") { r in
      let (a, A, p) = (r.normal(), r.logUniform(0.1, 10), r.uniform(0, 6.283))
      let weight = r.sign() * r.logUniform(1e-2, 10)
      return Probe(
        function: { t in
          let root = abs(t).squareRoot() * abs(t)
          return weight * (t > 0 ? root : 0.3 * root) + A * sin(t + p) + a
        },
        truth: .derivative(A * cos(p))
      )
    },
    // Steeply smooth: looks like a kink to every step above 1/β.
    ProbeFamily("sharp softplus") { r in
      let (beta, x0) = (r.logUniform(10, 1e6), r.normal())
      let at = x0 / beta
      func softplus(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }
      return Probe(
        function: { softplus(beta * ($0 + at)) / beta },
        truth: .derivative(1 / (1 + exp(-beta * at)))
      )
    },
    // Two corners at the same distance on both sides: central differences see none of them.
    ProbeFamily("symmetric kinks") { r in
      let (distance, weight) = (r.logUniform(1e-6, 1e-1), r.normal())
      let (A, p) = (r.logUniform(0.1, 10), r.uniform(0, 6.283))
      return Probe(
        function: { t in
          weight * (max(0, t - distance) - max(0, -t - distance)) + A * sin(t + p)
        },
        truth: .derivative(A * cos(p))
      )
    },
    // A coordinate far from 0, whose natural scale is not its size.
    ProbeFamily("large coordinate") { r in
      let (x, w) = (r.sign() * r.logUniform(10, 1e6), r.logUniform(0.3, 3))
      return Probe(function: { sin(w * $0) }, truth: .derivative(w * cos(w * x)), point: x)
    },
    // The edge of a domain a hundred times closer than the smallest usual step.
    ProbeFamily("edge of a domain, close") { r in
      let x0 = r.logUniform(1e-7, 1e-3)
      return Probe(function: { log($0 + x0) }, truth: .derivative(1 / x0))
    },
    // The largest of four lines and a curve, as a max pool sees it, with small gaps.
    ProbeFamily("maximum with small gaps") { r in
      let pieces = (0..<4).map { _ in
        (slope: 3 * r.normal(), gap: r.logUniform(1e-6, 1), curve: r.normal())
      }
      let (slope, curve) = (3 * r.normal(), r.normal())
      return Probe(
        function: { t in
          pieces.reduce(slope * t + curve * t * t) {
            max($0, $1.slope * t + $1.curve * t * t - $1.gap)
          }
        },
        truth: .derivative(slope)
      )
    },
    // A network of 24 tanh units behind a sharp softmax.
    ProbeFamily("tanh network") { r in
      let units = (0..<24).map { _ in (3 * r.normal(), 2 * r.normal(), r.normal()) }
      var derivative = 0.0
      for (w, b, v) in units {
        let h = tanh(b)
        derivative += v * w * (1 - h * h)
      }
      return Probe(
        function: { t in units.reduce(0) { $0 + $1.2 * tanh($1.0 * t + $1.1) } },
        truth: .derivative(derivative)
      )
    },
    // A small derivative beside a large one of higher order.
    ProbeFamily("weak slope, strong curvature") { r in
      let slope = r.sign() * r.logUniform(1e-4, 1e-1)
      let (a, b, c) = (10 * r.normal(), 30 * r.normal(), 100 * r.normal())
      return Probe(
        function: { t in t * (slope + t * (a + t * (b + t * c))) + 3 },
        truth: .derivative(slope)
      )
    },
    // A kink whose slopes differ by little.
    ProbeFamily("faint kink at the point") { r in
      let (slope, faint) = (r.normal(), r.sign() * r.logUniform(1e-3, 1e-1))
      let (A, p) = (r.logUniform(0.1, 10), r.uniform(0, 6.283))
      let (left, right) = (slope, slope + faint)
      return Probe(
        function: { ($0 < 0 ? left : right) * $0 + A * sin($0 + p) },
        truth: .kink(left: left + A * cos(p), right: right + A * cos(p))
      )
    },
    // A value of its own at the point alone.
    ProbeFamily("outlier at the point") { r in
      let (size, A, p) = (r.sign() * r.logUniform(1e-3, 1), r.logUniform(0.1, 10), r.normal())
      return Probe(function: { ($0 == 0 ? size : 0) + A * sin($0 + p) }, truth: .jump)
    },
  ]
}
