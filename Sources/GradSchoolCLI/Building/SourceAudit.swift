import Foundation
import Grading

/// The imports, attributes and visible declarations of a source text, as the compiler reads it.
///
/// The compiler writes its syntax tree as JSON. The text is not scanned: a carriage return ends a comment for
/// some readers of Swift and not for others, and only the compiler's reading counts.
struct SourceAudit: Equatable {
  /// An import or an attribute.
  struct Occurrence: Equatable {
    /// The module, or the kind of the attribute.
    var name: String
    var line: Int
  }

  /// A declaration at the top level that other files see.
  private struct Shared: Equatable {
    /// The declared name; of an extension, the name of the type.
    var name: String
    /// The declaration in a message: “exp(_:)”, “an extension of Tensor”.
    var description: String
  }

  private var shared: [Shared] = []
  private(set) var imports: [Occurrence] = []
  private(set) var attributes: [Occurrence] = []

  /// Reads the compiler's syntax tree, in JSON, of a source text.
  init?(_ tree: Data, of source: Data) {
    guard let file = try? JSONSerialization.jsonObject(with: tree) as? [String: Any] else {
      return nil
    }
    // A file without declarations has none.
    let items = file["items"] as? [[String: Any]] ?? []
    let hidden = Set(items.filter(SourceAudit.isPrivate).compactMap(SourceAudit.name))
    for item in items {
      if item["_kind"] as? String == "import_decl" {
        let path = item["module_path"] as? [String] ?? []
        imports.append(
          Occurrence(name: path.first ?? "?", line: SourceAudit.line(item, in: source))
        )
      }
      if let shared = SourceAudit.shared(item, hidden), !self.shared.contains(shared) {
        self.shared.append(shared)
      }
    }
    collectAttributes(items, source)
  }

  /// The declaration of an item at the top level; nil when other files do not see one.
  private static func shared(_ item: [String: Any], _ hidden: Set<String>) -> Shared? {
    switch item["_kind"] as? String ?? "" {
    case "import_decl", "pattern_binding_decl", "top_level_code_decl": return nil
    case "extension_decl":
      let type = (item["extended_type"] as? String) ?? "?"
      let members = item["members"] as? [[String: Any]] ?? []
      let isHidden =
        isPrivate(item)
        || item["inherits"] == nil
          && members.allSatisfy {
            isPrivate($0) || $0["_kind"] as? String == "pattern_binding_decl"
          }
      if isHidden || hidden.contains(type) { return nil }
      return Shared(name: type, description: "an extension of \(type)")
    default:
      guard let name = name(item), !isPrivate(item) else { return nil }
      let labels = (item["name"] as? [String: Any])?["args"] as? [String]
      let arguments = labels.map { "(" + $0.map { ($0.isEmpty ? "_" : $0) + ":" }.joined() + ")" }
      return Shared(name: name, description: name + (arguments ?? ""))
    }
  }

  private static func name(_ item: [String: Any]) -> String? {
    let base = (item["name"] as? [String: Any])?["base_name"] as? [String: Any]
    return base?["name"] as? String
  }

  private static func isPrivate(_ item: [String: Any]) -> Bool {
    let attributes = item["attrs"] as? [[String: Any]] ?? []
    return attributes.contains {
      ["private", "fileprivate"].contains($0["access_level"] as? String ?? "")
    }
  }

  /// The attributes of all declarations, those inside others too.
  private mutating func collectAttributes(_ value: Any, _ source: Data) {
    if let values = value as? [Any] {
      for value in values { collectAttributes(value, source) }
    } else if let node = value as? [String: Any] {
      if let attributes = node["attrs"] as? [[String: Any]] {
        for attribute in attributes where attribute["implicit"] as? Bool != true {
          let name = attribute["_kind"] as? String ?? "?"
          let line = SourceAudit.line(attribute, in: source)
          self.attributes.append(Occurrence(name: name, line: line))
        }
      }
      if node["exported"] as? Bool == true {
        attributes.append(
          Occurrence(name: "exported_attr", line: SourceAudit.line(node, in: source))
        )
      }
      for (key, value) in node where key != "attrs" { collectAttributes(value, source) }
    }
  }

  private static func line(_ node: [String: Any], in source: Data) -> Int {
    let start = ((node["range"] as? [String: Any])?["start"] as? Int) ?? 0
    return source.prefix(start).reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }
}

extension SourceAudit {
  /// The modules that an exercise may import.
  static let permittedImports: Set = ["Tensors"]

  /// Attributes with which code reaches outside of the exercise: the compiler's names, and the written ones.
  static let forbiddenAttributes: [String: String] = [
    "silgen_name_attr": "@_silgen_name", "cdecl_attr": "@_cdecl or @c",
    "extern_attr": "@_extern", "expose_attr": "@_expose", "exported_attr": "@_exported",
    "dynamic_replacement_attr": "@_dynamicReplacement", "section_attr": "@section",
    "used_attr": "@used", "spi_access_control_attr": "@_spi", "main_type_attr": "@main",
    "objc_implementation_attr": "@implementation",
  ]

  /// The forbidden imports and attributes, each with its line.
  func objections(_ path: String) -> [String] {
    imports.filter { !SourceAudit.permittedImports.contains($0.name) }
      .map { FileText.forbidden(import: $0.name, "\(path):\($0.line)") }
      + attributes.compactMap { found in
        SourceAudit.forbiddenAttributes[found.name]
          .map { FileText.forbidden(attribute: $0, "\(path):\(found.line)") }
      }
  }

  /// The declarations that other files see and the stub lacks: “exp(_:)”, “an extension of Tensor”.
  func sharedDeclarations(beside stub: SourceAudit?) -> [String] {
    let own = Set(stub?.shared.map(\.name) ?? [])
    return shared.filter { !own.contains($0.name) }.map(\.description)
  }

  /// Whether the file can be compiled together with others without any effect on them.
  ///
  /// Code behind `#if` is not in a tree that was only parsed, and with `#sourceLocation` errors are reported in
  /// other files: a text with one of these is compiled by itself.
  func isContained(_ source: Data, beside stub: SourceAudit?) -> Bool {
    let directives = ["#if", "#sourceLocation"].map { Data($0.utf8) }
    return sharedDeclarations(beside: stub).isEmpty
      && !attributes.contains { SourceAudit.forbiddenAttributes[$0.name] != nil }
      && !directives.contains { source.range(of: $0) != nil }
  }
}
