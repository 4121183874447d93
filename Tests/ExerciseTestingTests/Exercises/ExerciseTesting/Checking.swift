import Tensors

/// A student's check of doubling, which tries a vector.
enum Checking {
  static func accepts(_ forward: (Tensor) throws -> Tensor) throws -> Bool {
    try forward([1, 2]) == [2, 4]
  }
}
