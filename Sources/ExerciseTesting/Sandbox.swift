import Foundation
import Grading

/// The confinement of students' code when a class is graded.
///
/// Environment variables of the process that runs the tests ask for it:
///
/// | Variable | Meaning |
/// |---|---|
/// | `GRADSCHOOL_SANDBOX` | A folder that other users may pass through (mode 711), like all folders above it. Each child process starts in a fresh folder in it, which is its home and the place of its temporary files. |
/// | `GRADSCHOOL_SANDBOX_UID` | The number of the user as whom children run, if the tests run as root on Linux; 65534 by default. Children that run at the same time get this number, the one below, and so on. |
///
/// All protections that the machine offers are used. ``protections`` and each verdict list them.
struct Sandbox: Sendable {
  /// The folder for the folders of the children.
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

  /// The protections in force when a student's code is judged in this environment on this machine.
  static var protections: [Protection] { protections(of: current) }

  static func protections(of sandbox: Sandbox?) -> [Protection] {
    var protections: [Protection] = [.ownFolder]
    #if !canImport(Darwin)
      protections += Landlock.protections(isConfined: sandbox != nil)
      if sandbox?.user != nil { protections.append(.ownUser) }
    #endif
    return protections
  }

  /// The confinement of a child, given its number among those that run at the same time, each as another user.
  func confinement(place: Int) -> Confinement {
    Confinement(user: user.map { UInt32(max(1, Int($0) - place)) }, readable: Sandbox.readable)
  }

  /// The paths that a process must read.
  ///
  /// They are its own program, the libraries of the toolchain and of the system, and the files that those read,
  /// but not the package.
  private static let readable: [String] = {
    var paths = [
      "/bin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64",
      "/usr/libexec", "/usr/share/zoneinfo", "/usr/share/locale", "/etc/ld.so.cache",
      "/etc/localtime",
      "/etc/nsswitch.conf", "/etc/passwd", "/etc/group", "/proc", "/dev/random", "/dev/urandom",
      "/sys/devices/system/cpu",
    ]
    #if !canImport(Darwin)
      // The neighbours of …/usr/lib/swift/linux/libswiftCore.so, and the program that writes crash reports.
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
