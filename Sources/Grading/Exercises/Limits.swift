extension Exercise {
  /// What a child process that runs a student's code may use.
  public struct Limits: Sendable, Codable, Equatable {
    /// Seconds of processor time: what stops an endless loop.
    public var processorSeconds: Double

    /// Seconds by the clock: what stops code that waits for ever.
    public var wallSeconds: Double

    /// Megabytes of memory.
    public var megabytes: Int

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - processorSeconds: Seconds of processor time. Sound exercises use well under one.
    ///   - wallSeconds: Seconds by the clock, generous: a busy machine is no mistake of the student's.
    ///   - megabytes: Megabytes of memory.
    public init(processorSeconds: Double = 5, wallSeconds: Double = 60, megabytes: Int = 1_024) {
      self.processorSeconds = processorSeconds
      self.wallSeconds = wallSeconds
      self.megabytes = megabytes
    }
  }
}
