public import Foundation

/// A day, month or year as a query names it, or a time back from now.
public enum QueryDate: Hashable, Sendable {
  /// `2026`, `2026-03`, `2026-03-09`: month and day are 1 where they are left out.
  case day(year: Int, month: Int, day: Int)
  /// `7d`: back from now.
  case back(days: Int)
  /// `3m`, `1y`.
  case monthsBack(Int)
  /// `today` 0, `yesterday` 1: the beginning of the day.
  case dayBack(Int)

  /// nil where it is none, or none of the calendar.
  public init?(_ text: String) {
    let text = text.lowercased()
    if text == "today" {
      self = .dayBack(0)
      return
    }
    if text == "yesterday" {
      self = .dayBack(1)
      return
    }
    if let unit = text.last, let number = Int(text.dropLast()), (1...10_000).contains(number) {
      switch unit {
      case "d":
        self = .back(days: number)
        return
      case "w":
        self = .back(days: number * 7)
        return
      case "m":
        self = .monthsBack(number)
        return
      case "y":
        self = .monthsBack(number * 12)
        return
      default: break
      }
    }
    let pieces = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(pieces.count), pieces[0].count == 4, pieces.dropFirst().allSatisfy({ $0.count == 2 }),
      pieces.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    let numbers = pieces.compactMap { Int($0) }
    let (year, month, day) = (numbers[0], numbers.count > 1 ? numbers[1] : 1, numbers.count > 2 ? numbers[2] : 1)
    guard year >= 100, (1...12).contains(month), (1...Self.days(year, month)).contains(day) else { return nil }
    self = .day(year: year, month: month, day: day)
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// The moment that it stands for.
  /// - Parameter calendar: Gregorian, of the reader's time zone.
  public func moment(now: Date, _ calendar: Calendar) -> Date {
    switch self {
    case .day(let year, let month, let day):
      calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
    case .back(let days): now.addingTimeInterval(-86_400 * Double(days))
    case .monthsBack(let months): calendar.date(byAdding: .month, value: -months, to: now) ?? .distantPast
    case .dayBack(let days):
      calendar.date(byAdding: .day, value: -days, to: calendar.startOfDay(for: now)) ?? .distantPast
    }
  }
}
