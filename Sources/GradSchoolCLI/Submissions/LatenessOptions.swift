import Foundation

/// The options about the time by which a class must hand in.
struct LatenessOptions {
  static let due = Option(
    "--due",
    "TIME",
    example: "2026-12-01T23:59+01:00",
    "the time by which to hand in, such as 2026-12-01T23:59+01:00; “none” forgets it"
  ) { text -> Due in
    if text == "none" { return .none }
    guard let time = Lateness.time(text) else {
      throw UsageError.invalidValue(
        "--due",
        text,
        "It must be a date and a time, such as 2026-12-01T23:59 or 2026-12-01T23:59+01:00."
      )
    }
    return .time(time)
  }
  static let latePerDay = Option(
    "--late-per-day",
    "PERCENT",
    example: "10",
    "the share of the points that each day late costs, a day that has begun counting as a whole one"
  ) { text in
    guard let percent = Double(text), (0...100).contains(percent) else {
      throw UsageError.invalidValue("--late-per-day", text, "It must be a number from 0 to 100.")
    }
    return percent
  }
  static let grace = Option(
    "--grace",
    in: 0...100_000,
    example: "15",
    "minutes after --due in which a submission still is on time"
  )
  static let options: [any OptionSyntax] = [due, latePerDay, grace]

  enum Due { case none, time(Date) }

  private let due: Due?
  private let percent: Double?
  private let grace: Int?

  init(_ arguments: Arguments) {
    (due, percent) = (arguments[Self.due], arguments[Self.latePerDay])
    grace = arguments[Self.grace]
  }

  var isGiven: Bool { due != nil || percent != nil || grace != nil }

  /// What the options make of an earlier setting.
  func applied(to earlier: Lateness?) throws -> Lateness? {
    var lateness = earlier
    switch due {
    case .none?: return nil
    case .time(let time)?: lateness = lateness ?? Lateness(due: time); lateness?.due = time
    case nil: break
    }
    guard lateness != nil else { throw UsageError.missingOption(Self.due.usage, command: "class") }
    if let percent { lateness?.percentPerDay = percent }
    if let grace { lateness?.grace = grace }
    return lateness
  }
}
