import Foundation

/// The system's data about a process.
struct ProcessStatus: Sendable {
  var process: Int32
  var parent: Int32
  var session: Int32
  var group: Int32
  /// The name of the program, cut to 15 letters.
  var name: String
  var isStopped: Bool
  var hasEnded: Bool
  /// The time of its start, in a unit of the system; with the number it identifies a process.
  var started: UInt64
  /// The processor time of this process and of its ended children.
  var processorSeconds: Double

  #if canImport(Darwin)
    /// Asks about one process; nil when there is none.
    init?(of process: Int32) {
      var info = proc_taskallinfo()
      let size = Int32(MemoryLayout<proc_taskallinfo>.size)
      guard proc_pidinfo(process, PROC_PIDTASKALLINFO, 0, &info, size) == size else { return nil }
      self.process = process
      parent = Int32(bitPattern: info.pbsd.pbi_ppid)
      group = Int32(bitPattern: info.pbsd.pbi_pgid)
      session = getsid(process)
      name = withUnsafeBytes(of: info.pbsd.pbi_comm) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      isStopped = Int32(bitPattern: info.pbsd.pbi_status) == SSTOP
      hasEnded = Int32(bitPattern: info.pbsd.pbi_status) == SZOMB
      started = info.pbsd.pbi_start_tvsec * 1_000_000 + info.pbsd.pbi_start_tvusec
      var timebase = mach_timebase_info_data_t()
      mach_timebase_info(&timebase)
      let ticks = Double(info.ptinfo.pti_total_user + info.ptinfo.pti_total_system)
      processorSeconds = ticks * Double(timebase.numer) / Double(timebase.denom) * 1e-9
    }

    /// All processes that this one can see.
    static func all() -> [ProcessStatus] {
      let count = proc_listallpids(nil, 0)
      var numbers = [Int32](repeating: 0, count: Int(count) + 64)
      let size = Int32(numbers.count * MemoryLayout<Int32>.size)
      let found = proc_listallpids(&numbers, size)
      return numbers.prefix(Int(max(0, found))).compactMap(ProcessStatus.init(of:))
    }

    /// The megabytes of memory that a process uses.
    static func megabytes(of process: Int32) -> Int {
      var usage = rusage_info_v0()
      let isKnown = withUnsafeMutablePointer(to: &usage) { pointer in
        pointer.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
          proc_pid_rusage(process, RUSAGE_INFO_V0, $0) == 0
        }
      }
      return isKnown ? Int(usage.ri_phys_footprint >> 20) : 0
    }
  #else
    private static let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))

    /// Asks about one process; nil when there is none.
    init?(of process: Int32) {
      guard let text = ProcessStatus.read("/proc/\(process)/stat"),
        let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
      else { return nil }
      let fields = text[text.index(after: close)...].split(separator: " ")
      guard fields.count > 19 else { return nil }
      func number(_ field: Int) -> Int { Int(fields[field]) ?? 0 }
      self.process = process
      name = String(text[text.index(after: open)..<close])
      isStopped = fields[0] == "T"
      hasEnded = fields[0] == "Z" || fields[0] == "X"
      parent = Int32(number(1))
      group = Int32(number(2))
      session = Int32(number(3))
      started = UInt64(fields[19]) ?? 0
      let time = number(11) + number(12) + number(13) + number(14)
      processorSeconds = Double(time) / ProcessStatus.ticks
    }

    /// All processes that this one can see.
    static func all() -> [ProcessStatus] {
      guard let folder = opendir("/proc") else { return [] }
      defer { closedir(folder) }
      var found: [ProcessStatus] = []
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if let process = Int32(name), let status = ProcessStatus(of: process) {
          found.append(status)
        }
      }
      return found
    }

    /// The most megabytes of memory that a process has used.
    static func megabytes(of process: Int32) -> Int {
      guard let text = read("/proc/\(process)/status"),
        // Some containers only have the current use.
        let range = text.range(of: "VmHWM:") ?? text.range(of: "VmRSS:"),
        let kilobytes = text[range.upperBound...].split(whereSeparator: \.isWhitespace).first
          .flatMap({ Int($0) })
      else { return 0 }
      return kilobytes >> 10
    }

    /// The user of a process, or nil.
    static func user(of process: Int32) -> UInt32? {
      var status = stat()
      return stat("/proc/\(process)", &status) == 0 ? status.st_uid : nil
    }

    /// The beginning of a system file.
    static func read(_ path: String, limit: Int = 4_096) -> String? {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return nil }
      defer { close(file) }
      let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        // The system returns a file in parts.
        while count < limit, let base = buffer.baseAddress {
          let part = Foundation.read(file, base + count, limit - count)
          if part <= 0 { break }
          count += part
        }
      }
      return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
  #endif
}

