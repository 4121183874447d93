import Foundation
import Grading

/// `handout`: writes a package for students, with some of the packs, with or without solutions.
struct HandoutCommand: Command {
  static let to = Option("--to", "DIR", isRequired: true, "the folder of the new package")
  static let withoutSolutions = Flag(
    "--without-solutions",
    "no solutions, no certifications, no reference layers; the graders compare with numbers that are "
      + "recorded now (this builds and runs them)"
  )

  static let hints = Option(
    "--hints",
    in: 0...Int.max,
    "hand out only the first N hints of each exercise; without solutions and without N, no hint from the "
      + "first one on that has a line of the solution"
  )
  static let places = Option(
    "--for",
    "PLACE,PLACE",
    "add what it takes to grade there: gradescope, github, docker"
  ) { text in
    try text.split(separator: ",").map { word in
      let name = word.trimmingCharacters(in: .whitespaces).lowercased()
      guard let place = GradingPlace(rawValue: name) else {
        let known = GradingPlace.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError.invalidValue("--for", text, "The places are \(known).")
      }
      return place
    }
  }

  let name = "handout"
  let summary = "write a package for students"
  let isForInstructors = true
  let options: [any OptionSyntax] = [
    to, Option<[String]>.packs, withoutSolutions, hints, places,
  ]
  let discussion = """
    Writes a package for students into DIR, which must be empty or not exist: the exercises as they
    are handed out, lessons, hints and graders, with a README of its own. Nothing is written while
    a stub, a lesson or a hint still has a TODO.
    """

  func run(in context: Context) throws -> Int32 {
    let path = try context.arguments.required(Self.to)
    let packs = try context.packs
    let withSolutions = !context.arguments[Self.withoutSolutions]
    let ids = packs.flatMap(\.exercises).map(\.id)
    let workspace = context.workspace
    var subset = PackageSubset(workspace: workspace, packs: packs, withSolutions: withSolutions)
    let count = context.arguments[Self.hints]
    if count != nil || !withSolutions { subset.hints = HandedOutHints(count: count) }
    subset.places = context.arguments[Self.places] ?? []
    if !withSolutions, let place = subset.places.first(where: \.givesMarks) {
      throw UsageError.invalidValue(
        "--for",
        place.rawValue,
        "Marks come from the whole package: leave out --without-solutions."
      )
    }
    // Where marks are given, the solutions are graded first, and all of them must pass.
    if subset.places.contains(where: \.givesMarks),
      let milestone = ExerciseText.incompleteMilestones(in: packs).first
    {
      let names = packs.map(\.id).joined(separator: ",")
      throw UsageError.invalidValue(Option.packs.name, names, milestone)
    }
    let handout = Handout(subset: subset, folder: context.folder.resolving(path), path: path)
    try handout.check()
    if !withSolutions {
      try GradingLock.holding(context.workspace, context.console) {
        try GradingRun(setup: context.setup, purpose: .recording).record(ids)
      }
    }
    try handout.write()
    context.console.line(
      """
      \(path) is a package with \(ids.count) exercise\(ids.count == 1 ? "" : "s") in \(packs.count) \
      pack\(packs.count == 1 ? "" : "s"), \(withSolutions ? "with" : "without") solutions.
      Try it as a student:
        cd \(path)
        \(Program.command)
      """
    )
    if count == nil, subset.leftHints > 0 {
      context.console.line(
        "\(subset.leftHints) hints were left out, since they have lines of the solutions, or follow one that "
          + "has; --hints N hands out the first N of each exercise."
      )
    }
    if !withSolutions {
      ExerciseText.incompleteMilestones(in: packs).forEach { context.console.line($0) }
    }
    return 0
  }
}

extension Option<[String]> {
  /// The packs that `handout` and `class` take.
  static let packs = Option("--packs", "PACK,PACK", "only these packs; all packs unless given") {
    $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

extension Context {
  /// The packs that `--packs` names; all without it.
  var packs: [Catalog.Pack] {
    get throws { try arguments[Option.packs].map(catalog.packs(named:)) ?? catalog.packs }
  }
}
