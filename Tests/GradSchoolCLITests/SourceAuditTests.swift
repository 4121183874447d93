import Foundation
import Grading
import Testing

@testable import GradSchoolCLI

/// What the real compiler reads in texts that hide something.
@Suite("The compiler's reading of a source")
struct SourceAuditTests {
  let package: TestPackage

  init() throws { package = try TestPackage() }

  private func audit(_ text: String, _ depth: SourceReader.Depth = .types) throws -> SourceAudit? {
    var setup = package.setup
    setup.toolchain = SwiftToolchain(root: package.root)
    return try SourceReader(setup: setup).read(["A": Data(text.utf8)], depth)["A"]
  }

  @Test(
    "imports are found however they are hidden",
    arguments: [
      "import Foundation", "@testable import Foundation", "import struct Foundation.URL",
      "let a = 1; import Foundation", "import/* */Foundation", "import\n  Foundation",
      "import `Foundation`", "// a comment\rimport Foundation", "\u{0}import\u{0} Foundation",
      "enum A { static let `a /* b` = 1 }; import Foundation; enum B { static let `a */ b` = 1 }",
      "#if true\nimport Foundation\n#endif", "let s = #\"\\\"#; import Foundation",
    ]
  )
  func imports(_ text: String) throws {
    let audit = try #require(try audit(text))
    #expect(audit.imports.map(\.name) == ["Foundation"])
    #expect(audit.objections("A.swift").count == 1)
  }

  @Test(
    "comments, strings and inactive code are not imports",
    arguments: [
      "// import Foundation", "/* import\nimport Foundation /* */ import Glibc */",
      "let s = \"import Foundation; @_cdecl\"", "#if false\nimport Foundation\n#endif",
      "let s = \"\"\"\n  import Foundation\n  \"\"\"", "import Tensors",
      "@inline(never) func f() {}",
    ]
  )
  func innocent(_ text: String) throws {
    #expect(try audit(text)?.objections("A.swift") == [])
  }

  @Test(
    "attributes are found with their lines, inside types and behind conditions too",
    arguments: [
      ("\n@_cdecl(\"exp\") func f(_ x: Double) -> Double { x }", "A.swift:2: @_cdecl or @c"),
      ("enum E {\n  @_silgen_name(\"g\") static func g()\n}", "A.swift:2: @_silgen_name"),
      ("#if true\n@_silgen_name(\"g\") func g()\n#endif", "A.swift:2: @_silgen_name"),
      ("@main struct M { static func main() {} }", "A.swift:1: @main"),
      ("@_exported import Tensors", "A.swift:1: @_exported"),
    ]
  )
  func attributes(_ text: String, _ said: String) throws {
    let objections = try #require(try audit(text)).objections("A.swift")
    #expect(objections.contains { $0.hasPrefix("\(said) is not allowed.") }, "\(objections)")
  }

  @Test(
    "declarations that other files see are named; private ones, and the exercise's own, are not",
    arguments: [
      ("struct Tensor {}", ["Tensor"]), ("func exp(_ x: Int, by y: Int) {}", ["exp(_:by:)"]),
      ("typealias Double = Float", ["Double"]), ("let scale = 2", ["scale"]),
      ("infix operator **", ["**"]), ("protocol P {}", ["P"]),
      ("extension Double { var twice: Double { self * 2 } }", ["an extension of Double"]),
      ("extension Int: @retroactive Error {}", ["an extension of Int"]),
      ("private struct Tensor {}", []), ("fileprivate func exp(_ x: Int) {}", []),
      ("private extension Double { var twice: Double { self * 2 } }", []),
      ("extension Double { private var twice: Double { self * 2 } }", []),
      ("enum Own { struct Tensor {} }", []), ("extension Own { static func more() {} }", []),
      ("private enum Mine {}\nextension Mine { static func more() {} }", []),
    ]
  )
  func shared(_ text: String, _ names: [String]) throws {
    let stub = try audit("enum Own {}", .syntax)
    let audit = try #require(try audit(text, .syntax))
    #expect(audit.sharedDeclarations(beside: stub) == names)
    #expect(audit.isContained(Data(text.utf8), beside: stub) == names.isEmpty)
  }

  @Test("a text with code that a parser does not see is compiled by itself")
  func opaque() throws {
    for text in [
      "#if true\nstruct Tensor {}\n#endif", "#sourceLocation(file: \"B.swift\", line: 1)",
    ] {
      let audit = try #require(try audit(text, .syntax))
      #expect(!audit.isContained(Data(text.utf8), beside: nil))
    }
  }

  @Test("a text that does not parse is still read")
  func broken() throws {
    #expect(try audit("import Foundation\nenum A {")?.imports.map(\.name) == ["Foundation"])
  }
}
