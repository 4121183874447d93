import Grading

/// Which exercises keep a package from building, and the verdicts about them.
struct Blame {
  let workspace: Workspace
  let catalog: Catalog
  let run: String

  /// The verdicts on the exercises that have errors; empty when none has.
  func verdicts(_ output: CompilerOutput) -> [Verdict] {
    catalog.exercises.compactMap { entry in
      let name = entry.id.name
      let own = output.errors.filter { $0.path.hasSuffix(entry.id.sourcePath) }
      let certification = "Tests/\(entry.id.pack)Tests/\(name)Certification.swift"
      let graders = output.errors.filter {
        $0.path.hasSuffix(entry.id.graderPath) || $0.path.hasSuffix(certification)
      }
      guard !own.isEmpty || !graders.isEmpty else { return nil }
      return verdict(entry, own, graders)
    }
  }

  private func verdict(
    _ entry: Catalog.Entry,
    _ own: [CompilerOutput.Diagnostic],
    _ graders: [CompilerOutput.Diagnostic]
  ) -> Verdict {
    let id = entry.id
    let source = workspace.source(of: id)
    var verdict = Verdict(
      exercise: id.description, state: .doesNotCompile, possible: entry.points,
      sourcePath: id.sourcePath, sourceHash: Workspace.hash(source), run: run, seed: 0)
    if own.isEmpty, workspace.isPristine(id) {
      verdict.state = .inconclusive
      verdict.findings =
        [.harness("The grader does not compile, although \(id.sourcePath) is unchanged.")]
        + [.compiler(lines: CompilerOutput.shortened(graders), signatures: [], inGrader: false)]
    } else if own.isEmpty {
      let stub = (try? String(contentsOf: workspace.stub(of: id), encoding: .utf8)) ?? ""
      verdict.sourceLine = Blame.firstFunction(source)
      verdict.findings = [
        .compiler(
          lines: CompilerOutput.shortened(graders), signatures: Signatures.of(stub), inGrader: true)
      ]
    } else {
      verdict.sourceLine = own.map(\.line).min()
      verdict.findings = [
        .compiler(lines: CompilerOutput.shortened(own), signatures: [], inGrader: false)
      ]
    }
    return verdict
  }

  private static func firstFunction(_ source: String) -> Int? {
    source.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("func ") }.map { $0 + 1 }
  }
}
