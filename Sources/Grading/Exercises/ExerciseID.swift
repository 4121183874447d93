/// The id of an exercise, such as `layers/linear`.
///
/// The id follows from the path of the exercise's file: `Exercises/Layers/Linear.swift` is `layers/linear`, and
/// `Exercises/Losses/SoftmaxCrossEntropy.swift` is `losses/softmax-cross-entropy`. A dash stands before each
/// capital letter that begins a word: one followed by a small letter, or by a digit as in `SmoothL1`. So `ReLU`
/// is `relu`.
public struct ExerciseID: Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  /// The name of the pack's folder: `Layers`.
  public let pack: String

  /// The name of the exercise's file, without the ending: `SoftmaxCrossEntropy`.
  public let name: String

  /// Creates an id from the names of a folder and a file.
  ///
  /// - Parameters:
  ///   - pack: The pack's folder, such as `Layers`.
  ///   - name: The exercise's file without `.swift`, such as `Linear`.
  public init(pack: String, name: String) {
    self.pack = pack
    self.name = name
  }

  /// Creates an id from the names of a folder and a file, such as `Layers/Linear`; nil from any other text.
  ///
  /// - Parameter path: The two names with a stroke between them.
  package init?(path: String) {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard names.count == 2, names.allSatisfy({ $0.wholeMatch(of: /\w+/) != nil }) else {
      return nil
    }
    self.init(pack: names[0], name: names[1])
  }

  /// Creates an id from the `#fileID` of its grader.
  ///
  /// - Parameter fileID: `LayersTests/Linear.swift`, say.
  public init(graderFileID fileID: String) {
    let parts = fileID.split(separator: "/").map(String.init)
    let module = parts.first ?? ""
    let file = parts.last ?? ""
    pack = module.hasSuffix("Tests") ? String(module.dropLast(5)) : module
    name = file.hasSuffix(".swift") ? String(file.dropLast(6)) : file
  }

  /// The id as a user types it: `losses/softmax-cross-entropy`.
  public var description: String { "\(ExerciseID.dashed(pack))/\(ExerciseID.dashed(name))" }

  /// The student's file, as a path from the root of the package.
  public var sourcePath: String { "Exercises/\(pack)/\(name).swift" }

  /// The file with the exercise's title and hints, as a path from the root of the package.
  public var hintsPath: String { "Exercises/\(pack)/Hints/\(name).md" }

  /// The solution, as a path from the root of the package.
  public var solutionPath: String { "Solutions/\(pack)/\(name).swift" }

  /// The grader, as a path from the root of the package.
  public var graderPath: String { "Tests/\(pack)Tests/\(name).swift" }

  /// The certification of the grader, as a path from the root of the package.
  public var certificationPath: String { "Tests/\(pack)Tests/\(name)Certification.swift" }

  /// A version of the exercise with a planted fault, as a path from the root of the package.
  ///
  /// - Parameter version: The number of the version, from 1.
  /// - Returns: The path.
  public func faultPath(_ version: Int) -> String {
    "Tests/\(pack)Tests/\(name)Fault\(version).swift"
  }

  /// The versions with planted faults in a handout, as a path from the root of the package.
  public var handedOutFaultsPath: String { ".gradschool/faults/\(pack)/\(name).json" }

  /// The stored copy of the stub, as a path from the root of the package.
  public var stubPath: String { ".gradschool/stubs/\(pack)/\(name).swift" }

  /// The lesson of its pack, as a path from the root of the package.
  public var lessonPath: String { "Exercises/\(pack)/README.md" }

  /// Compares two ids alphabetically.
  public static func < (lhs: ExerciseID, rhs: ExerciseID) -> Bool {
    lhs.description < rhs.description
  }

  /// A name in small letters, with a dash before each capital that begins a further word.
  package static func dashed(_ name: String) -> String {
    let letters = Array(name)
    var result = ""
    for (i, letter) in letters.enumerated() {
      if i > 0, i + 1 < letters.count, letter.isUppercase {
        let (previous, next) = (letters[i - 1], letters[i + 1])
        if next.isLowercase || (previous.isLowercase && next.isNumber) { result += "-" }
      }
      result += letter.lowercased()
    }
    return result
  }
}
