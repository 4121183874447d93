import Foundation

/// Makes the names of exercises' files in a line of output links, for terminals in which links can be clicked.
///
/// A link is written with the escape sequence OSC 8 around the name. It is added when the line is written, after
/// the line was fitted to the width, so that the sequence never counts as text.
struct FileLinks: Equatable {
  /// The address that a terminal opens at a line.
  enum Address: Equatable {
    /// `file://host/path`: there is no common way to say a line.
    case file
    /// `file://host/path#12`
    case fileAndLine
    /// `vscode://file/path:12`
    case vsCode
  }

  let address: Address
  let host: String

  /// Finds whether a terminal has links; nil when it has none, or when that is not known.
  ///
  /// A pipe, a file and a terminal of the type `dumb` never get links. Otherwise `FORCE_HYPERLINK` turns them on,
  /// and with the value 0 off; without it, `NO_COLOR` and `CI` turn them off, and only terminals that are known
  /// to show links get them. In a remote window of VS Code the addresses would name files of the other
  /// machine; it finds the names by itself.
  init?(environment: [String: String], isTerminal: Bool, host: String = FileLinks.hostName) {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } == true }
    let type = environment["TERM"] ?? ""
    guard isTerminal, !type.isEmpty, type != "dumb" else { return nil }
    let program = environment["TERM_PROGRAM"] ?? ""
    if let force = environment["FORCE_HYPERLINK"], !force.isEmpty {
      guard force != "0", force.lowercased() != "false" else { return nil }
    } else {
      let isRemote = ["VSCODE_IPC_HOOK_CLI", "REMOTE_CONTAINERS", "CODESPACES"].contains(
        where: isSet
      )
      // A multiplexer says nothing about the terminal outside of it.
      guard !isSet("NO_COLOR"), !isSet("CI"), !type.hasPrefix("screen"), !type.hasPrefix("tmux"),
        !(program == "vscode" && isRemote)
      else { return nil }
      // The terminals of GNOME have had links since version 0.50, which still crashed on some.
      let vte = environment["VTE_VERSION"].flatMap { Int($0) } ?? 0
      let programs = ["vscode", "iTerm.app", "WezTerm", "ghostty", "Hyper", "zed", "rio"]
      let types = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"]
      guard
        programs.contains(program) || types.contains(where: type.hasPrefix) || vte > 5_000
          || isSet("WT_SESSION") || isSet("KONSOLE_VERSION") || isSet("DOMTERM")
      else { return nil }
    }
    self.host = host
    address =
      program == "vscode" ? .vsCode : type.hasPrefix("xterm-kitty") ? .fileAndLine : .file
  }

  /// The line with a link around each name of a file below `Exercises` that is there.
  func linked(_ line: String, in root: URL) -> String {
    guard line.contains("Exercises/") else { return line }
    var result = ""
    var end = line.startIndex
    for match in line.matches(of: #/Exercises(?:/\w+)+\.(?:swift|md)(?::([0-9]+)(?::[0-9]+)?)?/#) {
      let before = line[..<match.range.lowerBound].last
      let file = root.appending(path: match.0.prefix { $0 != ":" })
      guard before.map({ $0.isLetter || $0.isNumber || "/._-".contains($0) }) != true,
        FileManager.default.fileExists(atPath: file.path)
      else { continue }
      result += line[end..<match.range.lowerBound]
      let url = url(file, match.1.map(String.init))
      result += "\u{1B}]8;;\(url)\u{1B}\\\(match.0)\u{1B}]8;;\u{1B}\\"
      end = match.range.upperBound
    }
    return result + line[end...]
  }

  private func url(_ file: URL, _ line: String?) -> String {
    let path = file.path(percentEncoded: true)
    return switch address {
    case .file: "file://\(host)\(path)"
    case .fileAndLine: "file://\(host)\(path)" + (line.map { "#\($0)" } ?? "")
    case .vsCode: "vscode://file\(path)" + (line.map { ":\($0)" } ?? "")
    }
  }

  /// The name of this machine: a terminal that shows another one must not open its own file of the same path.
  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
