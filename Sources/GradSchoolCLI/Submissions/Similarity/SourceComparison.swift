/// Sources of one exercise that agree in more than the task explains.
///
/// Sources are compared as sequences of tokens, by all their runs of ``run`` tokens. A run is no evidence where it stands in
/// the stub or in the published solution, or in the sources of so many students that it is the common form. What is left
/// of a source is its own; two sources agree when they share most of what the shorter one has, and enough.
///
/// Reference: S. Schleimer, D. S. Wilkerson, A. Aiken: Winnowing: local algorithms for document fingerprinting, 2003.
struct SourceComparison {
  /// Sources that agree, by their positions.
  struct Group: Equatable {
    var members: [Int]
    /// Whether all are equal apart from comments, white space and names.
    var isIdentical: Bool
  }

  /// The groups, in the order of their first members.
  let groups: [Group]
  /// The sources that equal the published solution, by their positions.
  let published: [Int]

  /// The tokens of a run.
  static let run = 10
  /// The tokens of their own that sources must share.
  static let evidence = 24
  /// The share of their own tokens that sources must share.
  static let agreement = 0.7

  /// The most sources that may share a run which is still evidence.
  static func limit(of sources: Int) -> Int { max(5, sources / 10) }

  /// Compares sources with each other, and with a solution.
  init(_ sources: [String], stub: String, solution: String) {
    let names = TokenStream.Names(declaredIn: stub)
    var positions: [TokenStream: [Int]] = [:]
    var streams: [TokenStream] = []
    var read: [String: TokenStream] = [:]
    for (position, source) in sources.enumerated() {
      let stream = read[source] ?? TokenStream(source, keeping: names)
      read[source] = stream
      if positions[stream] == nil { streams.append(stream) }
      positions[stream, default: []].append(position)
    }
    let right = TokenStream(solution, keeping: names)
    func whole(_ source: String) -> TokenStream {
      TokenStream(source, keeping: names, isWhole: true)
    }
    published = (positions[right] ?? []).filter { whole(sources[$0]) == whole(solution) }
    streams.removeAll { $0 == right }
    let members = streams.map { positions[$0] ?? [] }

    let given = Set(right.runs(of: Self.run))
      .union(TokenStream(stub, keeping: names).runs(of: Self.run))
    let written = streams.map { OwnTokens($0.runs(of: Self.run), explained: given) }
    var counts: [UInt64: Int] = [:]
    for (stream, own) in written.enumerated() {
      for run in own.runs { counts[run, default: 0] += members[stream].count }
    }
    let limit = Self.limit(of: sources.count)
    let common = Set(counts.lazy.filter { $0.value > limit }.map(\.key))
    let own = written.map { $0.runs.isDisjoint(with: common) ? $0 : $0.explained(by: common) }

    var clusters = Clusters(streams.count)
    for (one, other) in Self.candidates(own) where own[one].agrees(own[other]) {
      clusters.join(one, other)
    }
    groups = clusters.groups.compactMap { group in
      let all = group.flatMap { members[$0] }.sorted()
      guard all.count > 1, own[group[0]].count >= Self.evidence else { return nil }
      let isIdentical = group.count == 1 && Set(all.map { whole(sources[$0]) }).count == 1
      return Group(members: all, isIdentical: isIdentical)
    }.sorted { $0.members[0] < $1.members[0] }
  }

  /// Pairs of sources to be compared: the next sources with the same run, when they share several.
  ///
  /// A run that many sources share links each of them to the next alone, so that the number of pairs grows with the
  /// number of sources and not with its square.
  private static func candidates(_ own: [OwnTokens]) -> [(Int, Int)] {
    var last: [UInt64: Int] = [:]
    var pairs: [(Int, Int)] = []
    for source in own.indices where own[source].count >= evidence {
      var shared: [Int: Int] = [:]
      for run in own[source].runs {
        if let before = last[run] { shared[before, default: 0] += 1 }
        last[run] = source
      }
      pairs += shared.filter { $0.value >= Self.run / 2 }.map { ($0.key, source) }
    }
    return pairs
  }
}

/// The part of a source that nothing explains.
private struct OwnTokens {
  /// Its own runs, without repetition.
  let runs: Set<UInt64>
  /// All runs, one from each token.
  private let all: [UInt64]
  /// Whether each token is explained.
  private let isExplained: [Bool]
  /// How many are not.
  let count: Int

  init(_ all: [UInt64], explained: Set<UInt64>) {
    self.init(
      all,
      runs: Set(all.filter { !explained.contains($0) }),
      OwnTokens.covered(all, by: explained)
    )
  }

  private init(_ all: [UInt64], runs: Set<UInt64>, _ isExplained: [Bool]) {
    (self.all, self.runs, self.isExplained) = (all, runs, isExplained)
    count = isExplained.reduce(0) { $0 + ($1 ? 0 : 1) }
  }

  /// What is left when more runs explain it.
  func explained(by more: Set<UInt64>) -> OwnTokens {
    let covered = OwnTokens.covered(all, by: more)
    return OwnTokens(
      all,
      runs: runs.subtracting(more),
      zip(isExplained, covered).map { $0 || $1 }
    )
  }

  func agrees(_ other: OwnTokens) -> Bool {
    let (shared, share) = shared(other)
    return shared >= SourceComparison.evidence && share >= SourceComparison.agreement
  }

  /// The own tokens that two sources share, and their share of those of the shorter one: more code hides no copy.
  private func shared(_ other: OwnTokens) -> (tokens: Int, share: Double) {
    let (less, more) = count < other.count ? (self, other) : (other, self)
    let isShared = OwnTokens.covered(less.all, by: more.runs)
    let shared = zip(isShared, less.isExplained).reduce(0) { $0 + ($1.0 && !$1.1 ? 1 : 0) }
    return (shared, Double(shared) / Double(max(1, less.count)))
  }

  /// Whether each token lies in one of some runs.
  private static func covered(_ all: [UInt64], by runs: Set<UInt64>) -> [Bool] {
    let length = SourceComparison.run
    var covered = [Bool](repeating: false, count: all.count + length - 1)
    var (start, token) = (0, 0)
    while start < all.count {
      if runs.contains(all[start]) {
        token = max(token, start)
        while token < start + length {
          covered[token] = true
          token += 1
        }
      }
      start += 1
    }
    return covered
  }
}

extension TokenStream {
  /// A hash of each run of so many tokens; of the whole, when there are fewer.
  fileprivate func runs(of length: Int) -> [UInt64] {
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    let top = (0..<length).reduce(1 as UInt64) { power, _ in power &* base }
    var (hash, runs) = (0 as UInt64, [UInt64]())
    runs.reserveCapacity(codes.count)
    var index = 0
    while index < codes.count {
      hash = hash &* base &+ codes[index]
      if index >= length { hash = hash &- top &* codes[index - length] }
      if index >= length - 1 || codes.count < length && index == codes.count - 1 {
        runs.append(hash)
      }
      index += 1
    }
    return runs
  }
}

/// Sets that are joined.
private struct Clusters {
  private var parents: [Int]

  init(_ count: Int) { parents = Array(0..<count) }

  private func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index { index = parents[index] }
    return index
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    parents[max(one, other)] = min(one, other)
  }

  /// The members of each set.
  var groups: [[Int]] {
    var groups: [Int: [Int]] = [:]
    for index in parents.indices { groups[root(index), default: []].append(index) }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
