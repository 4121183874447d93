import Foundation

/// The time by which a class must hand in, and the points that lateness costs.
///
///     points after lateness = points · max(0, 1 − days late · per cent / 100)
///
/// A day that has begun counts as a whole one. A submission within the grace is on time; after the grace, the days
/// count from the time that was due.
struct Lateness: Codable, Equatable, Sendable {
  var due: Date
  /// Minutes after the time due in which a submission still is on time.
  var grace = 0
  /// The share of the points, in per cent, that each day costs; nil where lateness is only shown.
  var percentPerDay: Double?

  /// The days by which a submission is late; 0 when it is on time.
  func days(_ time: Date) -> Int {
    let late = time.timeIntervalSince(due)
    return late > Double(grace) * 60 ? max(1, Int((late / 86_400).rounded(.up))) : 0
  }

  /// The points that remain of some points, rounded to hundredths.
  func points(_ points: Int, after days: Int) -> Double {
    let share = max(0, 1 - Double(days) * (percentPerDay ?? 0) / 100)
    return (Double(points) * share * 100).rounded() / 100
  }

  // MARK: - Times

  /// A time such as `2026-12-01T23:59+01:00` or `2026-12-01 23:59`, which is in the time zone of this computer.
  static func time(_ text: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = .current
    let text = text.replacing(" ", with: "T")
    for form in ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"] {
      for zone in ["", "XXXXX"] {
        formatter.dateFormat = form + zone
        if let date = formatter.date(from: text) { return date }
      }
    }
    return nil
  }

  /// A time in the time zone of this computer, with the difference to Greenwich.
  static func text(_ time: Date) -> String {
    time.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: .current))
  }
}
