import Testing

@testable import GradSchoolCLI

@Suite("What a source imports")
struct SourceScanTests {
  @Test(
    "imports are found however they are written",
    arguments: [
      ("import Foundation", "Foundation"),
      ("@testable import LayersSolutions", "LayersSolutions"),
      ("import struct Foundation.URL", "Foundation"),
      ("let a = 1; import Glibc", "Glibc"),
      ("import/* */Darwin", "Darwin"),
      ("import\n  Foundation", "Foundation"),
      ("import `Foundation`", "Foundation"),
      ("let s = \"\\(\"a\")\"; import Glibc", "Glibc"),
      ("let r = /\"/; import Glibc // \"", "Glibc"),
      ("let r = #/\"/#; import Glibc // \"", "Glibc"),
      ("let q = #\"\"\"#; import Glibc // \"", "Glibc"),
      ("/* /* */ */ import Glibc", "Glibc"),
      ("let s = \"\"\"\n  \\\"\"\" text\n  \"\"\"\nimport Glibc", "Glibc"),
      ("let s = #\"\\\"#; import Glibc", "Glibc"),
    ]
  )
  func found(_ source: String, _ module: String) {
    #expect(SourceScan(source).imports.map(\.name) == [module])
  }

  @Test(
    "comments, strings and other words are none",
    arguments: [
      "// import Foundation", "/* import\nimport Foundation /* */ import Glibc */",
      "let s = \"import Foundation\"", "let s = #\"\"import Foundation\"#",
      "let s = \"\"\"\n  import Foundation \" import Glibc\n  \"\"\"",
      "let reimport = 1\nlet important = a.import + `import`",
      "let s = \"\\(f(\"import Foundation\")) import Glibc\"",
      "let s = \"@_cdecl \\\" @_silgen_name\" // @_extern",
    ]
  )
  func none(_ source: String) {
    let scan = SourceScan(source)
    #expect(scan.imports.isEmpty && scan.attributes.isEmpty)
  }

  @Test("attributes are found with their lines, in interpolations too")
  func attributes() {
    let scan = SourceScan(
      "import Tensors\n\n@_cdecl(\"exp\") func f() {}\nlet s = \"\\({ @_silgen_name(\"g\") func g() }())\""
    )
    #expect(
      scan.attributes == [.init(name: "_cdecl", line: 3), .init(name: "_silgen_name", line: 4)]
    )
  }
}
