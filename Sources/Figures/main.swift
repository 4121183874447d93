import Foundation

// Figures [FOLDER]: draws the pictures of the lessons into this package, or into another folder.
//
// The tests compare the committed files with what this program draws.

let root = URL(filePath: CommandLine.arguments.dropFirst().first ?? ".")
do {
  for figure in try Figures.all() {
    let file = root.appending(path: figure.path)
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(figure.svg.utf8).write(to: file)
    print(figure.path)
  }
} catch {
  FileHandle.standardError.write(Data("Figures: \(error)\n".utf8))
  exit(1)
}
