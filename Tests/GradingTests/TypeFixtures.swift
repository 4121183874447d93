import Foundation
import Grading
import Tensors

// Two types as students write them, and their members, called through a protocol.

protocol DualNumber: SendableMetatype {
  init(value: Double, slope: Double)
  init(constant: Double) throws
  var value: Double { get }
  var slope: Double { get }
  static func + (a: Self, b: Self) throws -> Self
  static func * (a: Self, b: Self) throws -> Self
  static func / (a: Self, b: Self) throws -> Self
  func exp() throws -> Self
}

/// A number with its derivative.
struct Dual: DualNumber {
  var value: Double
  var slope: Double

  init(value: Double, slope: Double) { (self.value, self.slope) = (value, slope) }

  init(constant: Double) { self.init(value: constant, slope: 0) }

  static func + (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value + b.value, slope: a.slope + b.slope)
  }

  static func * (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value * b.value, slope: a.slope * b.value + a.value * b.slope)
  }

  static func / (a: Dual, b: Dual) -> Dual {
    Dual(
      value: a.value / b.value,
      slope: (a.slope * b.value - a.value * b.slope) / (b.value * b.value)
    )
  }

  func exp() -> Dual { Dual(value: Foundation.exp(value), slope: Foundation.exp(value) * slope) }
}

/// The stub that a student gets.
struct UnwrittenDual: DualNumber {
  var value: Double
  var slope: Double

  init(value: Double, slope: Double) { (self.value, self.slope) = (value, slope) }
  init(constant: Double) throws { throw NotStarted() }
  static func + (a: Self, b: Self) throws -> Self { throw NotStarted() }
  static func * (a: Self, b: Self) throws -> Self { throw NotStarted() }
  static func / (a: Self, b: Self) throws -> Self { throw NotStarted() }
  func exp() throws -> Self { throw NotStarted() }
}

enum Duals {
  typealias Parts = (value: Double, slope: Double)

  static func members<D: DualNumber>(of type: D.Type) -> Implementation {
    @Sendable func dual(_ parts: [Double]) -> D { D(value: parts[0], slope: parts[1]) }
    @Sendable func parts(_ dual: D) -> Parts { (value: dual.value, slope: dual.slope) }
    return Implementation(members: [
      "Dual(constant:)": Implementation(function: { (c: Double) in parts(try D(constant: c)) }),
      "a + b": function { parts(try dual($0) + dual($1)) },
      "a · b": function { parts(try dual($0) * dual($1)) },
      "a ÷ b": function { parts(try dual($0) / dual($1)) },
      "exp a": Implementation(function: { (a: [Double]) in parts(try dual(a).exp()) }),
    ])
  }

  static func function(
    _ body: @escaping @Sendable ([Double], [Double]) throws -> Parts
  ) -> Implementation {
    Implementation(function: { (a: [Double], b: [Double]) in try body(a, b) })
  }

  static func exercise(_ student: Implementation) -> Exercise {
    let (a, b) = (Exercise.Input.tensor("a", "2"), Exercise.Input.tensor("b", "2"))
    return Exercise(
      .type([
        .member("Dual(constant:)", inputs: [.setting("c", in: -2...2)]),
        .member("a + b", inputs: [a, b]),
        .member("a · b", inputs: [a, b]),
        .member("a ÷ b", inputs: [a, b], edges: [.edge("b = 1") { $0[tensor: "b"] = [1, 0.5] }]),
        .member("exp a", inputs: [.tensor("a", "2", drawn: .uniform(-2...2))]),
      ]),
      points: 10,
      student: student,
      file: "FixturesTests/Dual.swift"
    )
  }

  static let right = members(of: Dual.self)

  static let unwritten = members(of: UnwrittenDual.self)

  static let mistakes = [
    KnownMistake(
      "constant's derivative 1",
      "A constant does not change, so its derivative is 0.",
      right.changingOutput("Dual(constant:), slope") { _ in Tensor(1) }
    ),
    KnownMistake(
      "product of the slopes",
      "The derivative of a product is a′b + ab′.",
      right.replacingMembers([
        "a · b": function { a, b in (value: a[0] * b[0], slope: a[1] * b[1]) }
      ])
    ),
    KnownMistake(
      "sign in the quotient",
      "The quotient rule has a minus: (a′b − ab′) / b².",
      right.replacingMembers([
        "a ÷ b": function { a, b in
          (value: a[0] / b[0], slope: (a[1] * b[0] + a[0] * b[1]) / (b[0] * b[0]))
        }
      ])
    ),
    KnownMistake(
      "inner derivative missing",
      "By the chain rule exp(a)′ = exp(a) · a′.",
      right.replacingMembers([
        "exp a": Implementation(function: { (a: [Double]) in
          (value: Foundation.exp(a[0]), slope: Foundation.exp(a[0]))
        })
      ])
    ),
  ]
}

