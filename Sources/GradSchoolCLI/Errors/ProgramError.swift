/// A reason why the program cannot carry out a command that it has understood.
enum ProgramError: Error, Equatable {
  case notInPackage(String)
  case noSubmission(path: String, reason: String)
  case notPristine([String])
  case invalidName(String, String)
  case alreadyThere([String])
  case unknownPack(String, nearest: String?)
  case noPackList(pack: String)
  case unknownName(String, nearest: String?)
  case notOneExercise(String, candidates: [String])
  case noHints(exercise: String, path: String)
  case noSolution(exercise: String, path: String)
  case noStub(exercise: String, path: String)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case buildFailed(lines: [String], log: String)
  case oldManifest
  case noToolchain(String)
  case tookTooLong(command: String, seconds: Int)
  /// A command printed nothing for too long.
  case wasSilent(command: String, seconds: Int)
  case occupied(String)
  case noSubmissions(String, [String])
  case damagedSettings(path: String)
  case damagedSeed(String)
  case recordingsGiveNoMarks
  case solutionsFail([String], seed: UInt64)
  case noClass(String)
  /// The graders of these exercises are others than those of the class.
  case gradersChanged([String])
  case otherExercises([String])
  case otherPart(String)
  case otherSeed(String)
  case partWithoutSeed
  case notMerged([String])
  case invalidFile(path: String, line: Int, reason: String)
  case notCopied(path: String, to: String, reason: String)
  case noSubset(missing: String)
  case leakingGrader(path: String, module: String)
  case notRecorded([String])
  case notFinished([String])
  case interrupted(signal: Int32)

  var exitCode: Int32 {
    if case .interrupted(let signal) = self { 128 + signal } else { 2 }
  }
}
