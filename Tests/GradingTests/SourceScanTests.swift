import Testing

@testable import Grading

@Suite("Imports of a source")
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
    #expect(SourceScan(source).imports == [module])
  }

  @Test(
    "comments, strings and other words are not imports",
    arguments: [
      "// import Foundation", "/* import\nimport Foundation /* */ import Glibc */",
      "let s = \"import Foundation\"", "let s = #\"\"import Foundation\"#",
      "let s = \"\"\"\n  import Foundation \" import Glibc\n  \"\"\"",
      "let reimport = 1\nlet important = a.import + `import`",
      "let s = \"\\(f(\"import Foundation\")) import Glibc\"",
      "let s = \"@_cdecl \\\" import Glibc\" // import Glibc",
    ]
  )
  func none(_ source: String) {
    #expect(SourceScan(source).imports.isEmpty)
  }

  @Test("code in interpolations is kept, line by line, and text is not")
  func interpolations() {
    let scan = SourceScan(
      "import Tensors\n\nlet s = \"text \\({ import Glibc; drawn(3) }()) text\"\n"
    )
    #expect(scan.imports == ["Tensors", "Glibc"])
    #expect(scan.code.contains("drawn(3)") && !scan.code.contains("text"))
    #expect(scan.code.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
  }
}
