import Tensors

extension Figures {
  /// The product of a matrix and a stretched row, forwards and backwards.
  static func broadcasting() throws -> Figure {
    let x: Tensor = [[1, 2, 3], [4, 5, 6]]
    let y: Tensor = [10, 20, 30]
    let upstream: Tensor = [[1, 0, 2], [1, -1, 0]]
    let product = try upstream * x
    let gradient = try product.sum(axis: 0)
    return try Figure(
      "Exercises/Broadcasting/Figures/broadcasting.svg",
      "A row that is stretched over a matrix, and its gradient",
      """
      Forward: the row y = 10, 20, 30 is copied into both rows of a matrix, and multiplied entry by entry with x = 1, 2, \
      3 and 4, 5, 6. Backward: the upstream gradient times x is 1, 0, 6 and 4, −5, 0; each column is added up, and gives \
      the gradient of y: 5, −5, 6.
      """,
      height: 470
    ) { canvas in
      let (left, middle, right) = (36.0, 240.0, 444.0)
      canvas.text("forward: y is copied down the rows", Point(left, 46), .blue, isBold: true)
      try canvas.table(x, at: Point(left, 90), name: "x", .muted)
      canvas.text("·", Point(218, 146), anchor: .middle, size: 28)
      try canvas.table(
        try y.broadcast(to: [2, 3]),
        at: Point(middle, 90),
        name: "y",
        .blue,
        copies: true
      )
      canvas.text("=", Point(422, 146), anchor: .middle, size: 28)
      try canvas.table(try x * y, at: Point(right, 90), name: "z", .blue)

      canvas.text(
        "backward: what the copies send is added",
        Point(left, 236),
        .orange,
        isBold: true
      )
      try canvas.table(upstream, at: Point(left, 280), name: "upstream", .orange)
      canvas.text("·", Point(218, 336), anchor: .middle, size: 28)
      try canvas.table(x, at: Point(middle, 280), name: "x", .muted)
      canvas.text("=", Point(422, 336), anchor: .middle, size: 28)
      try canvas.table(product, at: Point(right, 280), .orange)
      for column in 0..<3 {
        let place = Point(right + 26 + 52 * Double(column), 376)
        canvas.arrow(place, place + Point(0, 30), .orange)
      }
      try canvas.table(gradient.reshaped([1, 3]), at: Point(right, 410), .orange)
      canvas.text("∂L/∂y =", Point(right - 12, 438), .orange, anchor: .end, isBold: true)
    }
  }
}

extension Canvas {
  /// Draws a matrix as a table; of copies of a row, all but the first are dashed.
  mutating func table(
    _ matrix: Tensor,
    at corner: Point,
    name: String = "",
    _ ink: Ink,
    copies: Bool = false
  ) throws {
    if !name.isEmpty { text(name, corner + Point(2, -10), ink) }
    for row in 0..<matrix.shape[0] {
      for column in 0..<matrix.shape[1] {
        let area = Area(
          x: corner.x + 52 * Double(column),
          y: corner.y + 42 * Double(row),
          width: 48,
          height: 38
        )
        let isCopy = copies && row > 0
        let fill: Ink = ink == .orange ? .orangeTint : ink == .blue ? .blueTint : .grid
        rectangle(
          area,
          fill: isCopy ? nil : fill,
          outline: isCopy ? ink : nil,
          radius: 5,
          dash: .dashed
        )
        let value = matrix[row, column].short
        text(
          value,
          area.centre + Point(0, 7),
          isCopy ? ink : .text,
          anchor: .middle,
          isHalo: false
        )
      }
    }
  }
}
