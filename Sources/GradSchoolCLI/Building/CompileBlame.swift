import Foundation
import Grading

/// The verdicts on exercises that are not built: the compiler rejects them, or is not even asked.
struct CompileBlame {
  let workspace: Workspace
  let catalog: Catalog
  let run: String

  /// The verdicts on the exercises that have errors, without those whose graders were left out already.
  ///
  /// Exercises without a text were compiled as they were handed out.
  func verdicts(
    _ output: CompilerOutput,
    texts: [ExerciseID: Data],
    skipped: Set<ExerciseID>
  ) -> [ExerciseID: Verdict] {
    let pairs = catalog.exercises.compactMap { entry -> (ExerciseID, Verdict)? in
      let id = entry.id
      let own = CompileBlame.errors(of: output, in: [id.sourcePath])
      let graders = CompileBlame.errors(of: output, in: [id.graderPath, id.certificationPath])
      guard !skipped.contains(id), !own.isEmpty || !graders.isEmpty else { return nil }
      return (id, verdict(on: id, texts[id], own, graders))
    }
    return Dictionary(pairs) { $1 }
  }

  /// The verdict on a text without which all others build.
  func verdict(on id: ExerciseID, _ text: Data, _ output: CompilerOutput) -> Verdict {
    let own = CompileBlame.errors(of: output, in: [id.sourcePath])
    let graders = CompileBlame.errors(of: output, in: [id.graderPath, id.certificationPath])
    let usual = verdict(on: id, text, own, graders)
    guard usual.state == .inconclusive || own.isEmpty && graders.isEmpty else { return usual }
    let lines =
      [FileText.breaksOthers] + CompilerOutput.shortened(output.errors)
    return verdict(on: id, text, lines: lines)
  }

  /// The verdict on a text that does not compile, with the reason in a few lines.
  func verdict(on id: ExerciseID, _ text: Data, lines: [String]) -> Verdict {
    let finding = Finding.compiler(lines: lines, signatures: [], inGrader: false)
    return verdict(on: id, text, .doesNotCompile, [finding])
  }

  /// The verdicts on those exercises whose files cannot be compiled at all.
  func verdicts(
    withoutTextsAmong ids: [ExerciseID],
    _ sources: StudentSources
  ) -> [ExerciseID: Verdict] {
    var verdicts: [ExerciseID: Verdict] = [:]
    for id in ids {
      if sources.missing.contains(id) {
        verdicts[id] = verdict(on: id, Data(), lines: FileText.missing(id))
      } else if let size = sources.oversized[id] {
        let text = (try? Data(contentsOf: workspace.file(id.sourcePath))) ?? Data()
        let lines = FileText.oversized(size, limit: BuildFolder.largestSource)
        verdicts[id] = verdict(on: id, text, lines: lines)
      } else if let line = sources.programs[id], let text = sources.texts[id] {
        verdicts[id] = verdict(on: id, text, lines: FileText.isProgram(id, line: line))
        verdicts[id]?.sourceLine = line
      }
    }
    return verdicts
  }

  // MARK: - One verdict

  /// A verdict without checks.
  func verdict(on id: ExerciseID, _ text: Data, _ state: State, _ findings: [Finding]) -> Verdict {
    Verdict(
      exercise: id.description,
      state: state,
      possible: catalog.exercises.first { $0.id == id }?.points ?? 0,
      findings: findings,
      sourcePath: id.sourcePath,
      sourceHash: Workspace.hash(text),
      compiledHash: Workspace.hash(text),
      graderHash: workspace.graderHash(of: id),
      run: run,
      seed: 0
    )
  }

  private static func errors(
    of output: CompilerOutput,
    in paths: [String]
  ) -> [CompilerOutput.Diagnostic] {
    output.errors.filter { error in paths.contains { error.path.hasSuffix($0) } }
  }

  private func verdict(
    on id: ExerciseID,
    _ text: Data?,
    _ own: [CompilerOutput.Diagnostic],
    _ graders: [CompilerOutput.Diagnostic]
  ) -> Verdict {
    let stub = (try? Data(contentsOf: workspace.stub(of: id))) ?? Data()
    let compiled = text ?? stub
    let source = String(decoding: compiled, as: UTF8.self)
    let handedOut = String(decoding: stub, as: UTF8.self)
    let required = Signatures.of(handedOut).map(\.text)
    let lostTypes = Signatures.types(in: handedOut).subtracting(Signatures.types(in: source))
    let declared = Signatures.of(source)
    // Two functions of one name can be ambiguous in a grader, even if both are declared correctly.
    let isClear = !graders.contains { $0.lines.first?.contains("ambiguous") == true }
    let keepsStub =
      text == nil
      || !stub.isEmpty && isClear && Set(declared.map(\.text)).isSuperset(of: required)
        && lostTypes.isEmpty
    if own.isEmpty, keepsStub {
      let findings: [Finding] = [
        .harness(FileText.brokenGrader(id, isPristine: workspace.isPristine(id))),
        .compiler(lines: CompilerOutput.shortened(graders), signatures: [], inGrader: false),
      ]
      return verdict(on: id, compiled, .inconclusive, findings)
    }
    if own.isEmpty {
      let lines = CompilerOutput.shortened(graders)
      let signatures = lostTypes.sorted() + required
      let finding = Finding.compiler(lines: lines, signatures: signatures, inGrader: true)
      var verdict = verdict(on: id, compiled, .doesNotCompile, [finding])
      verdict.sourceLine = (declared.first { !required.contains($0.text) } ?? declared.first)?.line
      return verdict
    }
    var verdict = verdict(on: id, compiled, lines: CompilerOutput.shortened(own) + advice(own, id))
    verdict.sourceLine = own.map(\.line).min()
    return verdict
  }

  /// Advice on a name that cannot be found but is declared in another file.
  private func advice(_ errors: [CompilerOutput.Diagnostic], _ id: ExerciseID) -> [String] {
    let lost = errors.compactMap { error in
      error.lines.first?.firstMatch(of: /error: cannot find (?:type )?'([^']+)' in scope/)
        .map { String($0.1) }
    }
    guard !lost.isEmpty else { return [] }
    let folder = workspace.file("Exercises/\(id.pack)").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in names.sorted() where file.hasSuffix(".swift") && file != "\(id.name).swift" {
      let text = (try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)) ?? ""
      for name in Set(lost).sorted() where CompileBlame.declares(name, text) {
        return FileText.declared(name, in: "Exercises/\(id.pack)/\(file)")
      }
    }
    return []
  }

  /// Whether a text declares a name that its functions share: a `let` or `var` inside a function is its own.
  private static func declares(_ name: String, _ text: String) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { line in
      let isLocal = line.first?.isWhitespace == true && !line.contains("static ")
      let words = ["func ", "struct ", "enum ", "class ", "typealias "]
      return (isLocal ? words : words + ["let ", "var "]).contains { word in
        guard let range = line.range(of: word + name) else { return false }
        return line[range.upperBound...].first.map { !$0.isLetter && !$0.isNumber } ?? true
      }
    }
  }
}
