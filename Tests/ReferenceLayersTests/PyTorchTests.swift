import ReferenceLayers
import Tensors
import Testing

@Suite("PyTorch in double precision") struct PyTorchTests {
  @Test("agrees with every layer, loss and activation, forward and backward")
  func layers() throws {
    for subject in Subject.all {
      guard let cases = fixtures[subject.name] else {
        Issue.record("\(subject.name) has no fixtures: run Fixtures/make_fixtures.py")
        continue
      }
      #expect(cases.count >= 3)
      for fixture in cases {
        let outputs = try disagreement(subject.forward(fixture), fixture.outputs)
        #expect(outputs == nil, "\(subject.name) forward, \(fixture.name)")
        let gradients = try disagreement(
          subject.backward(fixture),
          fixture.gradients,
          vanishing: subject.vanishing
        )
        #expect(gradients == nil, "\(subject.name) backward, \(fixture.name)")
      }
    }
  }

  @Test("leaves no fixture unused")
  func everyFixtureIsUsed() {
    let used =
      Subject.all.map(\.name) + Trajectory.all.map(\.name)
      + ["BatchNorm statistics", "MultiHeadAttention weights", "Initialiser"]
    #expect(Set(fixtures.keys) == Set(used))
  }

  @Test("agrees with the running statistics of batch norm")
  func runningStatistics() throws {
    for fixture in try #require(fixtures["BatchNorm statistics"]) {
      let result = try BatchNorm.updatedStatistics(
        fixture("x"),
        mean: fixture("mean"),
        variance: fixture("variance"),
        momentum: fixture.double("momentum")
      )
      let problem = disagreement(
        ["mean": result.mean, "variance": result.variance],
        fixture.outputs
      )
      #expect(problem == nil, "\(fixture.name)")
    }
  }

  @Test("agrees with the weights of multi-head attention")
  func attentionWeights() throws {
    for fixture in try #require(fixtures["MultiHeadAttention weights"]) {
      let weights = try MultiHeadAttention.weights(
        fixture("x"),
        memory: fixture("memory"),
        parameters: Subject.attentionParameters(fixture),
        heads: fixture.int("heads"),
        mask: fixture.constants["mask"]
      )
      let problem = disagreement(["weights": weights], fixture.outputs)
      #expect(problem == nil, "\(fixture.name)")
    }
  }

  @Test("agrees with every step of every optimiser and schedule")
  func trajectories() throws {
    for trajectory in Trajectory.all {
      for fixture in try #require(fixtures[trajectory.name]) {
        let problem = try disagreement(trajectory.path(fixture), fixture.outputs)
        #expect(problem == nil, "\(trajectory.name), \(fixture.name)")
      }
    }
  }

  @Test("a wrong name, shape or digit is a disagreement")
  func comparison() {
    let expected: [String: Tensor] = ["x": [[1, 2], [3, 4]]]
    #expect(disagreement(expected, expected) == nil)
    #expect(disagreement(["y": [[1, 2], [3, 4]]], expected) != nil)
    #expect(disagreement(["x": [1, 2, 3, 4]], expected) != nil)
    #expect(disagreement(["x": [[1, 2], [3, 4.000_000_000_01]]], expected) != nil)
    #expect(disagreement(["x": [[1, 2], [3, .nan]]], expected) != nil)
  }
}
