extension Exercise {
  /// One member of a student's type: an operator, a method or an initialiser, with arguments and probes of its own.
  public struct Member: Sendable {
    /// The name in messages, as a student writes the call: "a + b".
    public let name: String

    package let inputs: [Input]

    package let edges: [Probe]

    /// A member of a type.
    ///
    /// - Parameters:
    ///   - name: The name in messages, as a student writes the call: "a + b".
    ///   - inputs: The arguments of the function of that name in ``Implementation/init(members:)``.
    ///   - edges: The probes beside the random ones.
    /// - Returns: The member.
    public static func member(_ name: String, inputs: [Input], edges: [Probe] = []) -> Member {
      Member(name: name, inputs: inputs, edges: edges)
    }
  }
}
