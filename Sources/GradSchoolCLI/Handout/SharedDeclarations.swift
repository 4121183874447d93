import Grading

/// The declarations of a file that other files of a test target see: types, functions, and static members.
///
/// Their names tell the files that graders share from those that only certifications need. They are found
/// without a compiler, so an equal name with another meaning counts too.
struct SharedDeclarations {
  let names: Set<String>

  /// Looks through a source text.
  init(in source: String) {
    let source = SourceScan(source).code
    let types = source.matches(
      of: #/(?m)^(?!.*private)[ \w@()]*\b(?:struct|enum|class|actor|protocol|typealias)\s+(\w+)/#
    ).map { String($0.1) }
    let members = source.matches(
      of: #/(?m)^(?!.*private)[ \w@()]*\bstatic\s+(?:func|let|var)\s+(\w+)/#
    ).map { String($0.1) }
    // Without indentation: no member, and nothing local.
    let free = source.matches(of: #/(?m)^(?:func|let|var)\s+(\w+)/#).map { String($0.1) }
    names = Set(types + members + free)
  }

  /// Whether another source text names one of them.
  func areNamed(in text: String) -> Bool {
    SourceScan(text).code.matches(of: #/\w+/#).contains { names.contains(String($0.0)) }
  }
}
