// A type, as a list of functions that call its members.
extension Implementation {
  /// Creates an implementation of a type from a function for each of its members.
  ///
  /// The functions take numbers and tensors, make instances of the type from them, call the member, and return
  /// numbers and tensors. Write them once, generic over a protocol that the student's type, the solution and the
  /// known mistakes conform to:
  ///
  ///     static func members<D: DualNumber>(of type: D.Type) -> Implementation {
  ///       Implementation(members: [
  ///         "a + b": Implementation(function: { (a: [Double], b: [Double]) in
  ///           let sum = try D(value: a[0], slope: a[1]) + D(value: b[0], slope: b[1])
  ///           return (value: sum.value, slope: sum.slope)
  ///         })
  ///       ])
  ///     }
  ///
  /// - Parameter members: The functions by the names of the members. A tuple with labels makes several results,
  ///   each with points of its own.
  public init(members: KeyValuePairs<String, Implementation>) {
    self.init(call: { _, _ in Answer(values: []) })
    self.members = members.map { name, member in
      let labelled = member.changingCalls { call, inputs, random in
        var answer = try call(inputs, &random)
        for position in answer.values.indices {
          answer.values[position].label =
            answer.values[position].label.map { "\(name), \($0)" } ?? name
        }
        return answer
      }
      return (name, labelled)
    }
  }

  /// The same type with other functions for some members.
  ///
  ///     solution.replacingMembers(["a − b": Implementation(function: { (a: Double, b: Double) in b - a })])
  ///
  /// - Parameter others: The functions by the names of the members.
  /// - Returns: An implementation that shares the other members with this one.
  public func replacingMembers(_ others: KeyValuePairs<String, Implementation>) -> Implementation {
    Implementation(members: others).members.reduce(self) {
      $0.replacing(member: $1.name, by: $1.implementation)
    }
  }

  /// The same type with another function for one member, whose results have labels already.
  package func replacing(member name: String, by other: Implementation) -> Implementation {
    var copy = self
    copy.members.removeAll { $0.name == name }
    copy.members.append((name, other))
    return copy
  }

  /// The function of a member.
  ///
  /// A member without a function throws ``HarnessError/noMember(_:)``.
  package func member(_ name: String) -> Implementation {
    members.first { $0.name == name }?.implementation
      ?? Implementation(call: { _, _ in throw HarnessError.noMember(name) })
  }
}

extension Certification {
  /// The certification of one member of a type.
  ///
  /// A mistake in another member is right here.
  package func member(_ name: String) -> Certification {
    Certification(
      reference: reference.member(name),
      solution: solution.member(name),
      alternatives: alternatives.map { Alternative($0.name, $0.implementation.member(name)) },
      mistakes: mistakes.map {
        KnownMistake($0.name, $0.sentence, $0.implementation.member(name))
      }
    )
  }

  /// The certification without some of the known mistakes.
  func excluding(_ names: Set<String>) -> Certification {
    var copy = self
    copy.mistakes.removeAll { names.contains($0.name) }
    return copy
  }
}
