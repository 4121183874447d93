/// The name by which an exercise is known everywhere: `layers/linear`.
///
/// It follows from where the exercise's file lies: `Exercises/Layers/Linear.swift` is `layers/linear`,
/// and `Exercises/Losses/SoftmaxCrossEntropy.swift` is `losses/softmax-cross-entropy`. A capital letter
/// that begins a word (one followed by a small letter, or by a digit as in `SmoothL1`) begins a part of the
/// id, so that `ReLU` is `relu`.
public struct ExerciseID: Hashable, Codable, Sendable, Comparable, CustomStringConvertible {
  /// The pack's name as its folder is called: `Layers`.
  public let pack: String

  /// The exercise's name as its file is called, without the ending: `SoftmaxCrossEntropy`.
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

  /// The id as it is typed: `losses/softmax-cross-entropy`.
  public var description: String { "\(ExerciseID.dashed(pack))/\(ExerciseID.dashed(name))" }

  /// The student's file, seen from the root of the package.
  public var sourcePath: String { "Exercises/\(pack)/\(name).swift" }

  /// The file with the exercise's title and hints, seen from the root of the package.
  public var hintsPath: String { "Exercises/\(pack)/Hints/\(name).md" }

  /// The solution, seen from the root of the package.
  public var solutionPath: String { "Solutions/\(pack)/\(name).swift" }

  /// The grader, seen from the root of the package.
  public var graderPath: String { "Tests/\(pack)Tests/\(name).swift" }

  /// What certifies the grader, seen from the root of the package.
  public var certificationPath: String { "Tests/\(pack)Tests/\(name)Certification.swift" }

  /// The copy of the stub from which it is restored, seen from the root of the package.
  public var stubPath: String { ".gradschool/stubs/\(pack)/\(name).swift" }

  /// The lesson of its pack, seen from the root of the package.
  public var lessonPath: String { "Exercises/\(pack)/README.md" }

  /// Alphabetical by the typed form.
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
