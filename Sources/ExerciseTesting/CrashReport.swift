import Foundation
import Grading

/// The Swift runtime's report of a crash: the place in the student's file, and the reason.
struct CrashReport {
  var line: Int?
  var function: String?
  var reason: String?
  /// The place in the grader's code that the student's function called, if the crash happened there:
  /// `Tests/NeuronTests/Repair.swift:12`.
  var calledPlace: String?

  /// Reads the backtrace in a process's folder, and the last sentence on its standard error.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - errors: The descriptor of the standard error.
  ///   - id: The exercise.
  init(folder: URL, errors: Int32, of id: ExerciseID) {
    reason = CrashReport.reason(in: errors)
    guard let report = CrashReport.backtrace(in: folder) else { return }
    let frames = report.threads.first { $0.crashed == true }?.frames ?? []
    guard
      let position = frames.firstIndex(where: {
        $0.sourceLocation?.file.hasSuffix(id.sourcePath) == true
      })
    else { return }
    let tests = "Tests/\(id.pack)Tests/"
    calledPlace = frames[..<position].lazy.compactMap { $0.sourceLocation?.place(in: tests) }.first
    let frame = frames[position]
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

  /// The report in a folder that may also have files of the student's code.
  private static func backtrace(in folder: URL) -> Backtrace? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasSuffix(".json") {
      let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
      let file = open(folder.appending(path: name).path, flags)
      guard file >= 0 else { continue }
      defer { close(file) }
      let size = Watchdog.size(file)
      guard size < 16 << 20 else { continue }
      let data = Data(ChildFiles.read(file, from: 0, count: size))
      if let report = try? JSONDecoder().decode(Backtrace.self, from: data) { return report }
    }
    return nil
  }

  /// The sentence `Index out of range` from `Lib/Student.swift:8: Fatal error: Index out of range`.
  private static func reason(in file: Int32) -> String? {
    let size = Watchdog.size(file)
    let start = max(0, size - 1 << 16)
    let data = ChildFiles.read(file, from: start, count: size - start)
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    // A crash report that could not be written to a file stands here too, and is not the sentence.
    guard
      let line = lines.last(where: { $0.contains("Fatal error") && !$0.hasPrefix("{") }),
      let range = line.range(of: "Fatal error")
    else { return nil }
    let sentence = line[range.upperBound...].drop { $0 == ":" || $0 == " " }
    return sentence.isEmpty ? nil : String(sentence.prefix(500))
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

      /// The place in a file of a folder, seen from the root of the package; nil in any other file.
      func place(in folder: String) -> String? {
        file.range(of: "/\(folder)", options: .backwards).map {
          "\(folder)\(file[$0.upperBound...]):\(line)"
        }
      }
    }
  }
}
