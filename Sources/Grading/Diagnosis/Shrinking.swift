import Tensors

extension Judge {
  /// The smallest arguments on which a subject is still wrong, with numbers for pencil and paper.
  ///
  /// The axes are tried from their least size upwards, in order of the size of the arguments; the entries are small whole
  /// numbers, and the upstream gradient is a single 1 if that still shows the mistake. Of a trajectory it is a
  /// single step: what its later steps are given follows from the student's own results.
  ///
  /// - Parameters:
  ///   - subject: What is wrong.
  ///   - implementation: The student's functions.
  ///   - mistake: The known mistake that was named, which the case should show too.
  /// - Returns: The case; nil when none of the small ones is wrong.
  /// - Throws: ``HarnessError``.
  package func smallestCase(
    of subject: Subject,
    _ implementation: Implementation,
    showing mistake: KnownMistake? = nil
  ) throws -> SmallestCase? {
    recorder.enter("a smaller case")
    let found = try search(subject, implementation, mistake)
    // Better a case that is wrong in another way than none.
    return found == nil && mistake != nil ? try search(subject, implementation, nil) : found
  }

  private func search(
    _ subject: Subject,
    _ implementation: Implementation,
    _ mistake: KnownMistake?
  ) throws -> SmallestCase? {
    let hasState = exercise.inputs.contains(where: \.isZeroAtFirst)
    for sizes in candidateSizes() {
      for attempt in (hasState ? -1 : 0)..<3 {
        guard let trial = try? smallTrial(sizes, attempt) else { continue }
        for upstream in upstreams(trial, of: subject) {
          var trial = trial
          trial.upstream = upstream
          if let found = try failing(subject, implementation, trial, mistake) { return found }
        }
      }
    }
    return nil
  }

  /// Sizes of the axes from the least ones to their ordinary values, the smallest product first.
  private func candidateSizes() -> [[String: Int]] {
    var all: [[String: Int]] = [[:]]
    for axis in exercise.axes {
      let sizes = axis.least...max(min(axis.size, 3), axis.least)
      all = all.flatMap { partial in
        sizes.map { partial.merging([axis.name: $0]) { _, new in new } }
      }
    }
    func cost(_ sizes: [String: Int]) -> Int { sizes.values.reduce(1, *) }
    func names(_ sizes: [String: Int]) -> String {
      exercise.axes.map { String(sizes[$0.name] ?? 0) }.joined(separator: " ")
    }
    return Array(
      all.sorted { (cost($0), names($0)) < (cost($1), names($1)) }.prefix(60)
    )
  }

  private func smallTrial(_ sizes: [String: Int], _ attempt: Int) throws -> Trial {
    try Observer.trial(
      "the smallest case",
      exercise,
      certification.reference,
      sizes: sizes,
      seed: UInt64(max(attempt, 0))
    ) { arguments in
      // The first attempt leaves what is zero at first as it is. Then it is positive: a sum of squares is.
      let isFirstStep = attempt < 0
      let attempt = max(attempt, 0)
      var next = attempt
      for (position, input) in exercise.inputs.enumerated() {
        guard ["Tensor", "[Tensor]"].contains(arguments.values[position].kindName),
          !input.isRedrawn || attempt == 0, !input.isZeroAtFirst || !isFirstStep
        else { continue }
        arguments.values[position] = arguments.values[position].replacingScalars(
          arguments.values[position].scalars.map { _ in
            defer { next += 1 }
            let number = [1.0, 2, -1, 3, -2][next % 5]
            return input.isZeroAtFirst ? number.magnitude : number
          }
        )
      }
    }
  }

  private func upstreams(_ trial: Trial, of subject: Subject) -> [Value?] {
    guard case .gradient = subject, let upstream = trial.upstream else { return [trial.upstream] }
    let count = upstream.scalars.count
    let units = (0..<count).map { one in (0..<count).map { $0 == one ? 1.0 : 0 } }
    let others = [Array(repeating: 1, count: count), (0..<count).map { Double($0 + 2) }]
    return (units + others).map { upstream.replacingScalars($0) }
  }

  private func failing(
    _ subject: Subject,
    _ implementation: Implementation,
    _ trial: Trial,
    _ mistake: KnownMistake?
  ) throws -> SmallestCase? {
    var observer = Observer(exercise, trials: [trial])
    observer.steps = 1
    let right = try observer.observe(certification.reference)[subject]
    let items = try observer.observe(implementation)[subject]
    let mistaken = try mistake.map { try observer.observe($0.implementation)[subject] }
    for (position, (item, right)) in zip(items, right).enumerated() {
      guard let reference = right.part.value else { return nil }
      guard reference.scalars.allSatisfy(\.isFinite) else { return nil }
      if let yours = item.part.value {
        let entry: [Int]
        switch Agreement(yours, reference) {
        case .agrees: continue
        case .differs(_, let worst): entry = worst
        case .notFinite(_, let first): entry = first
        case .wrongShape where yours.kindName == "[Int]": entry = []
        case .wrongKind, .wrongShape: return nil
        }
        if let mistake, let mistaken,
          !shows(mistake, yours, position < mistaken.count ? mistaken[position] : nil, trial)
        {
          return nil
        }
        return SmallestCase(
          arguments: trial.arguments,
          upstream: subject.function == "backward" ? trial.upstream : nil,
          subject: subject,
          yours: yours,
          reference: reference,
          entry: entry,
          terms: try terms(of: subject, at: entry, trial)
        )
      }
      return nil
    }
    return nil
  }

  /// Whether a result is the one that a known mistake has.
  private func shows(
    _ mistake: KnownMistake,
    _ yours: Value,
    _ mistaken: Observation.Item?,
    _ trial: Trial
  ) -> Bool {
    if let recognises = mistake.recognises { return recognises(yours, trial.arguments) }
    return mistaken?.part.value.map { Agreement(yours, $0) == .agrees } ?? false
  }

  /// How one entry of the right gradient comes about: for each entry of the output, the upstream gradient
  /// there and the slope, which is what backward answers to an upstream gradient of 1 at that entry alone.
  private func terms(
    of subject: Subject,
    at entry: [Int],
    _ trial: Trial
  ) throws -> [SmallestCase.Term] {
    guard case .gradient(let name) = subject, let upstream = trial.upstream else { return [] }
    let reference = certification.reference
    let cache = try observer.forward(reference, trial).cache
    let terms = try upstream.scalars.indices.compactMap { position in
      let unit = upstream.replacingScalars(
        upstream.scalars.indices.map { $0 == position ? 1 : 0 }
      )
      let gradients = try observer.backward(reference, trial, cache: cache, upstream: unit)
      return gradients[name]?.value.map { gradient in
        let slope = entry.isEmpty ? gradient.scalars[0] : gradient.tensor[at: entry]
        return SmallestCase.Term(upstream: upstream.scalars[position], slope: slope)
      }
    }
    // Recorded answers may lack some, and half a sum explains nothing.
    return terms.count == upstream.scalars.count ? terms : []
  }
}
