// swift-tools-version: 6.3
import PackageDescription

/// The exercise packs, in the order in which they are taught.
///
/// A name here is all a pack needs: its exercises, solutions and graders are the Swift files in
/// `Exercises/<Pack>`, `Solutions/<Pack>` and `Tests/<Pack>Tests`.
let packs = [
  "Neuron",
  "Broadcasting",
  "Activations",
  "Losses",
  "Layers",
  "FirstNetwork",
  "Initialisation",
  "Optimisers",
  "Training",
]

/// What `gradschool` says when it builds: a list `A,B` in a variable of the environment, or nil.
func named(_ variable: String) -> [String]? {
  Context.environment[variable]?.split(separator: ",").map(String.init)
}

/// The packs that somebody works on, so that nobody waits for the others; all without `GRADSCHOOL_PACKS`.
let built = named("GRADSCHOOL_PACKS").map { names in packs.filter(names.contains) } ?? packs

/// Where the exercises are: `gradschool` builds copies, each with the hash of its text compiled in.
let exercises = Context.environment["GRADSCHOOL_EXERCISES"] ?? "Exercises"

/// Exercises to leave out of the build, as `Pack/Exercise,Pack/Exercise`: those whose graders do not
/// compile, so that all others are still graded.
let skipped = named("GRADSCHOOL_SKIP") ?? []

/// Maintainers also build the libraries' own tests, for which no student has to wait: with
/// `GRADSCHOOL_TESTS=1`, or with `GRADSCHOOL_FULL=1`, which runs their long sweeps too.
let isMaintained = ["GRADSCHOOL_TESTS", "GRADSCHOOL_FULL"]
  .contains { Context.environment[$0] == "1" }

/// What a later language mode asks for: `any` before a protocol that is used as a type, and an import for every
/// member that is used.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module that is compiled as a whole, without the system's modules in its index.
///
/// Whether a module is compiled as a whole must not change from one build to the next: the object files of
/// both ways do not fit together.
let whole: [SwiftSetting] =
  strict + [
    .unsafeFlags(
      ["-wmo", "-num-threads", "2", "-disable-batch-mode", "-index-ignore-system-modules"],
      .when(configuration: .debug)
    )
  ]

/// The libraries below the graders run their inner loops optimised even in a debug build; a student's
/// own code never does, so that its traps keep their messages and line numbers.
///
/// Optimising takes time. A package that checks a derivative or two depends on this one with
/// `traits: []`, and does without.
let optimised: [SwiftSetting] =
  whole + [.unsafeFlags(["-O"], .when(configuration: .debug, traits: ["Optimised"]))]

/// Vectors of 256 bits on x86-64, and nothing elsewhere: another architecture warns of the flag, and ignores it.
#if arch(x86_64)
  let avx2 = ["-Xcc", "-Xarch_x86_64", "-Xcc", "-mavx2"]
#else
  let avx2: [String] = []
#endif

/// A module that runs only on processors that have them.
///
/// Without optimisation its vectors would end in functions that all modules share.
let wide: [SwiftSetting] =
  optimised + [
    .unsafeFlags(avx2, .when(platforms: [.linux], configuration: .release)),
    .unsafeFlags(
      avx2,
      .when(platforms: [.linux], configuration: .debug, traits: ["Optimised"])
    ),
  ]

/// The checker is optimised where its own tests sweep: in a student's first build that would cost 12 s, and
/// save 0.05 s in a verdict.
let swept: [SwiftSetting] = isMaintained ? optimised : whole

/// Without the system's modules in its index, a target is built in four fifths of the time.
let quick: [SwiftSetting] =
  strict + [.unsafeFlags(["-index-ignore-system-modules"], .when(configuration: .debug))]

/// Exercises see what they import and nothing else; and an expression that the compiler cannot make out in
/// 15 s is an error.
let exercised: [SwiftSetting] = [
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(
    ["-Xfrontend", "-solver-expression-time-threshold=15"],
    .when(configuration: .debug)
  ),
]

func targets(ofPack pack: String) -> [Target] {
  let files = skipped.filter { $0.hasPrefix(pack + "/") }.map { $0.dropFirst(pack.count + 1) }
  return [
    .target(
      name: pack,
      dependencies: ["Tensors"],
      path: "\(exercises)/\(pack)",
      exclude: ["README.md", "Hints", "Figures"] + files.map { "\($0).swift" },
      swiftSettings: exercised
    ),
    .target(name: "\(pack)Solutions", dependencies: ["Tensors"], path: "Solutions/\(pack)"),
    .testTarget(
      name: "\(pack)Tests",
      dependencies: [
        .target(name: pack), .target(name: "\(pack)Solutions"), "ExerciseTesting", "Grading",
        "ReferenceLayers", "Tensors",
      ],
      exclude: files.flatMap { ["\($0).swift", "\($0)Certification.swift"] }
    ),
  ]
}

