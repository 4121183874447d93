import Foundation
import Grading

/// The list of packs in a `Package.swift`.
enum PackList {
  /// A manifest with one more pack, the last of its list; nil when there is no list to be found.
  ///
  ///     let packs = [
  ///       "Layers",  // the comment stays
  ///       "Robust",
  ///     ]
  static func adding(_ pack: String, to text: String) -> String? {
    let known = Catalog.packs(inManifest: text)
    guard !known.contains(pack) else { return text }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("let packs") }) else { return nil }
    if let range = lines[start].range(of: "]", options: .backwards) {
      // On one line: one line for each from now on.
      let tail = lines[start][range.upperBound...]
      let head = lines[start].prefix { $0 != "[" }
      lines[start] =
        "\(head)[\n" + (known + [pack]).map { "  \"\($0)\",\n" }.joined() + "]\(tail)"
    } else {
      guard let end = lines[start...].firstIndex(where: { $0.hasPrefix("]") }) else { return nil }
      let last = lines[start..<end].lastIndex { $0.firstMatch(of: /^\s*"/) != nil }
      if let last { lines[last] = lines[last].replacing(/^(\s*"[^"]*")(?!,)/) { "\($0.1)," } }
      // The formatter wants no comma after the only element.
      lines.insert("  \"\(pack)\"\(last == nil ? "" : ",")", at: end)
    }
    let changed = lines.joined(separator: "\n")
    // The change is good if the program reads the right list from it.
    return Catalog.packs(inManifest: changed) == known + [pack] ? changed : nil
  }
}
