#if canImport(_Differentiation)
  import GradientChecking
  import _Differentiation

  /// The numbers of a tangent vector, in the order of the coordinates of the value that it belongs to.
  ///
  /// A tangent vector that the compiler derives has the properties of its structure, without the
  /// conformances; so they are found by their names. Where a tangent vector is the zero of an array, it
  /// is empty whatever the size of the array; it then stands for as many zeros as are needed.
  struct TangentCoordinates<Value: CoordinateValue & Differentiable>: CoordinateValue {
    let coordinateParts: [CoordinatePart]
    private var values: [Double]

    /// Takes a tangent vector apart; its fields must correspond to those of the value.
    init(_ tangent: Value.TangentVector, shapedLike value: Value) throws {
      var blocks = TangentBlocks()
      try blocks.add(tangent, at: "")
      let known = (blocks.named.keys + blocks.zeros).sorted()
      var parts: [CoordinatePart] = []
      var values: [Double] = []
      for part in value.coordinateParts {
        if let block = blocks.named.removeValue(forKey: part.name) {
          parts.append(CoordinatePart(name: part.name, shape: block.shape))
          values += block.values
        } else if blocks.isZero(part.name) {
          parts.append(part)
          values += Array(repeating: 0, count: part.count)
        } else {
          throw DerivativeError.missingField(
            name: part.name,
            tangent: "\(Value.TangentVector.self)",
            known: known
          )
        }
      }
      if let name = blocks.named.keys.min() {
        throw DerivativeError.unlistedProperty(name: name, type: "\(Value.self)")
      }
      coordinateParts = parts
      self.values = values
    }

    var coordinateCount: Int { values.count }

    func withCoordinates<Result>(
      _ body: (UnsafeBufferPointer<Double>) throws -> Result
    ) rethrows -> Result {
      try values.withUnsafeBufferPointer(body)
    }

    mutating func setCoordinate(_ index: Int, to value: Double) { values[index] = value }
  }

  /// The blocks of numbers in a tangent vector, by their names: `weight`, `layers[1].bias`.
  private struct TangentBlocks {
    var named: [String: (shape: [Int], values: [Double])] = [:]
    /// The names of the arrays that are empty: zeros, of any size.
    var zeros: [String] = []

    mutating func add(_ tangent: Any, at name: String) throws {
      if let array = tangent as? any TangentArray {
        try add(array, at: name)
      } else if let value = tangent as? any CoordinateValue {
        var rest = value.coordinates[...]
        for part in value.coordinateParts {
          named[nested(part.name, in: name)] = (part.shape, Array(rest.prefix(part.count)))
          rest = rest.dropFirst(part.count)
        }
      } else {
        let properties = Mirror(reflecting: tangent)
        guard properties.displayStyle == .struct else {
          throw DerivativeError.notATangent(name: name, type: "\(type(of: tangent))")
        }
        for property in properties.children {
          try add(property.value, at: nested(property.label ?? "", in: name))
        }
      }
    }

    private mutating func add(_ array: any TangentArray, at name: String) throws {
      if array.elements.isEmpty {
        zeros.append(name)
      } else if let numbers = array.elements as? [Double] {
        named[name] = ([numbers.count], numbers)
      } else if let numbers = array.elements as? [Float] {
        named[name] = ([numbers.count], numbers.map(Double.init))
      } else {
        for (i, element) in array.elements.enumerated() {
          try add(element, at: nested("[\(i)]", in: name))
        }
      }
    }

    /// Whether a block is an empty array or lies within one.
    func isZero(_ name: String) -> Bool {
      zeros.contains { zero in
        name == zero || name.hasPrefix(zero + "[") || name.hasPrefix(zero + ".")
      }
    }

    private func nested(_ name: String, in outer: String) -> String {
      let separator = outer.isEmpty || name.isEmpty || name.hasPrefix("[") ? "" : "."
      return outer + separator + name
    }
  }

  /// The tangent vector of an array, whatever its elements.
  private protocol TangentArray {
    var elements: [Any] { get }
  }

  extension Array.DifferentiableView: TangentArray {
    fileprivate var elements: [Any] { base.map { $0 as Any } }
  }
#endif
