import Foundation
import News

/// Times as the desk shows them, without a calendar's locale: the same on every machine.
struct TimeText {
  let secondsFromUTC: Int

  /// Today `09:12`, this year `03-04`, another year `2002`: at most 5 columns.
  func short(_ date: Date, now: Date) -> String {
    let then = fields(date)
    let today = fields(now)
    if then.day == today.day, then.month == today.month, then.year == today.year { return clock(date) }
    if then.year == today.year { return "\(two(then.month))-\(two(then.day))" }
    return "\(then.year)"
  }

  /// `2026-03-04 09:12`
  func long(_ date: Date) -> String {
    let then = fields(date)
    return "\(then.year)-\(two(then.month))-\(two(then.day)) \(clock(date))"
  }

  func clock(_ date: Date) -> String {
    let then = fields(date)
    return "\(two(then.hour)):\(two(then.minute))"
  }

  /// `09:12:03`
  func seconds(_ date: Date) -> String {
    let then = fields(date)
    return "\(clock(date)):\(two(then.second))"
  }

  /// How old: `now`, `2 min old`, `3 h old`, `5 days old`.
  static func age(_ date: Date, now: Date) -> Phrase {
    let seconds = Int(max(0, min(now.timeIntervalSince(date), 1e12)))
    switch seconds {
    case ..<60: return "just now"
    case ..<3_600: return "\(seconds / 60) min old"
    case ..<86_400: return "\(seconds / 3_600) h old"
    default: return Phrase(seconds / 86_400, one: "%1 day old", many: "%1 days old")
    }
  }

  private struct Fields {
    var year = 1970
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
  }

  /// Civil date from days since 1970 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private func fields(_ date: Date) -> Fields {
    let bounded = max(-60_000_000_000, min(200_000_000_000, date.timeIntervalSince1970))
    let seconds = Int(bounded.rounded(.down)) + secondsFromUTC
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return Fields(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, hour: rest / 3_600, minute: rest % 3_600 / 60,
      second: rest % 60)
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
