import Tensors

/// A random direction: independent numbers, uniform in −√3 … √3, so that each has variance 1.
///
/// What a direction d may miss: with V = U/(2√3) uniform in −½ … ½, Ball's theorem bounds every section of the
/// unit cube by √2, so the density of ⟨w, V⟩ is nowhere above √2/‖w‖, whatever w is, and
///
///     P(|⟨w, U⟩ + c| ≤ τ) ≤ 2τ · √2 / (2√3·‖w‖)
///                         = √(2/3) · τ/‖w‖
///                         ≈ 0.8165 · τ/‖w‖
///
/// for every c. Normal numbers have √(2/π) = 0.798 in its place and cost four times as much. Where numbers are
/// replaced by their absolute values, each is uniform over half the width, and the bound is twice as large. Signs ±1 are
/// no directions: an error in two coordinates that is equal and opposite escapes half of them.
///
/// Two numbers come from 64 random bits: 2³² equally likely values from −√3 on, √3 · 2⁻³¹ apart. One of them is 0, with
/// probability 2⁻³².
///
/// Reference: Ball, "Cube slicing in Rⁿ", Proceedings of the American Mathematical Society 97 (1986).
struct RandomDirection {
  /// c of the bound P ≤ c·τ/‖w‖, rounded up.
  static let density = 0.82

  /// The number of each coordinate, 0 outside the group.
  private(set) var numbers: [Double]
  private let group: Group
  /// How far each coordinate of the group is moved at step 1, before a random number is drawn.
  private let reach: [Double]
  /// The coordinates that may be moved to one side only, and the side, 1 or −1.
  private let edges: [(coordinate: Int, side: Double)]

  /// A direction that moves nothing yet.
  init(
    _ group: Group,
    of total: Int,
    reach: [Double],
    edges: [(coordinate: Int, side: Double)] = []
  ) {
    self.group = group
    self.reach = reach
    self.edges = edges
    // Room for five, of which four are never touched. glibc returns what lies at the end of the heap to the system as
    // soon as that is more than 128 KB, and every check of ten thousand coordinates would spend a quarter of its time
    // on new pages; once a block as large as this was freed, it keeps twice as much.
    numbers = []
    numbers.reserveCapacity(max(total, min(5 * total, 1 << 18)))
    numbers.append(contentsOf: repeatElement(0, count: total))
  }

  /// Whether it is meant to move every coordinate; a number is 0 with probability 2⁻³².
  var movesAll: Bool { group.isEverything }

  /// Draws it anew, each number times how far its coordinate reaches.
  mutating func draw(using random: inout RandomSource) {
    var source = TwoSources(random.next(), random.next())
    let group = group
    numbers.withUnsafeMutableBufferPointer { numbers in
      reach.withUnsafeBufferPointer { reach in
        if group.isEverything {
          forFours(group.indices) { k, width in
            store(load(reach, k, width) * source.next(), numbers, k, width)
          }
        } else {
          forFours(group.indices) { k, width in
            let four = load(reach, k, width) * source.next()
            for lane in 0..<width { numbers[group[k &+ lane]] = four[lane] }
          }
        }
      }
    }
    for edge in edges { numbers[edge.coordinate] = edge.side * abs(numbers[edge.coordinate]) }
  }
}

/// Two generators xorshift128+ side by side, in the lanes of vectors, with a seed each.
///
/// No operation of theirs is a rotation, which vectors of 128 bits do not have.
///
/// Reference: Vigna, "Further scramblings of Marsaglia's xorshift generators", Journal of Computational and Applied
/// Mathematics 315 (2017).
private struct TwoSources {
  private var state: (SIMD2<UInt64>, SIMD2<UInt64>)

  init(_ first: UInt64, _ second: UInt64) {
    var (one, other) = (SplitMix64(state: first), SplitMix64(state: second))
    state = (SIMD2(one.next(), other.next()), SIMD2(one.next(), other.next()))
  }

  /// Four independent numbers, uniform in −√3 … √3.
  @inline(__always)
  mutating func next() -> SIMD4<Double> {
    var x = state.0
    let y = state.1
    let bits = x &+ y
    x ^= x &<< 23
    state = (y, x ^ y ^ x &>> 18 ^ y &>> 5)
    // A whole number k below 2³² behind the leading bit of 2⁵² is 2⁵² + k: no conversion is needed.
    let leading: UInt64 = 0x4330_0000_0000_0000
    let numbers = SIMD4(
      lowHalf: unsafeBitCast(bits &>> 32 | leading, to: SIMD2<Double>.self),
      highHalf: unsafeBitCast(bits & 0xFFFF_FFFF | leading, to: SIMD2<Double>.self)
    )
    return (numbers - (0x1p52 + 0x1p31)) * (1.7320508075688772 * 0x1p-31)
  }
}
