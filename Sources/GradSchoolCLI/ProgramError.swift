/// Why the program cannot do what it was told.
enum ProgramError: Error, Equatable {
  case notInPackage(String)
  case unknownVerb(String, nearest: String?)
  case unknownOption(String, verb: Verb?, nearest: String?)
  case missingName(Verb)
  case missingOption(Option, verb: Verb)
  case twoOutputs([Option])
  case noSubmission(path: String, reason: String)
  case notPristine([String])
  case tooManyNames(Verb?, [String])
  case missingValue(Option, String)
  case invalidValue(Option, String, String)
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
  case occupied(String)
  case noSubmissions(String)
  case damagedSettings(path: String)
  case solutionsFail([String], seed: UInt64)
  case notCopied(path: String, to: String, reason: String)
  case noSubset(missing: String)
  case leakingGrader(path: String, module: String)
  case notRecorded([String])
  case notFinished([String])
  case interrupted(signal: Int32)

  /// The exit code of the program.
  var exitCode: Int32 {
    switch self {
    case .interrupted(let signal): 128 + signal
    default: 2
    }
  }
}

extension ProgramError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notInPackage(let folder):
      """
      \(folder) is not inside a GradSchool package: neither it nor a folder above it has a
      Package.swift and an Exercises folder. Change to the folder you cloned, then try again.
      """
    case .unknownVerb(let word, let nearest):
      "There is no command “\(word)”." + ProgramError.meant(nearest)
        + "\nAll commands: \(Program.command) help"
    case .unknownOption(let word, let verb, let nearest):
      "\(verb?.rawValue ?? "gradschool") has no option \(word)." + ProgramError.meant(nearest)
        + "\nIts options: \(Program.command)\(verb.map { " help \($0.rawValue)" } ?? " --help")"
    case .missingName(let verb):
      """
      \(verb.rawValue) needs \(verb.isForAuthors ? "a name" : "the name of an exercise"), for example:
        \(Program.command) \(verb.rawValue) \(verb.exampleOfNames)
      \(verb.isForAuthors ? "All options: \(Program.command) help \(verb.rawValue)" : "All names: \(Program.command) list")
      """
    case .missingOption(let option, let verb):
      "\(verb.rawValue) needs \(option.rawValue) \(option.value ?? "").\nHow it is used: "
        + "\(Program.command) help \(verb.rawValue)"
    case .twoOutputs(let options):
      "Only one report can go to standard output; \(options.map(\.rawValue).joined(separator: " and ")) "
        + "both have “-”. Give a file to all but one."
    case .noSubmission(let path, let reason):
      "There is no submission to grade: \(path) \(reason)"
    case .notPristine(let exercises):
      """
      --submission puts a student's files into a copy of the package that nobody has worked in, and
      here these have been changed: \(exercises.joined(separator: ", ")).
      Nothing was changed. Use a fresh copy, or see \(Program.command) help reset.
      """
    case .tooManyNames(let verb, let names):
      "\(verb?.rawValue ?? "gradschool") does not know what to do with "
        + "“\(names.joined(separator: " "))”.\nHow it is used: \(Program.command) help"
        + (verb.map { " \($0.rawValue)" } ?? "")
    case .missingValue(let option, let example):
      "\(option.rawValue) needs a value, for example: \(option.rawValue) \(example)"
    case .invalidValue(let option, let value, let reason):
      "\(option.rawValue) “\(value)” cannot be used. \(reason)"
    case .invalidName(let name, let reason):
      "“\(name)” cannot be used as a name. \(reason)\nNothing was written."
    case .alreadyThere(let paths):
      "These are there already, and are not overwritten:\n"
        + paths.map { "  \($0)" }.joined(separator: "\n") + "\nNothing was written."
    case .unknownPack(let name, let nearest):
      "There is no pack “\(name)”." + ProgramError.meant(nearest) + "\nTo begin it: "
        + "\(Program.command) new-pack \(name) NAME-OF-ITS-FIRST-EXERCISE"
    case .noPackList(let pack):
      """
      Package.swift has no list such as this one, to which a pack is added:
        let packs = [
          "\(pack)",
        ]
      Nothing was written.
      """
    case .unknownName(let name, let nearest):
      "There is no exercise or pack “\(name)”." + ProgramError.meant(nearest)
        + "\nAll names: \(Program.command) list"
    case .notOneExercise(let name, let candidates):
      "“\(name)” is not one exercise. Which of these?\n"
        + candidates.map { "  \($0)" }.joined(separator: "\n")
    case .noHints(let exercise, let path): "There are no hints for \(exercise): \(path) is missing."
    case .noSolution(let exercise, let path):
      "This copy of GradSchool has no solution for \(exercise): \(path) is missing."
    case .noStub(let exercise, let path):
      """
      \(exercise) cannot be reset: its original, \(path), is missing.
      Nothing was changed. `git checkout -- .gradschool/stubs` brings the originals back.
      """
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .unwritable(let path, let reason):
      "\(path) cannot be written: \(reason)\nNothing was changed or lost. Check the folder's "
        + "permissions and the free space on the disk, then try again."
    case .buildFailed(let lines, let log):
      "The package does not build, and no exercise is the cause:\n\n"
        + lines.map { "  \($0)" }.joined(separator: "\n")
        + "\n\nThe whole output is in \(log)"
    case .oldManifest:
      """
      Package.swift does not let gradschool build the exercises: it reads no GRADSCHOOL_EXERCISES.
      It was made for an older GradSchool. Make a new one with \(Program.command) new-pack --to, and
      take over its Package.swift.
      """
    case .noToolchain(let reason):
      "The Swift toolchain cannot be started: \(reason)\nCheck that `swift --version` works here."
    case .tookTooLong(let command, let seconds):
      "`swift \(command)` was stopped after \(seconds) s: something in it does not come to an end."
    case .noSubmissions(let path): "There is nothing in \(path): each submission is a folder there."
    case .damagedSettings(let path):
      "\(path) is damaged. It has the seed with which this class was graded: mend it, or delete it "
        + "to draw another seed and grade all again."
    case .solutionsFail(let ids, let seed):
      "With the seed \(seed) even the solutions do not pass: \(ids.joined(separator: ", ")).\n"
        + "No submission was graded. Certify the graders (\(Program.command) verify), or give another "
        + "--seed."
    case .occupied(let path):
      "\(path) is there already and not empty. Nothing was written; name another folder."
    case .notCopied(let path, let copy, let reason):
      "\(path) cannot be copied to \(copy): \(reason)"
    case .noSubset(let missing):
      "No package can be made of GradSchool and these packs: \(missing) is not declared in the way "
        + "that is known here. Nothing was written; take GradSchool as it was published."
    case .leakingGrader(let path, let module):
      """
      \(path) imports \(module), which a package without solutions does not have.
      What a grader needs of it belongs into the file …Certification.swift beside it.
      """
    case .notRecorded(let problems):
      "The answers of these exercises cannot be recorded, so nothing was handed out:\n"
        + problems.map { "  \($0)" }.joined(separator: "\n")
    case .notFinished(let places):
      "These exercises are not finished, so nothing was handed out:\n"
        + places.map { "  \($0)" }.joined(separator: "\n")
    case .interrupted: "Stopped. What was graded before stays graded."
    }
  }

  private static func meant(_ nearest: String?) -> String {
    nearest.map { " Did you mean \($0)?" } ?? ""
  }
}
