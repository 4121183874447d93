/// The text of a function's declaration, broken into lines as the formatter breaks it.
struct Declaration {
  var name: String
  /// Each with its label: "_ x: Tensor".
  var parameters: [String]
  var result: String

  /// The declaration with a body that says that there is none yet.
  ///
  /// - Parameter indent: The spaces before it.
  /// - Returns: Its lines.
  func unwritten(indent: Int = 2) -> String {
    let margin = String(repeating: " ", count: indent)
    let head = "\(margin)static func \(name)"
    let inline = "\(head)(\(parameters.joined(separator: ", "))) throws"
    let body = "\(margin)  throw NotStarted()\n\(margin)}"
    if inline.count + result.count + 6 <= 100 { return "\(inline) -> \(result) {\n\(body)" }
    if inline.count <= 100, result.count > 20 {
      return "\(inline)\n\(margin)  -> \(result)\n\(margin){\n\(body)"
    }
    let lines = parameters.map { "\(margin)  \($0)" }.joined(separator: ",\n")
    return "\(head)(\n\(lines)\n\(margin)) throws -> \(result) {\n\(body)"
  }
}
