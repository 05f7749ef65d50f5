import Foundation

/// Dates as mail writes them, in UTC.
enum MailDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// RFC 5322, 3.3: `Wed, 04 Mar 2026 05:06:07 +0000`.
  static func text(_ date: Date) -> String {
    let parts = parts(date)
    return "\(parts.weekday), \(parts.day) \(parts.month) \(parts.year) \(parts.clock) +0000"
  }

  /// asctime(3), for the line between messages (RFC 4155): `Wed Mar  4 05:06:07 2026`.
  static func line(_ date: Date) -> String {
    let parts = parts(date)
    let day = parts.day.hasPrefix("0") ? " " + parts.day.dropFirst() : parts.day
    return "\(parts.weekday) \(parts.month) \(day) \(parts.clock) \(parts.year)"
  }

  private static func parts(_ date: Date) -> (weekday: String, day: String, month: String, year: String, clock: String)
  {
    // `2026-03-04T05:06:07Z`, years of four digits.
    let text = Array(FeedDate.text(date))
    let days = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
    let month = Int(String(text[5..<7])) ?? 1
    return (
      Self.days[((days % 7) + 7) % 7], String(text[8..<10]), months[max(0, min(11, month - 1))], String(text[0..<4]),
      String(text[11..<19])
    )
  }
}
