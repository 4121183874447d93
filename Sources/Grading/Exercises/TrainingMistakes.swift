import Tensors

/// The known mistakes that the exercises share which train to an accuracy.
package struct TrainingMistakes: Sendable {
  package typealias Recogniser = @Sendable (_ answers: [Int], _ data: TrainingData) -> Bool

  let data: TrainingData.Maker
  let classes: Int

  package init(_ data: @escaping TrainingData.Maker, classes: Int) {
    (self.data, self.classes) = (data, classes)
  }

  @Sendable package func implementation(_ classify: @escaping TrainingData.Classifier)
    -> Implementation
  {
    TrainingData.implementation(data, classify)
  }

  // MARK: - Known mistakes

  /// A mistake that is recognised by the answers, whatever network gave them.
  package func mistake(
    _ name: String,
    _ sentence: String,
    _ classify: @escaping TrainingData.Classifier,
    recognisedBy shows: @escaping Recogniser
  ) -> KnownMistake {
    KnownMistake(
      name,
      sentence,
      implementation(classify),
      recognisedBy: { [data] (answers: [Int], arguments) in
        guard let data = TrainingData.data(data, arguments) else { return false }
        return answers.count == data.points.shape[0] && shows(answers, data)
      }
    )
  }

  package var oneClass: KnownMistake {
    mistake(
      "one class for every point",
      "Every point got the same class: the scores are equal, or no numbers (NaN), or the score of "
        + "one class is the largest everywhere. "
        + TrainingMistakes.readingTheLoss(classes: classes, otherwise: "print some scores."),
      { points, _, labels in (0..<points.shape[0]).map { _ in labels[0] } }
    ) { answers, _ in Set(answers).count == 1 }
  }

  package func countedFrom1(_ noun: String) -> KnownMistake {
    mistake(
      "classes counted from 1",
      "Nearly every answer is the \(noun) after the right one. Classes are counted from 0: argmax gives "
        + "them so.",
      { TrainingMistakes.nearest($0, $1, $2).map { $0 + 1 } },
      recognisedBy: countsFrom1
    )
  }

  package func byHeart(_ name: String, _ sentence: String) -> KnownMistake {
    mistake(name, sentence, TrainingMistakes.byHeart) { answers, data in
      let (examples, new) = data.accuracies(answers)
      return examples >= 0.95 && new < 0.9
    }
  }

  /// Fewer than a share of the examples are right, and nothing more particular is wrong.
  package func hardlyLearnt(
    _ sentence: String,
    below share: Double,
    unless isOtherwiseWrong: @escaping Recogniser
  ) -> KnownMistake {
    mistake("few of the examples right", sentence, untrained) { answers, data in
      data.accuracies(answers).examples < share && Set(answers).count > 1
        && !isOtherwiseWrong(answers, data)
    }
  }

  @Sendable package func countsFrom1(_ answers: [Int], _ data: TrainingData) -> Bool {
    data.accuracies(answers.map { ($0 + classes - 1) % classes }).examples > 0.9
  }

  // MARK: - Causes

  /// What to do next, by the losses that the student prints.
  ///
  /// Answers alone do not show why a network did not learn: uphill steps, equal weights and a missing layer can
  /// give the same ones.
  ///
  /// - Parameters:
  ///   - classes: The number of classes C. Equal scores give the loss log C.
  ///   - otherwise: What to do if the loss shows none of that.
  /// - Returns: The sentences.
  package static func readingTheLoss(classes: Int, otherwise: String) -> String {
    let equal = NumberFormat.brief(log(Double(classes)))
    return
      "Print the loss while it trains. If it grows, or jumps up and down: subtract the gradients, in smaller "
      + "steps. If it stays near log \(classes) ≈ \(equal), the loss of equal scores: begin with random weights, "
      + "which are not equal, and update all parameters. If it becomes small: the points must go through the "
      + "same layers as the examples, with the same functions between them. Otherwise: \(otherwise)"
  }

  // MARK: - Classifiers

  /// A network with large random weights that are never changed.
  private var untrained: TrainingData.Classifier {
    { [classes] points, _, _ in
      var random = RandomSource(seed: 1)
      let weight1 = try Tensor.normal([points.shape[1], 32], standardDeviation: 6, using: &random)
      let bias1 = try Tensor.normal([32], standardDeviation: 3, using: &random)
      let weight2 = try Tensor.normal([32, classes], using: &random)
      return try tanh(points.matmul(weight1) + bias1).matmul(weight2).argmax(axis: 1)
    }
  }

  /// The label of the nearest example: right answers without a network, to be spoilt on purpose.
  @Sendable package static func nearest(_ points: Tensor, _ examples: Tensor, _ labels: [Int])
    -> [Int]
  {
    let width = points.shape[1]
    let (all, known) = (points.scalars, examples.scalars)
    return (0..<points.shape[0]).map { row in
      var (best, answer) = (Double.infinity, 0)
      for example in labels.indices {
        var distance = 0.0
        for d in 0..<width {
          let difference = all[row * width + d] - known[example * width + d]
          distance += difference * difference
        }
        if distance < best { (best, answer) = (distance, labels[example]) }
      }
      return answer
    }
  }

  /// What a table of the examples knows: their labels, and class 0 for everything else.
  @Sendable static func byHeart(_ points: Tensor, _ examples: Tensor, _ labels: [Int]) -> [Int] {
    let width = points.shape[1]
    func rows(_ tensor: Tensor) -> [[Double]] {
      (0..<tensor.shape[0]).map { Array(tensor.scalars[$0 * width..<($0 + 1) * width]) }
    }
    let table = Dictionary(zip(rows(examples), labels)) { first, _ in first }
    return rows(points).map { table[$0] ?? 0 }
  }
}

/// How wrong answers are recognised, whatever network gave them.
extension TrainingData {
  /// The share of the examples, and of the new points, that are right.
  package func accuracies(_ answers: [Int]) -> (examples: Double, new: Double) {
    func share(_ answers: ArraySlice<Int>, _ labels: [Int]) -> Double {
      Double(zip(answers, labels).count { $0 == $1 }) / Double(labels.count)
    }
    let count = labels.count
    return (share(answers[..<count], labels), share(answers[count..<(2 * count)], newLabels))
  }

  /// Whether the answers on the lattice come from straight boundaries: then each class is convex, and with
  /// two points of it their midpoint belongs to it too.
  package func hasStraightBoundaries(_ answers: [Int]) -> Bool {
    // Every third row and column: their coordinates are exact, and few of them lie on a boundary, where rounding decides.
    let all = Array(answers.suffix(TrainingData.side * TrainingData.side))
    let side = (TrainingData.side + 2) / 3
    let classes = (0..<side * side).map { all[$0 / side * 3 * TrainingData.side + $0 % side * 3] }
    guard Set(classes).count > 1 else { return false }
    for (one, first) in classes.enumerated() {
      for other in (one + 1)..<classes.count where classes[other] == first {
        let (rows, columns) = (one / side + other / side, one % side + other % side)
        guard rows % 2 == 0, columns % 2 == 0 else { continue }
        if classes[rows / 2 * side + columns / 2] != first { return false }
      }
    }
    return true
  }
}