protocol ScalarTape: AnyObject, SendableMetatype {
  init(_ data: Double)
  var data: Double { get }
  var gradient: Double { get }
  static func + (a: Self, b: Self) throws -> Self
  static func * (a: Self, b: Self) throws -> Self
  func pow(_ exponent: Double) throws -> Self
  func exp() throws -> Self
  func tanh() throws -> Self
  func relu() throws -> Self
  func backward() throws
}

/// What is wrong with a tape; nothing with the right one.
protocol TapeFlaw: SendableMetatype {
  static var flaw: Flaw { get }
}

enum Flaw { case none, overwrites, partialGradients, notZeroed, seedOfData, exponentialOfData }

enum NoFlaw: TapeFlaw { static let flaw = Flaw.none }
enum Overwrites: TapeFlaw { static let flaw = Flaw.overwrites }
enum PartialGradients: TapeFlaw { static let flaw = Flaw.partialGradients }
enum NotZeroed: TapeFlaw { static let flaw = Flaw.notZeroed }
enum SeedOfData: TapeFlaw { static let flaw = Flaw.seedOfData }
enum ExponentialOfData: TapeFlaw { static let flaw = Flaw.exponentialOfData }

/// A number that remembers how it was computed, after karpathy/micrograd.
final class TapeValue<F: TapeFlaw>: ScalarTape {
  private(set) var data: Double
  private(set) var gradient = 0.0
  private let parents: [(node: TapeValue, slope: Double)]

  init(_ data: Double) { (self.data, parents) = (data, []) }

  private init(_ data: Double, _ parents: [(node: TapeValue, slope: Double)]) {
    (self.data, self.parents) = (data, parents)
  }

  static func + (a: TapeValue, b: TapeValue) -> TapeValue {
    TapeValue(a.data + b.data, [(a, 1), (b, 1)])
  }

  static func * (a: TapeValue, b: TapeValue) -> TapeValue {
    TapeValue(a.data * b.data, [(a, b.data), (b, a.data)])
  }

  func pow(_ k: Double) -> TapeValue {
    TapeValue(Foundation.pow(data, k), [(self, k * Foundation.pow(data, k - 1))])
  }

  func exp() -> TapeValue {
    let result = Foundation.exp(data)
    return TapeValue(result, [(self, F.flaw == .exponentialOfData ? data : result)])
  }

  func tanh() -> TapeValue {
    let result = Foundation.tanh(data)
    return TapeValue(result, [(self, 1 - result * result)])
  }

  func relu() -> TapeValue { TapeValue(max(data, 0), [(self, data > 0 ? 1 : 0)]) }

  func backward() {
    let order = order
    if F.flaw != .notZeroed { for node in order { node.gradient = 0 } }
    gradient = F.flaw == .seedOfData ? data : 1
    if F.flaw == .partialGradients {
      passOn()
    } else {
      for node in order.reversed() { node.push() }
    }
  }

  /// Every node after its parents.
  private var order: [TapeValue] {
    var order: [TapeValue] = []
    var visited: Set<ObjectIdentifier> = []
    func visit(_ node: TapeValue) {
      guard visited.insert(ObjectIdentifier(node)).inserted else { return }
      node.parents.forEach { visit($0.node) }
      order.append(node)
    }
    visit(self)
    return order
  }

  private func push() {
    for (node, slope) in parents {
      node.gradient = (F.flaw == .overwrites ? 0 : node.gradient) + slope * gradient
    }
  }

  /// Passes the gradient on at once, before the other children have added theirs.
  private func passOn() {
    push()
    for (node, _) in parents { node.passOn() }
  }
}

