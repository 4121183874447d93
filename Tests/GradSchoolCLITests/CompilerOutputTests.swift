import Grading
import Testing

@testable import GradSchoolCLI

@Suite("Compiler output")
struct CompilerOutputTests {
  /// As `swift build` 6.3 prints it, the second time from the module's own compilation.
  static let output = """
    [3/14] Emitting module Ant
    /home/me/school/Exercises/Ant/First.swift:3:3: error: expected expression after operator
    1 |   static func forward(_ x: Tensor) throws -> Tensor {
    2 |     return x +
    3 |   }
      |   `- error: expected expression after operator
    4 | 

    /home/me/school/Exercises/Ant/First.swift:9:1: warning: variable 'y' was never used
    9 |   let y = 1
      |       `- warning: variable 'y' was never used
    [4/14] Compiling Ant First.swift
    /home/me/school/Exercises/Ant/First.swift:3:3: error: expected expression after operator
    3 |   }
    /home/me/school/Tests/AntTests/Second.swift:7:21: error: type 'Second' has no member 'backward'
    error: emit-module command failed with exit code 1 (use -v to see invocation)
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

  @Test("errors come once, with their excerpts and paths inside the package")
  func errors() throws {
    let output = CompilerOutput(CompilerOutputTests.output, root: "/home/me/school")
    try #require(output.errors.count == 2)
    #expect(output.errors[0].path == "Exercises/Ant/First.swift")
    #expect(output.errors[0].line == 3)
    #expect(output.errors[0].lines.count == 5)
    #expect(output.errors[0].lines.last?.contains("`- error") == true)
    #expect(
      output.errors[1].lines == [
        "Tests/AntTests/Second.swift:7:21: error: type 'Second' has no member 'backward'"
      ]
    )
    #expect(output.otherErrors.count == 1)
  }

  @Test("the compiler's suggestions to ignore an error are left out")
  func offers() {
    let output = """
      /s/Exercises/Ant/First.swift:3:13: error: call can throw but is not marked with 'try'
      3 |     let y = forward(x)
        |             |- error: call can throw but is not marked with 'try'
        |             |- note: did you mean to use 'try'?
        |             |- note: did you mean to handle error as optional value?
        |             `- note: did you mean to disable error propagation?
      4 |   }
      """.split(separator: "\n").map(String.init)
    let lines = CompilerOutput(output, root: "/s").errors.first?.lines ?? []
    #expect(lines.count == 5)
    #expect(lines.contains { $0.contains("did you mean to use 'try'?") })
    #expect(!lines.contains { $0.contains("optional") || $0.contains("disable") })
  }

  @Test("errors are shown up to a limit")
  func shortened() {
    let errors = (1...9).map {
      CompilerOutput.Diagnostic(path: "a", line: $0, lines: ["a", "b", "c", "d"])
    }
    let lines = CompilerOutput.shortened(errors, to: 10)
    #expect(lines.count == 9)
    #expect(lines.last == "… and 7 more errors")
  }

  @Test("declarations are found without their bodies, with all their lines")
  func signatures() {
    let found = Signatures.of("/// Not func this(x)\n" + TestPackage.stub)
    #expect(
      found.map(\.text) == [
        "static func forward(_ x: Tensor) throws -> Tensor",
        "static func backward(_ upstream: Tensor, _ x: Tensor) throws\n"
          + "  -> (x: Tensor, weight: Tensor)",
      ]
    )
    #expect(found.map(\.line) == [3, 4])
  }

  @Test("initialisers, operators and properties of a type are declarations too")
  func signaturesOfType() {
    let stub = """
      struct Dual {
        var value: Double
        private(set) var slope: Double = 0
        var gradient = 0.0
        init(constant: Double) throws { throw NotStarted() }

        static func + (a: Dual, b: Dual) throws -> Dual {
          let sum: Double = 0
          throw NotStarted()
        }

        func exp() throws -> Dual { throw NotStarted() }
      }
      """
    #expect(
      Signatures.of(stub).map(\.text) == [
        "var value: Double", "private(set) var slope: Double", "var gradient",
        "init(constant: Double) throws",
        "static func + (a: Dual, b: Dual) throws -> Dual", "func exp() throws -> Dual",
      ]
    )
  }

  @Test("a type is declared by its kind and its modifiers, whatever it conforms to")
  func types() {
    let source =
      "import Tensors\n\nfinal class Scalar: Equatable {\n  struct Cache {}\n}\nenum A {}\n"
    #expect(Signatures.types(in: source) == ["final class Scalar", "struct Cache", "enum A"])
  }

  @Test(
    "a name is told to be declared in another exercise only where it is no variable inside a function"
  )
  func declaredElsewhere() throws {
    func lines(_ other: String) throws -> [String] {
      let package = try TestPackage()
      try package.write(other, to: "Exercises/Ant/First.swift")
      let path = package.root.appending(path: "Exercises/Ant/Second.swift").path
      let output = CompilerOutput(
        ["\(path):2:12: error: cannot find 'dx' in scope"],
        root: package.root.path
      )
      let blame = CompileBlame(
        workspace: package.workspace,
        catalog: Catalog(package.workspace),
        run: ""
      )
      let verdicts = blame.verdicts(output, texts: [:], skipped: [])
      let findings: [Finding] = verdicts.values.flatMap(\.findings)
      return findings.flatMap { finding in
        if case .compiler(let lines, _, _) = finding { lines } else { [String]() }
      }
    }
    let local = "enum First {\n  static func f() {\n    let dx = 1\n    var dx = 2\n  }\n}\n"
    #expect(try lines(local).count == 1)
    for shared in ["enum First {\n  static let dx = 1\n}\n", "func dx() {}\n", "let dx = 1\n"] {
      #expect(try lines(shared).contains { $0.contains("`dx` is declared in Exercises/Ant/First") })
    }
  }
}
