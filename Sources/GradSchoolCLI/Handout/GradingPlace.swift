/// Where the exercises of a package can be graded other than in a terminal, with the files that this needs.
enum GradingPlace: String, CaseIterable {
  case gradescope, github, docker

  /// The files, the same as in this package.
  var files: [String] {
    switch self {
    case .gradescope: GradingPlace.scripts
    case .github: [".github/workflows/grade.yml"]
    case .docker: [".docker/Dockerfile", ".docker/Dockerfile.dockerignore"] + GradingPlace.scripts
    }
  }

  /// Whether marks come from there: a package with recorded answers gives none.
  var givesMarks: Bool { self != .github }

  private static let scripts = ["README.md", "run_autograder", "setup.sh"].map {
    ".gradescope/\($0)"
  }
}
