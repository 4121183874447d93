import Foundation
import Grading
import Testing

@testable import ExerciseTesting

enum StopsItself: Behaviour {
  static let student = Implementation.forward(Student.stopsItself)
}
enum KillsItsGroup: Behaviour {
  static let student = Implementation.forward(Student.killsItsGroup)
}
enum KillsItsParent: Behaviour {
  static let student = Implementation.forward(Student.killsItsParent)
}
enum Aborts: Behaviour { static let student = Implementation.forward(Student.aborts) }
enum SetsAnAlarm: Behaviour {
  static let student = Implementation.forward(Student.setsAnAlarm)
}
enum BlocksSignals: Behaviour {
  static let student = Implementation.forward(Student.blocksSignals)
}
enum HandlesItsTraps: Behaviour {
  static let student = Implementation.forward(Student.handlesItsTraps)
}
enum ExitsLikeTheHarness: Behaviour {
  static let student = Implementation.forward(Student.exitsLikeTheHarness)
}
enum ExitsLikeAHarnessStopped: Behaviour {
  static let student = Implementation.forward(Student.exitsLikeAHarnessStopped)
}
enum StallsTheEnd: Behaviour {
  static let student = Implementation.forward(Student.stallsTheEnd)
}
enum LeavesAThread: Behaviour {
  static let student = Implementation.forward(Student.leavesAThread)
}
enum LeavesAGrandchild: Behaviour {
  static let student = Implementation.forward(Student.leavesAGrandchild)
}
enum LeavesADaemon: Behaviour {
  static let student = Implementation.forward(Student.leavesADaemon)
}
enum StartsACrowd: Behaviour {
  static let student = Implementation.forward(Student.startsACrowd)
}
enum StartsABomb: Behaviour {
  static let student = Implementation.forward(Student.startsABomb)
}
enum CopiesItself: Behaviour {
  static let student = Implementation.forward(Student.copiesItself)
}
enum EndsTheFirstThread: Behaviour {
  static let student = Implementation.forward(Student.endsTheFirstThread)
}
enum RemovesItsFolder: Behaviour {
  static let student = Implementation.forward(Student.removesItsFolder)
}
enum UsesUpDescriptors: Behaviour {
  static let student = Implementation.forward(Student.usesUpDescriptors)
}
enum ClosesEverything: Behaviour {
  static let student = Implementation.forward(Student.closesEverything)
}
enum ReplacesDescriptors: Behaviour {
  static let student = Implementation.forward(Student.replacesDescriptors)
}
enum ChangesItsFolder: Behaviour {
  static let student = Implementation.forward(Student.changesItsFolder)
}
enum LowersItsLimits: Behaviour {
  static let student = Implementation.forward(Student.lowersItsLimits)
}
enum WritesAFile: Behaviour {
  static let student = Implementation.forward(Student.writesAFile)
}
enum WritesManyFiles: Behaviour {
  static let student = Implementation.forward(Student.writesManyFiles)
}
enum DeletesTheState: Behaviour {
  static let student = Implementation.forward(Student.deletesTheState)
}
enum ReadsItsInput: Behaviour {
  static let student = Implementation.forward(Student.readsItsInput)
}
enum PrintsToStandardError: Behaviour {
  static let student = Implementation.forward(Student.printsToStandardError)
}
enum PrintsForLong: Behaviour {
  static let student = Implementation.forward(Student.printsForLong)
}
enum PrintsForEver: Behaviour {
  static let student = Implementation.forward(Student.printsForEver)
}
enum PrintsEscapes: Behaviour {
  static let student = Implementation.forward(Student.printsEscapes)
}
enum TrapsWithEscapes: Behaviour {
  static let student = Implementation.forward(Student.trapsWithEscapes)
}
enum ThrowsEscapes: Behaviour {
  static let student = Implementation.forward(Student.throwsEscapes)
}
enum LooksAround: Behaviour {
  static let student = Implementation.forward(Student.looksAround)
}

