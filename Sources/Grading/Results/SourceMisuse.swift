/// The ways in which a function can fail to draw its numbers from the given source.
package enum SourceMisuse: String, Codable, Sendable {
  /// Two sources with the same seed gave different numbers.
  case foreign
  /// Two sources with different seeds gave the same numbers.
  case ignored
  /// Two calls with one source gave the same numbers: it did not move on.
  case copied
}
