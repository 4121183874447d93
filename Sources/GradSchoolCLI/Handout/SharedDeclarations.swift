/// What a file of a test target declares for the others: types, functions, and static members.
///
/// By these names it is told which files graders share, and which only certifications need. No compiler is
/// asked, so a name that only looks alike counts too.
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
