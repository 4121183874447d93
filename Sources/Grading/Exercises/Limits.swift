extension Exercise {
  /// The limits of a child process that runs a student's code.
  public struct Limits: Sendable, Codable, Equatable {
    /// Seconds of processor time, which stop an endless loop.
    public var processorSeconds: Double

    /// Seconds by the clock, which stop code that waits for ever.
    public var wallSeconds: Double

    /// Megabytes of memory.
    public var megabytes: Int

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - processorSeconds: Seconds of processor time. Correct solutions use well under one.
    ///   - wallSeconds: Seconds by the clock; many, because the machine may be busy.
    ///   - megabytes: Megabytes of memory.
    public init(processorSeconds: Double = 5, wallSeconds: Double = 60, megabytes: Int = 1_024) {
      self.processorSeconds = processorSeconds
      self.wallSeconds = wallSeconds
      self.megabytes = megabytes
    }
  }
}
