extension [Double] {
  /// An array of `count` numbers, all of which `fill` writes.
  ///
  /// Up to 128 numbers are written to the stack and copied from there: that is quicker than
  /// `init(unsafeUninitializedCapacity:initializingWith:)`, whose way to new storage is not specialised.
  @inline(__always)
  init(count: Int, filledBy fill: (UnsafeMutablePointer<Double>) -> Void) {
    if count <= 128 {
      self = withUnsafeTemporaryAllocation(of: Double.self, capacity: 128) { room in
        guard count > 0, let numbers = room.baseAddress else { return [] }
        fill(numbers)
        return [Double](UnsafeBufferPointer(start: numbers, count: count))
      }
    } else {
      self.init(unsafeUninitializedCapacity: count) { numbers, initialized in
        if let numbers = numbers.baseAddress { fill(numbers) }
        initialized = count
      }
    }
  }
}
