#if !canImport(Darwin)
  import Foundation
  import Grading

  /// A feature of Linux with which a process restricts itself, permanently and without privileges.
  ///
  /// Reference: `Documentation/userspace-api/landlock.rst` of the Linux kernel.
  enum Landlock {
    /// The version in this kernel; 0 when there is none.
    static let version: Int = max(0, Linux.call(createRuleset, 0, 0, 1))

    /// The protections that ``restrict(_:scratch:)`` gives on this machine.
    static func protections(isConfined: Bool) -> [Protection] {
      var protections: [Protection] = []
      if version >= 6 { protections.append(.signals) }
      guard isConfined, version >= 1 else { return protections }
      protections.append(.reading)
      // Earlier versions cannot forbid emptying a readable file.
      if version >= 3 { protections.append(.writing) }
      if version >= 4 { protections.append(.network) }
      return protections
    }

    /// Restricts this thread and those that it starts, except in the scratch folder, and returns the protections
    /// that are in force now; without a confinement, only signals are restricted.
    static func restrict(_ confinement: Confinement?, scratch: String) -> [Protection] {
      let expected = protections(isConfined: confinement != nil)
      guard !expected.isEmpty else { return [] }
      var attributes: [UInt64] = [
        confinement == nil ? 0 : Access.all(version),
        confinement != nil && version >= 4 ? Access.network : 0,
        version >= 6 ? Access.scopes : 0,
      ]
      let size = version >= 6 ? 24 : version >= 4 ? 16 : 8
      let rules = attributes.withUnsafeMutableBytes { bytes in
        Linux.call(createRuleset, Int(bitPattern: bytes.baseAddress), size, 0)
      }
      guard rules >= 0 else { return [] }
      defer { close(Int32(rules)) }
      if let confinement {
        allow(scratch, Access.all(version), in: rules)
        for path in confinement.readable { allow(path, Access.reading, in: rules) }
        // Only the devices that store nothing.
        for path in ["/dev/null", "/dev/zero"] {
          allow(path, Access.reading | Access.writing(version), in: rules)
        }
      }
      guard Linux.gainNoPrivileges(), Linux.call(restrictSelf, rules, 0) == 0 else { return [] }
      return expected
    }

    private static func allow(_ path: String, _ access: UInt64, in rules: Int) {
      let pathOnly: Int32 = 0o10000000
      let descriptor = open(path, pathOnly | O_CLOEXEC)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      // A packed structure: the access, then the descriptor.
      var rule = [UInt8](repeating: 0, count: 12)
      rule.withUnsafeMutableBytes { bytes in
        bytes.storeBytes(of: isFolder ? access : access & Access.ofFiles, as: UInt64.self)
        bytes.storeBytes(of: descriptor, toByteOffset: 8, as: Int32.self)
        _ = Linux.call(addRule, rules, 1, Int(bitPattern: bytes.baseAddress), 0)
      }
    }

    private static let createRuleset = 444
    private static let addRule = 445
    private static let restrictSelf = 446

    /// The bits of `landlock.h`.
    private enum Access {
      /// Execute, read a file, read a folder.
      static let reading: UInt64 = 0b1101
      /// Write to a file and, from version 3 on, empty it.
      static func writing(_ version: Int) -> UInt64 { version >= 3 ? 1 << 1 | 1 << 14 : 1 << 1 }
      /// The rights that apply to a file: execute, write, read, truncate, control a device.
      static let ofFiles: UInt64 = 0b111 | 1 << 14 | 1 << 15
      /// Connecting to and listening at TCP ports.
      static let network: UInt64 = 0b11
      /// Abstract sockets, and signals to processes outside.
      static let scopes: UInt64 = 0b11

      /// All rights on files and folders of a version.
      static func all(_ version: Int) -> UInt64 {
        let count =
          switch version {
          case 1: 13
          case 2: 14
          case 3, 4: 15
          default: 16
          }
        return (1 << UInt64(count)) - 1
      }
    }
  }
#endif
