import ReferenceLayers
import Testing

@Suite("Early stopping") struct EarlyStoppingTests {
  /// The answers of a rule to the losses of some epochs, and the rule after them.
  private func run(
    _ losses: [Double],
    patience: Int,
    smallestImprovement: Double = 0
  ) throws -> (stops: [Bool], rule: EarlyStopping) {
    var rule = try EarlyStopping(patience: patience, smallestImprovement: smallestImprovement)
    return (losses.map { rule.shouldStop(after: $0) }, rule)
  }

  @Test("stops after as many epochs in a row without an improvement as the patience allows")
  func patience() throws {
    // An improvement starts the count again; an equal loss is none.
    let (stops, rule) = try run([1, 0.8, 0.9, 0.7, 0.7, 0.75], patience: 2)
    #expect(stops == [false, false, false, false, false, true])
    #expect(rule.bestLoss == 0.7 && rule.bestEpoch == 3 && rule.epochs == 6)
    #expect(rule.epochsWithoutImprovement == 2)
    // Asked again, the rule still stops, unless there is an improvement.
    let longer = try run([1, 2, 2, 2, 0.5, 3], patience: 2)
    #expect(longer.stops == [false, false, true, true, false, false])
  }

  @Test("a smaller loss is an improvement only if it is smaller by more than the smallest one")
  func smallestImprovement() throws {
    // 0.75 is not below 1 − ¼, and leaves the best loss at 1; ½ is below.
    let (stops, rule) = try run(
      [1, 0.75, 0.875, 0.5, 0.375, 0.375, 0.375],
      patience: 3,
      smallestImprovement: 0.25
    )
    #expect(stops == [false, false, false, false, false, false, true])
    #expect(rule.bestLoss == 0.5 && rule.bestEpoch == 3)
  }

  @Test("NaN and ∞ are no improvement, from the first epoch on")
  func notANumber() throws {
    let (stops, rule) = try run([.nan, .infinity], patience: 2)
    #expect(stops == [false, true] && rule.epochsWithoutImprovement == 2)
    #expect(rule.bestEpoch == nil && rule.bestLoss == nil)
    let late = try run([.nan, 3, .nan, .nan], patience: 2)
    #expect(late.stops == [false, false, false, true] && late.rule.bestEpoch == 1)
  }
}
