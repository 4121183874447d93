import Foundation
import Grading

/// The files around a pack in a package of its own.
struct PackageTemplate {
  let pack: String
  let dependency: Dependency

  /// The place where a package finds GradSchool.
  enum Dependency: Equatable {
    /// A folder, seen from the new package or absolute.
    case path(String)
    /// An address, and a branch or the lowest version.
    case address(String, requirement: String)

    /// Reads `../GradSchool`, `https://…/GradSchool.git@1.0.0`, `https://…/GradSchool.git@main`.
    init(_ text: String) {
      guard text.contains("://") || text.firstMatch(of: /^[^\/ ]+@[^\/ ]+:/) != nil else {
        self = .path(text)
        return
      }
      // An at sign may also stand before the host's name.
      let tail = text.lastIndex(of: "/") ?? text.startIndex
      guard let sign = text[tail...].lastIndex(of: "@") else {
        self = .address(text, requirement: "branch: \"main\"")
        return
      }
      let wanted = String(text[text.index(after: sign)...])
      let isVersion = wanted.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?/) != nil
      self = .address(
        String(text[..<sign]),
        requirement: "\(isVersion ? "from" : "branch"): \"\(wanted)\""
      )
    }

    /// The element of the manifest's dependencies.
    var declaration: String {
      switch self {
      case .path(let path): ".package(name: \"GradSchool\", path: \"\(path)\")"
      case .address(let address, let requirement): ".package(url: \"\(address)\", \(requirement))"
      }
    }

    /// The name of the dependency in the manifest: for an address, its last part.
    var identity: String {
      switch self {
      case .path: return "GradSchool"
      case .address(let address, _):
        let last = address.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? "GradSchool"
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
      }
    }
  }

  var manifest: String {
    """
    // swift-tools-version: 6.3
    import PackageDescription

    /// The exercise packs, in the order in which they are taught.
    let packs = [
      "\(pack)"
    ]

    /// A list `A,B` in a variable that `gradschool` sets when it builds; nil without the variable.
    func named(_ variable: String) -> [String]? {
      Context.environment[variable]?.split(separator: ",").map(String.init)
    }

    /// The packs to build: those that a student works on, or all without `GRADSCHOOL_PACKS`.
    let built = named("GRADSCHOOL_PACKS").map { names in packs.filter(names.contains) } ?? packs

    /// The folder of the exercises: `gradschool` builds copies, each with the hash of its text compiled in.
    let exercises = Context.environment["GRADSCHOOL_EXERCISES"] ?? "Exercises"

    /// Exercises to leave out of the build, as `Pack/Exercise,Pack/Exercise`: those whose graders do not
    /// compile, so that all others are still graded.
    let skipped = named("GRADSCHOOL_SKIP") ?? []

    func gradSchool(_ name: String) -> Target.Dependency {
      .product(name: name, package: "\(dependency.identity)")
    }

    func targets(ofPack pack: String) -> [Target] {
      let files = skipped.filter { $0.hasPrefix(pack + "/") }.map { $0.dropFirst(pack.count + 1) }
      return [
        .target(
          name: pack,
          dependencies: [gradSchool("Tensors")],
          path: "\\(exercises)/\\(pack)",
          exclude: ["README.md", "Hints", "Figures"] + files.map { "\\($0).swift" },
          swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")]
        ),
        .target(
          name: "\\(pack)Solutions",
          dependencies: [gradSchool("Tensors")],
          path: "Solutions/\\(pack)"
        ),
        .testTarget(
          name: "\\(pack)Tests",
          dependencies: [
            .target(name: pack), .target(name: "\\(pack)Solutions"), gradSchool("ExerciseTesting"),
            gradSchool("ReferenceLayers"), gradSchool("Tensors"),
          ],
          exclude: files.flatMap { ["\\($0).swift", "\\($0)Certification.swift"] }
        ),
      ]
    }

    let package = Package(
      name: "\(pack)",
      platforms: [.macOS(.v15)],
      dependencies: [\(dependency.declaration)],
      targets: built.flatMap(targets(ofPack:))
    )

    """
  }

  var readme: String {
    """
    # \(pack)

    Exercises in backpropagation, graded by [GradSchool](\(link)).

        \(Program.command)
        swift test

    The first command grades your exercises and shows your progress; the second runs every grader. Open the lesson,
    `Exercises/\(pack)/README.md`, and then the exercises beside it: replace `throw NotStarted()` with your code.
    `\(Program.command) hint NAME` opens the next hint. The first build takes some minutes, later ones seconds.

    Every operation on tensors is on the [Tensor card](Exercises/TENSOR.md). You need Swift 6.3 or later, on Linux or
    macOS, and nothing else. In a container of Codespaces or VS Code you need not even that.

    ## For authors

    | command | what it does |
    |---|---|
    | `\(Program.command) new-exercise \(pack) NAME` | begins another exercise |
    | `\(Program.command) verify` | lists what is missing, and certifies the graders |
    | `GRADSCHOOL_FULL=1 swift test` | certifies the graders in CI, without a terminal |

    """
  }

  private var link: String {
    switch dependency {
    case .path(let path): path
    case .address(let address, _): address
    }
  }

  /// The files of GradSchool that every package of exercises has beside them: the Tensor card, to which lessons
  /// link, the editor's tasks, and the container for those who install nothing.
  static let pages = [
    "Exercises/TENSOR.md", ".vscode/tasks.json", ".devcontainer/devcontainer.json",
  ]

  /// The page in the folder of a pack's pictures.
  static func figuresPath(_ pack: String) -> String { "Exercises/\(pack)/Figures/README.md" }

  /// A page in the folder of a pack's pictures, which the manifest names: git knows no empty folders.
  static let figures = """
    # Pictures of the lesson

    A lesson shows a picture with `![what is to be seen](Figures/name.svg)`. No build looks into this folder.

    """

  static let gitignore = """
    .build/
    .swiftpm/
    Package.resolved
    .DS_Store
    *.xcodeproj

    # A student's progress; the pristine stubs are the one part that is shared.
    .gradschool/*
    !.gradschool/stubs/

    """
}
