import Foundation
import ReferenceLayers
import Tensors

/// A set of arguments for one layer, loss or optimiser, and what should come out where that is known.
struct Case: Codable, Sendable {
  /// The layer, loss or optimiser.
  var subject = ""
  /// What is special about this case.
  var name = ""
  /// The differentiated arguments.
  var inputs: [String: Tensor]
  /// Tensors that are not differentiated: a mask, a target.
  var constants: [String: Tensor] = [:]
  /// Class labels or indices.
  var labels: [Int] = []
  /// Numbers and words: a stride, a reduction.
  var settings: [String: Setting] = [:]
  /// The gradient of each output.
  var upstream: [String: Tensor] = [:]
  /// The expected outputs.
  var outputs: [String: Tensor] = [:]
  /// The expected gradients.
  var gradients: [String: Tensor] = [:]

  /// A number or a word.
  enum Setting: Codable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral
  {
    case number(Double)
    case word(String)

    init(integerLiteral value: Int) { self = .number(Double(value)) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(stringLiteral value: String) { self = .word(value) }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .word(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .number(let value): try container.encode(value)
      case .word(let value): try container.encode(value)
      }
    }
  }

  /// What a case does not have.
  struct Missing: Error { var name: String }

  /// An input or a constant, by name.
  func callAsFunction(_ name: String) throws -> Tensor {
    guard let tensor = inputs[name] ?? constants[name] else { throw Missing(name: name) }
    return tensor
  }

  /// The gradient of an output.
  func upstream(_ name: String = "y") throws -> Tensor {
    guard let tensor = upstream[name] else { throw Missing(name: "upstream " + name) }
    return tensor
  }

  /// A setting that is a number.
  func double(_ name: String) throws -> Double {
    guard case .number(let value) = settings[name] else { throw Missing(name: name) }
    return value
  }

  /// A setting that is a whole number.
  func int(_ name: String) throws -> Int { Int(try double(name)) }

  /// A setting for both axes of an image; one with "Width" at its end is for the width alone.
  func extent(_ name: String) throws -> Extent2D {
    Extent2D(height: try int(name), width: try (try? int(name + "Width")) ?? int(name))
  }

  /// The setting "reduction".
  func reduction() throws -> Reduction {
    guard case .word(let word) = settings["reduction"], let value = Reduction(rawValue: word) else {
      throw Missing(name: "reduction")
    }
    return value
  }
}

/// The cases that Fixtures/make_fixtures.py computed with PyTorch, by subject.
let fixtures: [String: [Case]] = {
  var cases: [Case] = []
  for file in ["Activations", "Losses", "Layers", "Optimisers"] {
    guard let url = Bundle.module.url(forResource: file, withExtension: "json"),
      let data = try? Data(contentsOf: url),
      let read = try? JSONDecoder().decode([Case].self, from: data)
    else { fatalError("The fixture \(file).json cannot be read: run make_fixtures.py.") }
    cases += read
  }
  return Dictionary(grouping: cases, by: \.subject)
}()
