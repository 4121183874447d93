extension ProgramError: CustomStringConvertible {
  var description: String {
    switch self {
    case .notInPackage(let folder):
      """
      \(folder) is not inside a GradSchool package: neither it nor a folder above it has a
      Package.swift and an Exercises folder. Change to the folder that you cloned, then try again.
      """
    case .noSubmission(let path, let reason):
      "There is no submission to grade: \(path) \(reason)"
    case .notPristine(let exercises):
      """
      --submission needs a copy of the package in which nobody has worked. In this one, these
      exercises have been changed: \(exercises.joined(separator: ", ")).
      Nothing was changed. Use a fresh copy, or see \(Program.command) help reset.
      """
    case .invalidName(let name, let reason):
      "“\(name)” cannot be used as a name. \(reason)\nNothing was written."
    case .alreadyThere(let paths):
      "These files exist already and are not overwritten:\n\(ProgramError.list(paths))\n"
        + "Nothing was written."
    case .unknownPack(let name, let nearest):
      "There is no pack “\(name)”.\(didYouMean(nearest))\nTo begin it: "
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
      "There is no exercise or pack “\(name)”.\(didYouMean(nearest))\n"
        + "All names: \(Program.command) list"
    case .notOneExercise(let name, let candidates):
      "“\(name)” is not one exercise. Which of these?\n\(ProgramError.list(candidates))"
    case .noHints(let exercise, let path): "There are no hints for \(exercise): \(path) is missing."
    case .noSolution(let exercise, let path):
      "This copy of GradSchool has no solution for \(exercise): \(path) is missing."
    case .noStub(let exercise, let path):
      """
      \(exercise) cannot be reset: its original, \(path), is missing.
      Nothing was changed. To bring the originals back: git checkout -- .gradschool/stubs
      """
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .unwritable(let path, let reason):
      "\(path) cannot be written: \(reason)\nNothing was changed or lost. Check the folder's "
        + "permissions and the free space on the disk, then try again."
    case .buildFailed(let lines, let log):
      "The package does not build, and no exercise is the cause:\n\n\(ProgramError.list(lines))\n\n"
        + "The whole output is in \(log)"
    case .oldManifest:
      """
      This Package.swift was made for an older GradSchool: it does not read GRADSCHOOL_EXERCISES,
      so gradschool cannot build the exercises. Make a new package with \(Program.command)
      new-pack --to, and copy its Package.swift to this one.
      """
    case .noToolchain(let reason):
      "The Swift toolchain cannot be started: \(reason)\nCheck that `swift --version` works here."
    case .wasSilent(let command, let seconds):
      "`swift \(command)` did not get on for \(seconds) s and was stopped."
    case .tookTooLong(let command, let seconds):
      "`swift \(command)` did not end within \(seconds) s and was stopped."
    case .noSubmissions(let path, let remarks):
      (["\(path) has no submissions. Put each one there, as a folder or as an archive."] + remarks)
        .joined(separator: "\n")
    case .damagedSettings(let path):
      "\(path) is damaged. It holds the seed with which this class was graded. Repair it, or delete it "
        + "to draw another seed and grade all submissions again."
    case .damagedSeed(let place):
      "The hidden seed in \(place) is no whole number. Delete it, and another one is drawn; or set it to a "
        + "whole number."
    case .recordingsGiveNoMarks:
      "This package has recorded answers instead of solutions. Students have the same recordings, so it gives "
        + "no marks: marks come from the whole package. Grade with the package that this one was handed out "
        + "from."
    case .solutionsFail(let ids, let seed):
      "With the seed \(seed), these solutions do not pass: \(ids.joined(separator: ", ")).\n"
        + "No submission was graded. Certify the graders (\(Program.command) verify), or choose another "
        + "--seed."
    case .noClass(let path): "\(path) has no results of a class: nothing was graded there."
    case .gradersChanged(let ids):
      "These graders have changed since this class was graded:\n\(ProgramError.list(ids))\n"
        + "Nothing was graded and no table was written, because one table has one grading. To grade these "
        + "exercises anew for everybody, and see whose points change:\n  \(Program.command) regrade --to DIR"
    case .otherExercises(let ids):
      "This class was graded with other exercises; the difference is:\n\(ProgramError.list(ids))\n"
        + "Nothing was graded. Choose the packs of the class with --packs, or another --to."
    case .otherPart(let part):
      "The folder has the results of part \(part). Choose another --to for each part."
    case .otherSeed(let path):
      "The results in \(path) have another seed, and one table has one grading. Nothing was graded.\n"
        + "Leave out --seed to keep the seed of the class, or choose another --to."
    case .partWithoutSeed:
      "The parts of a class must have the same seed, and it must stay secret. Give --part with the "
        + "same --seed NUMBER\neverywhere, or set GRADSCHOOL_SEED in the environment."
    case .notMerged(let problems):
      "Nothing was merged:\n\(ProgramError.list(problems))"
    case .invalidFile(let path, let line, let reason):
      "\(path):\(line): \(reason)\nNo table was written."
    case .occupied(let path):
      "\(path) exists already and is not empty. Nothing was written. Choose another folder."
    case .notCopied(let path, let copy, let reason):
      "\(path) cannot be copied to \(copy): \(reason)"
    case .noSubset(let missing):
      "Cannot create the package: \(missing) has an unexpected form, or is missing.\nNothing was "
        + "written. Start from GradSchool as it was published."
    case .leakingGrader(let path, let module):
      """
      \(path) imports \(module), which a package without solutions does not have.
      Move the code that needs it to the file …Certification.swift beside it.
      """
    case .notRecorded(let problems):
      "The answers of these exercises cannot be recorded, so nothing was handed out:\n"
        + ProgramError.list(problems)
    case .notFinished(let places):
      "These exercises are not finished, so nothing was handed out:\n"
        + ProgramError.list(places)
    case .interrupted: "Stopped. Verdicts that were reached before are kept."
    }
  }

  private static func list(_ lines: [String]) -> String {
    lines.map { "  \($0)" }.joined(separator: "\n")
  }
}
