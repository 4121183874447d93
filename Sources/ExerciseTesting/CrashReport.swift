import Foundation
import Grading

/// What the Swift runtime wrote about a crash: the place in the student's file, and the reason.
struct CrashReport {
  var line: Int?
  var function: String?
  var reason: String?

  /// Reads the backtrace of a process, and the last sentence it wrote to its standard error.
  init(process: Int32?, folder: URL, errors: URL, source: String) {
    reason = CrashReport.reason(in: errors)
    guard let process,
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path),
      let name = names.first(where: { $0.contains("-\(process)-") && $0.hasSuffix(".json") }),
      let data = try? Data(contentsOf: folder.appending(path: name)),
      let report = try? JSONDecoder().decode(Backtrace.self, from: data)
    else { return }
    let frames = report.threads.first { $0.crashed == true }?.frames ?? []
    guard
      let frame = frames.first(where: { $0.sourceLocation?.file.hasSuffix(source) == true })
    else { return }
    line = frame.sourceLocation?.line
    function = frame.description.map(CrashReport.functionName)
  }

  /// `static Linear.backward(_:_:weight:bias:) + 151` is `Linear.backward`.
  private static func functionName(_ description: String) -> String {
    var name = description.prefix { $0 != "(" }
    for prefix in ["static ", "specialized "] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    if let range = name.range(of: " in ", options: .backwards) { name = name[range.upperBound...] }
    return String(name)
  }

  /// `Lib/Student.swift:8: Fatal error: Index out of range` without what comes before the sentence.
  private static func reason(in file: URL) -> String? {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
    defer { try? handle.close() }
    let size = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: size > 1 << 16 ? size - 1 << 16 : 0)
    guard let data = try? handle.readToEnd() else { return nil }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    guard let line = lines.last(where: { $0.contains("Fatal error") }),
      let range = line.range(of: "Fatal error")
    else { return nil }
    let sentence = line[range.upperBound...].drop { $0 == ":" || $0 == " " }
    return sentence.isEmpty ? nil : String(sentence)
  }

  private struct Backtrace: Decodable {
    var threads: [Thread]

    struct Thread: Decodable {
      var crashed: Bool?
      var frames: [Frame]
    }

    struct Frame: Decodable {
      var description: String?
      var sourceLocation: Location?
    }

    struct Location: Decodable {
      var file: String
      var line: Int
    }
  }
}
