import Foundation
import Markup

/// Dates in every shape that feeds have been seen to write: RFC 822, W3CDTF and ISO 8601, `asctime`, Korean, Greek,
/// Hungarian, Perforce, MS SQL, seconds since 1970. The proleptic Gregorian calendar; UTC where no zone is given, but in
/// Korean words, which are written in one zone alone.
enum FeedDate {
  /// Nil where no date can be made out.
  static func date(_ bytes: Bytes) -> Date? {
    let text = bytes.trimmed
    guard text.count >= 4, text.count <= 128 else { return nil }
    // A zone, or a day of the year, may lead out of the years that RFC 3339 can write.
    guard let date = ISODate.date(text) ?? NamedDate.date(text), writable.contains(date.timeIntervalSince1970) else {
      return nil
    }
    return date
  }

  /// The years 100 to 9999, in seconds since 1970.
  private static let writable = -59_011_459_200.0..<253_402_300_800.0

  static func date(_ text: String) -> Date? { text.withBytes { date($0) } }

  /// Seconds since 1970 of a civil date (H. Hinnant, chrono-compatible low-level date algorithms). Days, hours and minutes
  /// may run over. Years below 100 are what programs write for no date at all.
  static func date(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, fraction: Double = 0,
    zone: Int = 0
  )
    -> Date?
  {
    guard (100...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...47).contains(hour),
      (0...99).contains(minute),
      (0...99).contains(second), abs(zone) <= 26 * 3600
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + (second == 61 ? 60 : second) - zone
    return Date(timeIntervalSince1970: Double(seconds) + fraction)
  }

  /// RFC 3339, UTC, whole seconds: `2024-05-06T07:08:09Z`.
  static func text(_ date: Date) -> String {
    let total = Int(date.timeIntervalSince1970.rounded(.down))
    let days = total >= 0 ? total / 86_400 : -((-total + 86_399) / 86_400)
    let second = total - days * 86_400
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let fullYear = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
    return
      "\(fullYear)-\(two(month))-\(two(dayOfYear - (153 * mp + 2) / 5 + 1))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }
}
