import Foundation

// Benchmarks [--only OP] [--processes N] [--json FILE]: what an operation of tensors, a layer and the check of a
// gradient cost, as tables, and as JSON on request; of several processes the least and the median.
// Benchmarks --compare BEFORE AFTER: two such files side by side.
// Benchmarks --growth SIZE: what a check costs at about so many coordinates, and the memory of the process.

do {
  var file: String?
  var only: String?
  var processes = 1
  var arguments = CommandLine.arguments.dropFirst()
  func value(of option: String) throws -> String {
    guard let value = arguments.popFirst() else {
      throw BenchmarkError.missingValue(option: option)
    }
    return value
  }
  func rows(in file: String) throws -> [Row] {
    try JSONDecoder().decode([Row].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
  }
  while let option = arguments.popFirst() {
    switch option {
    case "--json": file = try value(of: option)
    case "--only": only = try value(of: option)
    case "--processes":
      let text = try value(of: option)
      guard let number = Int(text), number >= 1 else {
        throw BenchmarkError.notANumber(option: option, text)
      }
      processes = number
    case "--growth":
      let text = try value(of: option)
      guard let size = Int(text), size >= 1 else {
        throw BenchmarkError.notANumber(option: option, text)
      }
      print(try Growth(size: size).line())
      exit(0)
    case "--compare":
      print(
        Report.comparison(
          try rows(in: try value(of: option)),
          try rows(in: try value(of: option))
        )
      )
      exit(0)
    default: throw BenchmarkError.unknownOption(option)
    }
  }

  let result: [Row]
  if processes == 1 {
    let (layers, operations) = (try Operation.all(), try TensorOperation.all())
    func isChosen(_ name: String) -> Bool {
      only.map(name.localizedCaseInsensitiveContains) ?? true
    }
    result =
      try layers.flatMap { try $0.rows(where: isChosen) }
      + operations.filter { isChosen($0.name) }.map { try $0.row() }
    if let only, result.isEmpty {
      let known = layers.map(\.name) + operations.map(\.name)
      throw BenchmarkError.noSuchOperation(only, known: known)
    }
  } else {
    let room = FileManager.default.temporaryDirectory
      .appendingPathComponent("Benchmarks-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: room) }
    result = merged(
      try (0..<processes).map { _ in
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["--json", room.path] + (only.map { ["--only", $0] } ?? [])
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
          throw BenchmarkError.processFailed(status: process.terminationStatus)
        }
        return try rows(in: room.path)
      }
    )
  }
  print(Report.text(result))
  if let file {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(result).write(to: URL(fileURLWithPath: file))
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(2)
}
