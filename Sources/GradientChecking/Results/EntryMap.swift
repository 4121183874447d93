/// Where in a block of entries something is wrong: rows are all axes but the last, columns the last.
///
/// In a block with more rows or columns than there is room for, a cell stands for several entries and shows the
/// worst of them.
package struct EntryMap<Mark> {
  /// The marks, row by row; nil where no entry of a cell has one.
  package let cells: [[Mark?]]
  /// How many rows and columns of entries a cell stands for.
  package let step: (rows: Int, columns: Int)

  /// Arranges marks, each at the position of its entry in row-major order, in at most so many rows and columns.
  package init(
    _ marks: some Sequence<(offset: Int, element: Mark)>,
    shape: [Int],
    atMost most: (rows: Int, columns: Int),
    severity: (Mark) -> Int
  ) {
    let columns = max(1, shape.last ?? 1)
    let rows = max(1, shape.reduce(1, *) / columns)
    step = ((rows - 1) / most.rows + 1, (columns - 1) / most.columns + 1)
    let row = [Mark?](repeating: nil, count: (columns - 1) / step.columns + 1)
    var cells = Array(repeating: row, count: (rows - 1) / step.rows + 1)
    for (offset, mark) in marks {
      let (row, column) = (offset / columns / step.rows, offset % columns / step.columns)
      if let known = cells[row][column], severity(known) >= severity(mark) { continue }
      cells[row][column] = mark
    }
    self.cells = cells
  }
}