enum Tapes {
  static func members<V: ScalarTape>(of type: V.Type) -> Implementation {
    typealias Result = (value: Double, gradients: [Double])
    /// The value of a formula in leaves, and the gradients with respect to them.
    @Sendable func result(_ leaves: Double..., formula: ([V]) throws -> V) throws -> Result {
      let leaves = leaves.map { V($0) }
      let root = try formula(leaves)
      try root.backward()
      return (value: root.data, gradients: leaves.map(\.gradient))
    }
    @Sendable func gradients(_ leaves: Double..., formula: ([V]) throws -> V) throws -> [Double] {
      let leaves = leaves.map { V($0) }
      try formula(leaves).backward()
      return leaves.map(\.gradient)
    }
    return Implementation(members: [
      "a + b": Implementation(function: { (a: Double, b: Double) in
        try result(a, b) { try $0[0] + $0[1] }
      }),
      "a · b": Implementation(function: { (a: Double, b: Double) in
        try result(a, b) { try $0[0] * $0[1] }
      }),
      "a.pow(k)": Implementation(function: { (a: Double, k: Double) in
        try result(a) { try $0[0].pow(k) }
      }),
      "a.exp()": Implementation(function: { (a: Double) in try result(a) { try $0[0].exp() } }),
      "a.tanh()": Implementation(function: { (a: Double) in try result(a) { try $0[0].tanh() } }),
      "a.relu()": Implementation(function: { (a: Double) in try result(a) { try $0[0].relu() } }),
      "a + a": Implementation(function: { (a: Double) in try result(a) { try $0[0] + $0[0] } }),
      "(a · b) · ((a · b) + b)": Implementation(function: { (a: Double, b: Double) in
        try gradients(a, b) { leaves in
          let shared = try leaves[0] * leaves[1]
          return try shared * (shared + leaves[1])
        }
      }),
      "backward() twice": Implementation(function: { (a: Double, b: Double) in
        try gradients(a, b) { leaves in
          let root = try (leaves[0] * leaves[1]).tanh()
          try root.backward()
          return root
        }
      }),
    ])
  }

  static func exercise(_ student: Implementation) -> Exercise {
    let a = Exercise.Input.setting("a", in: -2...2)
    let b = Exercise.Input.setting("b", in: -2...2)
    return Exercise(
      .type([
        .member("a + b", inputs: [a, b]),
        .member("a · b", inputs: [a, b]),
        .member("a.pow(k)", inputs: [.setting("a", in: 0.5...2), .setting("k", in: -2...3)]),
        .member("a.exp()", inputs: [a]),
        .member("a.tanh()", inputs: [a]),
        .member(
          "a.relu()",
          inputs: [a],
          edges: [
            .edge("above 0") { $0["a"] = .number(1.5) },
            .edge("below 0") { $0["a"] = .number(-1.5) },
          ]
        ),
        .member("a + a", inputs: [a]),
        .member("(a · b) · ((a · b) + b)", inputs: [a, b]),
        .member("backward() twice", inputs: [a, b]),
      ]),
      points: 18,
      student: student,
      file: "FixturesTests/Value.swift"
    )
  }

  static let right = members(of: TapeValue<NoFlaw>.self)

  static let mistakes = [
    KnownMistake(
      "= for +=",
      "A value that is used twice gets the sum of two gradients: write +=, not =.",
      members(of: TapeValue<Overwrites>.self)
    ),
    KnownMistake(
      "gradient passed on before it is complete",
      "Visit the nodes in topological order, so that a node has its whole gradient before it passes it on.",
      members(of: TapeValue<PartialGradients>.self)
    ),
    KnownMistake(
      "gradients not zeroed",
      "backward must set the gradients of all nodes to 0 first.",
      members(of: TapeValue<NotZeroed>.self)
    ),
    KnownMistake(
      "seed not 1",
      "The gradient of the last node with respect to itself is 1.",
      members(of: TapeValue<SeedOfData>.self)
    ),
    KnownMistake(
      "exp from data",
      "The derivative of exp is its result, not its argument.",
      members(of: TapeValue<ExponentialOfData>.self)
    ),
  ]
}

struct DualGrader: Certified {
  static let exercise = Duals.exercise(Duals.right)
  static let certification = Certification(
    reference: Duals.right,
    solution: Duals.right,
    alternatives: [Alternative("the same", Duals.right)],
    mistakes: Duals.mistakes
  )
}

struct TapeGrader: Certified {
  static let exercise = Tapes.exercise(Tapes.right)
  static let certification = Certification(
    reference: Tapes.right,
    solution: Tapes.right,
    alternatives: [Alternative("the same", Tapes.right)],
    mistakes: Tapes.mistakes
  )
}
