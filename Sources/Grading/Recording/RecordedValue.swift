import Tensors

/// A recorded value.
///
/// A part of a large sample of random numbers is enough to recognise it. Of more than ``limit`` numbers only
/// some are kept, at equal distances; the others are ``Swift/Double/unrecorded``.
struct RecordedValue: Codable, Sendable {
  static let limit = 256

  var value: Value

  /// Records a value, or a part of a large one.
  init(_ value: Value, thinned: Bool) {
    let count = value.scalars.count
    guard thinned, count > RecordedValue.limit, case .tensor(let tensor) = value else {
      self.value = value
      return
    }
    let step = RecordedValue.step(count)
    let kept = tensor.scalars.enumerated().map { $0 % step == 0 ? $1 : .unrecorded }
    self.value = value.replacingScalars(kept)
  }

  /// The distance between kept numbers: odd, so that a matrix with 2ᵏ columns keeps some of every column.
  private static func step(_ count: Int) -> Int { count / (limit / 2) | 1 }

  private enum CodingKeys: String, CodingKey {
    case shape, kept
  }

  func encode(to encoder: any Encoder) throws {
    guard case .tensor(let tensor) = value, tensor.scalars.contains(where: \.isUnrecorded) else {
      try value.encode(to: encoder)
      return
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(tensor.shape, forKey: .shape)
    let kept = tensor.scalars.filter { !$0.isUnrecorded }
    try container.encode(Tensor(kept), forKey: .kept)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard container.contains(.shape) else {
      value = try Value(from: decoder)
      return
    }
    let shape = try container.decode([Int].self, forKey: .shape)
    let kept = try container.decode(Tensor.self, forKey: .kept).scalars
    let count = shape.reduce(1, *)
    let step = RecordedValue.step(count)
    let scalars = (0..<count).map { position in
      position % step == 0 && position / step < kept.count ? kept[position / step] : .unrecorded
    }
    value = .tensor(try Tensor(shape: shape, scalars))
  }
}
