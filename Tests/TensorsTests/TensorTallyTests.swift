import Testing

@testable import Tensors

@Suite("Tally of tensors")
struct TensorTallyTests {
  @Test(
    "a tensor with an entry moved a little is a neighbour; one with an entry left out is none",
    arguments: [
      ([1.001, 2, -3], true), ([1, 2, -3 - 1e-6], true), ([0.9, 2.2, -3], true),
      // An entry near 0 moves by little of the largest.
      ([1, 2, -3, 0.01], true), ([0, 2, -3], false), ([1, 2, 0], false), ([1, 2, -3], false),
      ([1, 2, -3, 0.5], false), ([1, 2, .nan], false),
    ] as [([Double], Bool)]
  )
  func neighbours(_ scalars: [Double], _ isNeighbour: Bool) throws {
    let origin = Tensor(scalars.count == 4 ? [1, 2, -3, 0] : [1, 2, -3])
    let (_, tally) = TensorTally.count { Tensor(scalars) }
    #expect(tally.neighbours(of: origin) == (isNeighbour ? 1 : 0))
  }
}
