import Foundation
import Markup

/// Dates that begin with the year: ISO 8601, W3CDTF, Korean, Hungarian, MS SQL.
enum ISODate {
  static func date(_ bytes: Bytes) -> Date? {
    var scanner = DateScanner(bytes)
    guard let (first, digits) = scanner.number(most: 14), digits == 4 || digits >= 6 else { return nil }
    var year = first
    var month = 1
    var day = 1
    var ordinal: Int?
    switch digits {
    case 4: guard readRest(&scanner, &month, &day, &ordinal, year: year) else { return nil }
    case 6: (year, month) = (first / 100, first % 100)
    case 7: (year, ordinal) = (first / 1000, first % 1000)
    case 8: (year, month, day) = (first / 10_000, first / 100 % 100, first % 100)
    default: return nil
    }
    var time = (hour: 0, minute: 0, second: 0, fraction: 0.0)
    _ = scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: ":"))
    scanner.skipSpaces()
    if scanner.next.isDigit || scanner.next >= 0x80, let found = scanner.time() { time = found }
    let zone = scanner.zone() ?? 0
    guard
      let date = FeedDate.date(
        year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second,
        fraction: time.fraction, zone: zone)
    else { return nil }
    return ordinal.map { date.addingTimeInterval(Double($0 - 1) * 86_400) } ?? date
  }

  /// What follows the year, up to the day.
  private static func readRest(
    _ scanner: inout DateScanner, _ month: inout Int, _ day: inout Int, _ ordinal: inout Int?, year: Int
  ) -> Bool {
    guard skipMark(&scanner, "년") else { return scanner.isAtEnd || scanner.next.isSpace }
    if scanner.skip(UInt8(ascii: "W")), let (week, _) = scanner.number(most: 2) {
      _ = scanner.skip(UInt8(ascii: "-"))
      let weekday = scanner.number(most: 1)?.value ?? 1
      ordinal = firstOrdinal(ofWeek: week, year: year) + weekday - 1
      return true
    }
    if let (value, digits) = scanner.number(most: 4) {
      switch digits {
      case 4: (month, day) = (value / 100, value % 100)
      case 3: ordinal = value
      default:
        month = value
        if skipMark(&scanner, "월") {
          day = scanner.number(most: 2)?.value ?? 1
          _ = scanner.skip("일") || scanner.skip(UInt8(ascii: "."))
        }
      }
      return true
    }
    // A month by its name, as in Hungarian.
    guard let named = DateWords.month(scanner.word()) else { return false }
    month = named
    if skipMark(&scanner, "월") { day = scanner.number(most: 2)?.value ?? 1 }
    return true
  }

  /// `-`, `/`, `.` or the Korean word; blanks round it.
  private static func skipMark(_ scanner: inout DateScanner, _ word: StaticString) -> Bool {
    let mark = scanner.offset
    scanner.skipSpaces()
    let isMark =
      scanner.skip(UInt8(ascii: "-")) || scanner.skip(UInt8(ascii: "/")) || scanner.skip(UInt8(ascii: "."))
      || scanner.skip(word)
    guard isMark else {
      scanner.offset = mark
      return false
    }
    scanner.skipSpaces()
    return true
  }

  /// The day of the year, from 1, on which an ISO week begins: week 1 holds 4 January.
  private static func firstOrdinal(ofWeek week: Int, year: Int) -> Int {
    let fourth = FeedDate.date(year: year, month: 1, day: 4).map { Int($0.timeIntervalSince1970) / 86_400 } ?? 0
    let weekday = ((fourth + 3) % 7 + 7) % 7
    return 4 - weekday + (week - 1) * 7
  }
}