extension HostileCase {
  static let system: [HostileCase] = [
    .init(StopsItself.self, .timedOut, "SIGSTOP stopped the process of your code during forward"),
    .init(KillsItsGroup.self, .crashed, "SIGKILL"),
    .init(Aborts.self, .crashed, "SIGABRT: the process was aborted"),
    .init(SetsAnAlarm.self, .crashed, "SIGALRM: the signal of a timer"),
    .init(BlocksSignals.self, .timedOut, "2 s of computing"),
    .init(HandlesItsTraps.self, .crashed, "ended the whole process, with exit status 0"),
    .init(EndsTheFirstThread.self, .timedOut, "2 s of computing"),
    .init(RemovesItsFolder.self, .crashed, "on random probe 1: Index out of range\n"),
    .init(ExitsLikeTheHarness.self, .crashed, "ended the whole process, with exit status 42"),
    .init(ExitsLikeAHarnessStopped.self, .crashed, "ended the whole process, with exit status 44"),
    .init(StallsTheEnd.self, .passed, earned: 10),
    .init(LeavesAThread.self, .passed, earned: 10),
    .init(StartsACrowd.self, .crashed, "had started", "processes"),
    .init(CopiesItself.self, .passed, earned: 10),
    .init(UsesUpDescriptors.self, .passed, earned: 10),
    .init(ClosesEverything.self, .passed, earned: 10),
    .init(ReplacesDescriptors.self, .passed, earned: 10),
    .init(ChangesItsFolder.self, .passed, earned: 10),
    .init(LowersItsLimits.self, .passed, earned: 10),
    .init(WritesManyFiles.self, .crashed, "had written", "MB"),
    .init(DeletesTheState.self, .passed, earned: 10),
    .init(ReadsItsInput.self, .passed, earned: 10),
    .init(PrintsToStandardError.self, .passed, earned: 10),
    .init(PrintsForLong.self, .passed, earned: 10),
    .init(PrintsForEver.self, .timedOut, "had printed", "Print less"),
    .init(PrintsEscapes.self, .wrong, earned: 6, "␛]0;title␇␛[2J␍hidden"),
    .init(TrapsWithEscapes.self, .crashed, "␛[2J␛[31mred"),
    .init(ThrowsEscapes.self, .wrong, earned: 6, "threw an error", "␛[2Jred"),
  ]
}

@Suite("Code that misuses the system", .maintainers)
struct HostileSystemTests {
  @Test("gets the right state and a useful sentence", arguments: HostileCase.system)
  func verdict(_ hostile: HostileCase) async throws {
    let (verdict, text) = try await hostile.grade()
    #expect(verdict.state == hostile.state, "\(text)")
    #expect(verdict.earned == hostile.earned, "\(text)")
    for phrase in hostile.phrases {
      #expect(text.contains(phrase), "\(phrase) is not in:\n\(text)")
    }
    let controls = text.unicodeScalars.filter {
      $0 != "\n" && $0.properties.generalCategory == .control
    }
    #expect(controls.isEmpty)
  }

  @Test("processes that a child leaves running are ended")
  func leftBehind() async throws {
    for (verdict, text) in [
      try await Doubling<LeavesAGrandchild>.graded(), try await Doubling<LeavesADaemon>.graded(),
    ] {
      #expect(verdict.state == .passed, "\(text)")
      let process = try #require(verdict.output?.head.first.flatMap { Int32($0) })
      #expect(kill(process, 0) != 0 && errno == ESRCH, "process \(process) still runs")
    }
  }

  @Test("the folder of a child is removed, whatever its permissions")
  func folder() async throws {
    let (verdict, text) = try await Doubling<WritesAFile>.graded()
    #expect(verdict.state == .passed, "\(text)")
    let path = try #require(verdict.output?.head.first)
    #expect(path.contains("gradschool-run-"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(
    "a child cannot signal the process that judges it",
    .enabled(if: Sandbox.protections.contains(.signals), "needs Landlock, version 6")
  )
  func signals() async throws {
    let (verdict, text) = try await Doubling<KillsItsParent>.graded()
    #expect(verdict.state == .passed, "\(text)")
    #expect(verdict.protections?.contains(.signals) == true)
  }

  @Test("a child does not see the variables of the process that judges it")
  func variables() async throws {
    setenv("SECRET_OF_THE_TESTS", "4711", 1)
    let (verdict, text) = try await Doubling<LooksAround>.graded()
    #expect(verdict.state == .passed, "\(text)")
    let given = ["PATH": "/bin", "GRADSCHOOL_SEED": "4711", "GITHUB_TOKEN": "4711", "LC_ALL": "C"]
    let shown = ChildProtocol.environment(given, mark: "m", scratch: "/s", home: "/s")
    #expect(!shown.values.contains("4711"))
    #expect(shown["PATH"] == "/bin" && shown["LC_ALL"] == "C" && shown["HOME"] == "/s")
  }
}
