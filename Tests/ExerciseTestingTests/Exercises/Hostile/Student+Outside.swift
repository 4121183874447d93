import Foundation
import Tensors

// Functions that try to reach something outside their folder. Each gives the right answer if it fails, and
// `// wrong on purpose` holds for all of them.

extension Student {
  /// The root of the package that is judged, known from the file of the standard output.
  private static let package: String? = {
    let output = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/1")
    return output.flatMap { output in
      output.range(of: "/.gradschool").map { String(output[..<$0.lowerBound]) }
    }
  }()

  private static func answer(_ x: Tensor, isConfined: Bool) -> Tensor {
    isConfined ? 2 * x : 3 * x
  }

  private static func works(_ body: () throws -> Void) -> Bool {
    (try? body()) != nil
  }

  static func writesToThePackage(_ x: Tensor) throws -> Tensor {
    guard let package else { return 3 * x }
    let manager = FileManager.default
    let hasWritten =
      works { try "mine".write(toFile: package + "/new.txt", atomically: false, encoding: .utf8) }
      || works { try "".write(toFile: package + "/secret.txt", atomically: false, encoding: .utf8) }
      || works { try manager.removeItem(atPath: package + "/secret.txt") }
      || works { try manager.removeItem(atPath: package + "/.gradschool/output") }
      || works {
        try manager.createSymbolicLink(atPath: package + "/link", withDestinationPath: "/etc")
      }
      || truncate(package + "/secret.txt", 0) == 0
      || works { try "mine".write(toFile: "/tmp/mine.txt", atomically: false, encoding: .utf8) }
    return answer(x, isConfined: !hasWritten)
  }

  static func readsThePackage(_ x: Tensor) throws -> Tensor {
    guard let package else { return 3 * x }
    let manager = FileManager.default
    let hasRead =
      works { _ = try String(contentsOfFile: package + "/secret.txt", encoding: .utf8) }
      || works { _ = try String(contentsOfFile: #filePath, encoding: .utf8) }
      || works { _ = try manager.contentsOfDirectory(atPath: package) }
      || works { _ = try manager.contentsOfDirectory(atPath: "/") }
      || works { _ = try manager.contentsOfDirectory(atPath: "..") }
    return answer(x, isConfined: !hasRead)
  }

  static func readsItsParent(_ x: Tensor) throws -> Tensor {
    let parent = "/proc/\(getppid())"
    let hasRead =
      works { _ = try Data(contentsOf: URL(filePath: parent + "/environ")) }
      || works { _ = try FileManager.default.destinationOfSymbolicLink(atPath: parent + "/fd/0") }
      || works { _ = try FileManager.default.contentsOfDirectory(atPath: parent + "/cwd/") }
      || open(parent + "/mem", O_RDONLY) >= 0
    return answer(x, isConfined: !hasRead)
  }

  static func becomesAnotherUser(_ x: Tensor) throws -> Tensor {
    answer(x, isConfined: getuid() != 0 && geteuid() != 0 && setuid(0) != 0 && seteuid(0) != 0)
  }

  /// Every process to which it may send a signal.
  static func killsEverything(_ x: Tensor) throws -> Tensor {
    if getuid() != 0 { kill(-1, SIGKILL) }
    return 2 * x
  }

  /// Threads that the runtime starts later are confined as well.
  static func writesFromTasks(_ x: Tensor) throws -> Tensor {
    guard let package else { return 3 * x }
    let done = DispatchSemaphore(value: 0)
    let path = package + "/task.txt"
    Task.detached {
      try? "mine".write(toFile: path, atomically: false, encoding: .utf8)
      done.signal()
    }
    DispatchQueue.global().async {
      try? "mine".write(toFile: path, atomically: false, encoding: .utf8)
      done.signal()
    }
    done.wait()
    done.wait()
    return answer(x, isConfined: open(path, O_RDONLY) < 0 && errno != ENOENT || !exists(path))
  }

  private static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  static func usesItsFolder(_ x: Tensor) throws -> Tensor {
    let manager = FileManager.default
    let home = ProcessInfo.processInfo.environment["HOME"]
    try "mine".write(toFile: "mine.txt", atomically: true, encoding: .utf8)
    try manager.createDirectory(atPath: "folder", withIntermediateDirectories: true)
    let temporary = manager.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(count: 8).write(to: temporary)
    let text = try String(contentsOfFile: "mine.txt", encoding: .utf8)
    return answer(x, isConfined: text == "mine" && home == manager.currentDirectoryPath)
  }
}
