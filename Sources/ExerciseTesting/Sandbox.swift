import Foundation
import Grading

/// What keeps the student's code from the rest of the machine in a class.
///
/// It is asked for with environment variables of the process that runs the tests:
///
/// | Variable | Meaning |
/// |---|---|
/// | `GRADSCHOOL_SANDBOX` | A folder, which others may pass through (mode 711) as well as those above it. Each child process starts in a fresh folder in it, which is its home and the place of its temporary files. |
/// | `GRADSCHOOL_SANDBOX_UID` | The number of the user as whom children run, if the tests run as root on Linux; 65534 if it is not given. Children that run at the same time get this number, the one below, and so on. |
///
/// Everything that the machine offers is used, and what it does not offer is left out: ``protections`` and
/// each verdict say what was in force.
struct Sandbox: Sendable {
  /// The folder in which children get theirs.
  let folder: URL

  /// The user as whom the first child runs; nil where this process may not choose.
  let user: UInt32?

  init(folder: URL, user: UInt32? = nil) {
    self.folder = folder
    #if canImport(Darwin)
      self.user = nil
    #else
      self.user = geteuid() == 0 ? user ?? 65_534 : nil
    #endif
  }

  /// The sandbox that the environment asks for.
  static let current: Sandbox? = {
    let variables = ProcessInfo.processInfo.environment
    guard let path = variables["GRADSCHOOL_SANDBOX"], !path.isEmpty else { return nil }
    return Sandbox(
      folder: URL(filePath: path),
      user: variables["GRADSCHOOL_SANDBOX_UID"].flatMap(UInt32.init).flatMap { $0 == 0 ? nil : $0 }
    )
  }()

  /// What is in force when a student's code is judged in this environment on this machine.
  static var protections: [Protection] { protections(of: current) }

  static func protections(of sandbox: Sandbox?) -> [Protection] {
    var protections: [Protection] = [.ownFolder]
    #if !canImport(Darwin)
      protections += Landlock.protections(isConfined: sandbox != nil)
      if sandbox?.user != nil { protections.append(.ownUser) }
    #endif
    return protections
  }

  /// How far a child can reach.
  ///
  /// - Parameter place: Its number among those that run at the same time; each is a user of its own.
  /// - Returns: What a task says of it.
  func confinement(place: Int) -> Confinement {
    Confinement(user: user.map { UInt32(max(1, Int($0) - place)) }, readable: Sandbox.readable)
  }

  /// What a process needs to read.
  ///
  /// Its own program, the libraries of the toolchain and of the system, and what those read; not the package.
  private static let readable: [String] = {
    var paths = [
      "/bin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64",
      "/usr/libexec", "/usr/share/zoneinfo", "/usr/share/locale", "/etc/ld.so.cache",
      "/etc/localtime",
      "/etc/nsswitch.conf", "/etc/passwd", "/etc/group", "/proc", "/dev/random", "/dev/urandom",
      "/sys/devices/system/cpu",
    ]
    #if !canImport(Darwin)
      // …/usr/lib/swift/linux/libswiftCore.so: its neighbours, and what writes the report of a crash.
      let maps = ProcessStatus.read("/proc/self/maps", limit: 1 << 20) ?? ""
      let files = maps.split(separator: "\n").compactMap { line in
        line.firstIndex(of: "/").map { String(line[$0...]) }
      }
      if let core = files.first(where: { $0.hasSuffix("/libswiftCore.so") }) {
        let libraries = URL(filePath: core).deletingLastPathComponent()
        let root = libraries.appending(path: "../../..").standardizedFileURL
        paths += [libraries.path, root.appending(path: "libexec/swift").path]
      }
    #endif
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    paths.append(program.path)
    let products = program.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: products.path)) ?? []
    paths += names.filter { $0.hasSuffix(".resources") }.map { products.appending(path: $0).path }
    return paths
  }()
}
