import Grading

/// Which exercises keep a package from building, and the verdicts about them.
struct Blame {
  let workspace: Workspace
  let catalog: Catalog
  let run: String

  /// The verdicts on the exercises that have errors; empty when none has.
  ///
  /// - Parameters:
  ///   - output: The errors.
  ///   - skipped: The exercises that were left out already.
  /// - Returns: Verdicts on further ones.
  func verdicts(
    _ output: CompilerOutput,
    skipped: Set<ExerciseID>
  ) -> [ExerciseID: Verdict] {
    verdicts { entry in
      let own = output.errors.filter { $0.path.hasSuffix(entry.id.sourcePath) }
      let graders = output.errors.filter {
        $0.path.hasSuffix(entry.id.graderPath) || $0.path.hasSuffix(entry.id.certificationPath)
      }
      guard !skipped.contains(entry.id), !own.isEmpty || !graders.isEmpty else { return nil }
      let neighbours = skipped.filter { $0.pack == entry.id.pack }.sorted()
      return verdict(entry, own, graders, neighbours)
    }
  }

  /// The verdicts on the exercises whose files are not there.
  ///
  /// They cannot be left to the compiler: of a module built earlier, their functions may still be known.
  var missing: [ExerciseID: Verdict] {
    verdicts { entry in
      guard !workspace.hasSource(of: entry.id) else { return nil }
      var verdict = unfinished(entry)
      let lines = [
        "The file is missing. To have it back as it was handed out:",
        "  \(Program.command) reset \(entry.id)",
      ]
      verdict.findings = [.compiler(lines: lines, signatures: [], inGrader: false)]
      return verdict
    }
  }

  private func verdicts(_ judge: (Catalog.Entry) -> Verdict?) -> [ExerciseID: Verdict] {
    let pairs = catalog.exercises.compactMap { entry in judge(entry).map { (entry.id, $0) } }
    return Dictionary(pairs) { $1 }
  }

  /// A verdict without its findings.
  private func unfinished(_ entry: Catalog.Entry) -> Verdict {
    Verdict(
      exercise: entry.id.description,
      state: .doesNotCompile,
      possible: entry.points,
      sourcePath: entry.id.sourcePath,
      sourceHash: Workspace.hash(workspace.source(of: entry.id)),
      run: run,
      seed: 0
    )
  }

  private func verdict(
    _ entry: Catalog.Entry,
    _ own: [CompilerOutput.Diagnostic],
    _ graders: [CompilerOutput.Diagnostic],
    _ neighbours: [ExerciseID]
  ) -> Verdict {
    let id = entry.id
    var verdict = unfinished(entry)
    let stub = (try? String(contentsOf: workspace.stub(of: id), encoding: .utf8)) ?? ""
    let source = workspace.source(of: id)
    let required = Signatures.of(stub).map(\.text)
    let declared = Signatures.of(source)
    // Two functions of one name may be one too many for a grader, be they declared as they should.
    let isClear = !graders.contains { $0.lines.first?.contains("ambiguous") == true }
    let keepsStub =
      !stub.isEmpty && isClear && Set(declared.map(\.text)).isSuperset(of: required)
      && Signatures.types(in: source).isSuperset(of: Signatures.types(in: stub))
    if own.isEmpty, keepsStub {
      verdict.state = .inconclusive
      let what =
        workspace.isPristine(id)
        ? "\(id.sourcePath) is unchanged"
        : "all that \(id.sourcePath) has to declare is there"
      verdict.findings =
        [.harness("The grader does not compile, although \(what).")]
        + [.compiler(lines: CompilerOutput.shortened(graders), signatures: [], inGrader: false)]
    } else if own.isEmpty {
      verdict.sourceLine = (declared.first { !required.contains($0.text) } ?? declared.first)?.line
      verdict.findings = [
        .compiler(
          lines: CompilerOutput.shortened(graders),
          signatures: required,
          inGrader: true
        )
      ]
    } else {
      verdict.sourceLine = own.map(\.line).min()
      verdict.findings = [
        .compiler(
          lines: CompilerOutput.shortened(own) + advice(own, neighbours),
          signatures: [],
          inGrader: false
        )
      ]
    }
    return verdict
  }

  /// A name that cannot be found may stand in a file of the same pack that was left out.
  private func advice(
    _ errors: [CompilerOutput.Diagnostic],
    _ neighbours: [ExerciseID]
  ) -> [String] {
    let isLost = errors.contains { $0.lines.first?.contains("error: cannot find") == true }
    guard isLost, !neighbours.isEmpty else { return [] }
    let files = neighbours.map(\.sourcePath).joined(separator: ", ")
    return ["If you declared it in \(files): mend that first, it does not compile either."]
  }
}