/// What only maintainers need: the tests of the libraries, the benchmarks, and what draws the lessons' pictures.
let maintained: [Target] = [
  .executableTarget(
    name: "Figures",
    dependencies: ["ReferenceLayers", "Tensors"]
      + ["Neuron", "FirstNetwork", "Training"].map { .target(name: "\($0)Solutions") }
  ),
  .executableTarget(
    name: "Benchmarks",
    dependencies: ["GradientChecking", "ReferenceLayers", "Tensors"]
  ),
  .testTarget(name: "FiguresTests", dependencies: ["Figures"]),
  .testTarget(
    name: "TensorsTests",
    dependencies: ["Tensors"],
    resources: [.copy("Fixtures")]
  ),
  .testTarget(name: "GradientCheckingTests", dependencies: ["GradientChecking", "Tensors"]),
  .testTarget(name: "GradientTestingTests", dependencies: ["GradientChecking", "GradientTesting"]),
  .testTarget(
    name: "DifferentiableCheckingTests",
    dependencies: ["DifferentiableChecking", "GradientChecking"]
  ),
  .testTarget(
    name: "ReferenceLayersTests",
    dependencies: ["GradientChecking", "ReferenceLayers", "Tensors"],
    exclude: ["Fixtures/make_fixtures.py"],
    resources: [
      .copy("Fixtures/Activations.json"), .copy("Fixtures/Layers.json"),
      .copy("Fixtures/Losses.json"), .copy("Fixtures/Optimisers.json"),
    ]
  ),
  .testTarget(
    name: "GradingTests",
    dependencies: ["GradientChecking", "Grading", "GradingReports", "ReferenceLayers", "Tensors"]
  ),
  .testTarget(
    name: "ExerciseTestingTests",
    dependencies: ["ExerciseTesting", "Grading", "Tensors"]
  ),
  .testTarget(
    name: "GradSchoolCLITests",
    dependencies: ["GradSchoolCLI", "Grading", "GradingReports"]
  ),
  .testTarget(
    name: "LessonTests",
    dependencies: ["Tensors"] + packs.map { .target(name: "\($0)Solutions") }
  ),
]

/// What no grader needs, and the command-line program therefore does not build: itself, and a library for
/// engineers.
let aside: [Target] =
  named("GRADSCHOOL_PACKS") != nil
  ? []
  : [
    .target(
      name: "DifferentiableChecking",
      dependencies: ["GradientChecking"],
      swiftSettings: strict
    ),
    .target(
      name: "GradingReports",
      dependencies: ["GradientChecking", "Grading", "Tensors"],
      swiftSettings: quick
    ),
    .target(
      name: "GradSchoolCLI",
      dependencies: ["Grading", "GradingReports"],
      swiftSettings: quick
    ),
    .executableTarget(name: "gradschool", dependencies: ["GradSchoolCLI"]),
  ]

let asideProducts: [Product] =
  aside.isEmpty
  ? []
  : [
    .library(name: "DifferentiableChecking", targets: ["DifferentiableChecking"]),
    .executable(name: "gradschool", targets: ["gradschool"]),
  ]

let package = Package(
  name: "GradSchool",
  platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
  products: [
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "GradientChecking", targets: ["GradientChecking"]),
    .library(name: "GradientTesting", targets: ["GradientTesting"]),
    .library(name: "ReferenceLayers", targets: ["ReferenceLayers"]),
    .library(name: "ExerciseTesting", targets: ["ExerciseTesting", "Grading"]),
  ] + asideProducts,
  traits: [
    .default(enabledTraits: ["Optimised"]),
    .trait(name: "Optimised", description: "Libraries are optimised in debug builds, too."),
  ],
  targets: [
    .target(name: "WideProducts", swiftSettings: wide),
    .target(name: "Tensors", dependencies: ["WideProducts"], swiftSettings: optimised),
    .target(name: "GradientChecking", dependencies: ["Tensors"], swiftSettings: swept),
    .target(name: "ReferenceLayers", dependencies: ["Tensors"], swiftSettings: optimised),
    .target(name: "GradientTesting", dependencies: ["GradientChecking"], swiftSettings: quick),
    .target(
      name: "Grading",
      dependencies: ["GradientChecking", "Tensors"],
      swiftSettings: quick
    ),
    .target(
      name: "ExerciseTesting",
      dependencies: ["GradientTesting", "Grading", "Tensors"],
      swiftSettings: quick
    ),
  ] + aside + (isMaintained ? maintained : []) + built.flatMap(targets(ofPack:))
)
