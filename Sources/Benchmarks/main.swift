import Foundation

// Benchmarks [--json FILE] [--only OP]: what checking a gradient costs, as a table, and as JSON on request.

do {
  var file: String?
  var only: String?
  var arguments = CommandLine.arguments.dropFirst()
  while let argument = arguments.popFirst() {
    guard ["--json", "--only"].contains(argument) else {
      throw BenchmarkError.unknownOption(argument)
    }
    guard let value = arguments.popFirst() else {
      throw BenchmarkError.missingValue(option: argument)
    }
    if argument == "--json" { file = value } else { only = value }
  }
  let all = try Operation.all()
  let chosen = all.filter { only.map($0.name.localizedCaseInsensitiveContains) ?? true }
  if let only, chosen.isEmpty {
    throw BenchmarkError.noSuchOperation(only, known: all.map(\.name))
  }

  var rows: [Row] = []
  for operation in chosen {
    for row in try operation.rows() {
      rows.append(row)
      let name = row.op.padding(toLength: 32, withPad: " ", startingAt: 0)
      let mode = row.mode.padding(toLength: 16, withPad: " ", startingAt: 0)
      print(
        name,
        mode,
        String(format: "%6d coordinates", row.coordinates),
        String(format: "%6d evaluations", row.evaluations),
        String(format: "%10.4f ms", row.seconds * 1e3),
        String(format: "%10.4f ms of processor", row.processorSeconds * 1e3)
      )
    }
  }
  if let file {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(rows).write(to: URL(fileURLWithPath: file))
  }
} catch {
  FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
  exit(2)
}