/// A child process with everything that it started.
struct ProcessTree: Sendable {
  /// The child, which leads a session and a group of its own.
  let root: Int32
  /// A text in the environment of every process that the child started and that kept its environment.
  let mark: String
  /// A user as whom only this tree runs, if there is one.
  let user: UInt32?
  /// The descendants seen so far; a process that leaves its session remains one.
  private var seen: [Int32: UInt64] = [:]

  init(root: Int32, mark: String, user: UInt32?) {
    (self.root, self.mark, self.user) = (root, mark, user)
  }

  /// The processes of the tree without the child itself, including ended ones that nobody waited for.
  mutating func descendants(otherChildren: Set<Int32>) -> [ProcessStatus] {
    var rest = ProcessStatus.all()
    let remembered = rest.filter { seen[$0.process] == $0.started }.map(\.process)
    var members = Set(remembered + [root])
    var found: [ProcessStatus] = []
    // A child may come before its parent.
    while !rest.isEmpty {
      let before = rest.count
      rest.removeAll { status in
        guard status.process != root, !otherChildren.contains(status.process),
          status.session == root || status.group == root || members.contains(status.parent)
            || members.contains(status.process) || isLeftBehind(status, otherChildren)
        else { return false }
        members.insert(status.process)
        found.append(status)
        return true
      }
      if rest.count == before { break }
    }
    seen = Dictionary(uniqueKeysWithValues: found.map { ($0.process, $0.started) })
    return found
  }

  /// Whether an adopted process comes from the child.
  private func isLeftBehind(_ status: ProcessStatus, _ otherChildren: Set<Int32>) -> Bool {
    #if canImport(Darwin)
      false
    #else
      guard status.parent == getpid(), status.session != getsid(0),
        !otherChildren.contains(status.session)
      else { return false }
      if let user, ProcessStatus.user(of: status.process) == user { return true }
      return ProcessStatus.read("/proc/\(status.process)/environ", limit: 1 << 16)?.contains(mark)
        == true
    #endif
  }

  /// Whether any process may have been left behind; cheaper than a look at all processes.
  ///
  /// Every process that outlives the child descends from an adopted one, and the system gives adopted processes
  /// to the first thread. The processes that this one starts belong to the threads that started them.
  private var mayHaveOrphans: Bool {
    #if canImport(Darwin)
      true
    #else
      let process = getpid()
      let path = "/proc/self/task/\(process)/children"
      // Some kernels lack this file. Then all processes must be searched.
      return access(path, R_OK) != 0 || ProcessStatus.read(path, limit: 64) != nil
    #endif
  }

  /// Ends the child and everything in its group.
  func kill() {
    _ = Foundation.kill(-root, SIGKILL)
    _ = Foundation.kill(root, SIGKILL)
  }

  /// Ends processes by their groups, because a process that keeps starting others would stay a step ahead.
  ///
  /// A group lies within a session, and the sessions of these processes have no others.
  static func kill(_ processes: [ProcessStatus]) {
    let running = processes.filter { !$0.hasEnded }
    for group in Set(running.map(\.group)) where group > 1 && group != getpgrp() {
      _ = Foundation.kill(-group, SIGKILL)
    }
    for status in running { _ = Foundation.kill(status.process, SIGKILL) }
  }

  /// Ends all processes that the child left behind, after its end and before anybody waited for it.
  mutating func killDescendants(otherChildren: Set<Int32>) {
    _ = Foundation.kill(-root, SIGKILL)
    guard !seen.isEmpty || mayHaveOrphans else { return }
    for _ in 0..<200 {
      let found = descendants(otherChildren: otherChildren)
      ProcessTree.kill(found)
      // This process must wait for the processes that it adopted.
      for status in found where status.parent == getpid() { waitpid(status.process, nil, WNOHANG) }
      guard found.contains(where: { !$0.hasEnded }) else { return }
      usleep(2_000)
    }
  }
}
