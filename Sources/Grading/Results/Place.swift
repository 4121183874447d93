/// A place of an answer: a probe and, in a trajectory, a step.
package struct Place: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The probe's name: "random probe 1".
  package var probe: String

  /// The step of a trajectory, counted from 1.
  package var step: Int?

  package init(_ probe: String, step: Int? = nil) {
    self.probe = probe
    self.step = step
  }

  /// The place as a message names it: "random probe 1, step 2".
  package var description: String { probe + (step.map { ", step \($0)" } ?? "") }
}
