import Foundation
import Grading
import Synchronization

/// Grades the submissions of a class in a number of working copies side by side.
final class ClassRun: Sendable {
  private let folder: ClassFolder
  private let makeSetup: @Sendable (Int) -> GradingSetup
  private let seed: UInt64
  private let identity: GradingIdentity
  /// The exercises of the class; a copy may have further ones, as pieces of a milestone.
  private let catalog: Catalog
  /// The verdicts that were reached before; nil where all are to be reached anew.
  private let cache: VerdictCache?
  /// The pristine files of every copy.
  private let files: [String: Data]
  private let state: Mutex<State>

  /// The state that the copies share.
  private struct State {
    var waiting: [Job]
    var active: [Int: String] = [:]
    var done = 0
    let started = ContinuousClock.now
    var begun: ContinuousClock.Instant?
    var running = 0
    var error: (any Error)?
  }

  /// A submission, and what of it is to be graded.
  struct Job: Sendable {
    var submission: Submission
    /// The verdicts that are known and stay.
    var known: [Verdict] = []

    /// The exercises without a verdict.
    var open: Set<ExerciseID> {
      let ids = Set(submission.sources.keys).union(submission.refusals.keys)
        .union(submission.unclear.keys)
      return ids.filter { id in !known.contains { $0.exercise == "\(id)" } }
    }

    /// Adds the verdicts that a cache has.
    mutating func look(in cache: VerdictCache) {
      known += open.compactMap { cache.verdict(on: $0, submission.sources) }
    }
  }

  /// Prepares a run; `makeSetup` is called on the thread of the copy with that number.
  init(
    _ folder: ClassFolder,
    _ jobs: [Job],
    seed: UInt64,
    identity: GradingIdentity,
    catalog: Catalog,
    cache: VerdictCache?,
    files: [String: Data],
    makeSetup: @escaping @Sendable (Int) -> GradingSetup
  ) {
    self.folder = folder
    self.seed = seed
    (self.identity, self.catalog, self.cache) = (identity, catalog, cache)
    self.files = files
    self.makeSetup = makeSetup
    state = Mutex(State(waiting: jobs.reversed()))
  }

  /// Grades all submissions, and shows the progress.
  ///
  /// - Throws: The first error that no submission caused; finished results are kept.
  func run(copies: Int, _ console: Console) throws {
    let total = state.withLock { $0.waiting.count }
    state.withLock { $0.running = copies }
    for number in 1...max(1, copies) { Thread.detachNewThread { self.work(number) } }
    while state.withLock({ $0.running > 0 }) {
      console.status(status(of: total))
      usleep(200_000)
    }
    console.clearStatus()
    if let error = state.withLock({ $0.error }) { throw error }
  }

  private func work(_ number: Int) {
    defer { state.withLock { $0.running -= 1 } }
    do {
      let scratch = try ScratchFolder(number)
      var copy = WorkingCopy(setup: makeSetup(number), seed: seed, files: files, scratch: scratch)
      if let cache { copy.needed = cache.needed }
      guard try build(copy) else { return }
      while var job = next(number) {
        let start = ContinuousClock.now
        // Another student may have handed in the same text since.
        if let cache { job.look(in: cache) }
        let open = job.open
        let found = open.isEmpty ? [] : try copy.verdicts(job.submission, on: open)
        for id in open {
          guard let verdict = found.first(where: { $0.exercise == "\(id)" }) else { continue }
          try cache?.keep(verdict, on: id, job.submission.sources)
        }
        let time = (ContinuousClock.now - start).components
        let seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
        try folder.write(
          StudentResult(
            job.submission,
            catalog.ordered(job.known + found),
            identity,
            seed: seed,
            seconds: seconds
          )
        )
        state.withLock { $0.done += 1 }
      }
    } catch {
      state.withLock { state in
        if state.error == nil { state.error = error }
        // The other copies finish the submissions that they have begun.
        state.waiting = []
      }
    }
  }

  /// Builds a copy, and returns whether it was built: it is not when nothing is left to grade.
  private func build(_ copy: WorkingCopy) throws -> Bool {
    func isNeeded() -> Bool { state.withLock { !$0.waiting.isEmpty } }
    guard isNeeded() else { return false }
    do {
      try copy.build(isNeedless: { !isNeeded() })
    } catch {
      guard isNeeded() else { return false }
      throw error
    }
    return true
  }

  private func next(_ number: Int) -> Job? {
    state.withLock { state in
      if state.begun == nil { state.begun = .now }
      let job = state.waiting.popLast()
      state.active[number] = job?.submission.name
      return job
    }
  }

  private func status(of total: Int) -> String {
    state.withLock { state in
      guard let begun = state.begun else {
        let copies = state.running == 1 ? "a copy" : "\(state.running) copies"
        let seconds = (ContinuousClock.now - state.started).components.seconds
        return "Building \(copies) of the package, \(seconds) s"
      }
      let names = state.active.sorted { $0.key < $1.key }.map { FileName.printable($0.value) }
      var text = "\(state.done) of \(total) graded"
      if state.done > 0 {
        let seconds = Int((ContinuousClock.now - begun).components.seconds)
        let left = seconds * (total - state.done) / state.done
        text += left < 90 ? ", about \(left) s left" : ", about \(left / 60 + 1) min left"
      }
      return names.isEmpty ? text : text + ", now \(names.joined(separator: ", "))"
    }
  }
}

extension Catalog {
  /// Verdicts in the order in which the exercises are taught.
  func ordered(_ verdicts: [Verdict]) -> [Verdict] {
    let byID = Dictionary(verdicts.map { ($0.exercise, $0) }) { first, _ in first }
    return exercises.compactMap { byID["\($0.id)"] }
  }
}
