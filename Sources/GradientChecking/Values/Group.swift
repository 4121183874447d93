/// Some of the coordinates, each once: all of them in order, or those of a list.
struct Group: RandomAccessCollection {
  /// Whether it holds all coordinates, without a list.
  let isEverything: Bool
  private let list: [Int]
  let endIndex: Int
  var startIndex: Int { 0 }

  /// All of so many coordinates.
  init(all count: Int) {
    isEverything = true
    list = []
    endIndex = count
  }

  init(_ list: [Int]) {
    isEverything = false
    self.list = list
    endIndex = list.count
  }

  subscript(position: Int) -> Int { isEverything ? position : list[position] }
}
