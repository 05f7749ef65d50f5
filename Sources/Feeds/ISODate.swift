import Foundation
import Markup

/// Dates that begin with the year: ISO 8601, W3CDTF, Korean, Chinese, Japanese, Hungarian, MS SQL; and seconds or
/// milliseconds since 1970.
enum ISODate {
  static func date(_ bytes: Bytes) -> Date? {
    var scanner = DateScanner(bytes)
    if scanner.next == UInt8(ascii: "-") { return shortDate(&scanner) }
    guard let (first, digits) = scanner.number(most: 14), digits >= 4 else { return nil }
    if digits == 10 || digits == 13 {
      let fraction = scanner.fraction()
      guard scanner.isAtEnd else { return nil }
      return Date(timeIntervalSince1970: (digits == 10 ? Double(first) : Double(first) / 1000) + fraction)
    }
    let isKorean = scanner.bytes.containsKoreanDate
    var year = first
    var month = 1
    var day = 1
    var ordinal: Int?
    switch digits {
    case 4: guard readRest(&scanner, &month, &day, &ordinal, year: year) else { return nil }
    case 5:
      guard scanner.isAtEnd, (1...366).contains(first % 1000) else { return nil }
      (year, ordinal) = (2000 + first / 1000, first % 1000)
    case 6 where first % 100 > 12: (year, month, day) = (2000 + first / 10_000, first / 100 % 100, first % 100)
    case 6: (year, month) = (first / 100, first % 100)
    case 7: (year, ordinal) = (first / 1000, first % 1000)
    case 8: (year, month, day) = (first / 10_000, first / 100 % 100, first % 100)
    case 12, 14:
      let date = digits == 14 ? first / 1_000_000 : first / 10_000
      (year, month, day) = (date / 10_000, date / 100 % 100, date % 100)
      let clock = digits == 14 ? first % 1_000_000 : first % 10_000 * 100
      return FeedDate.date(
        year: year, month: month, day: day, hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100,
        zone: scanner.zone() ?? 0)
    default: return nil
    }
    scanner.skipSpaces()
    scanner.skipWeekday()
    scanner.skipSpaces()
    var time = (hour: 0, minute: 0, second: 0, fraction: 0.0)
    _ = scanner.skip(UInt8(ascii: "T")) || scanner.skip(UInt8(ascii: "t")) || scanner.skip(UInt8(ascii: ":"))
    scanner.skipSpaces()
    if scanner.next.isDigit || scanner.next >= 0x80, let found = scanner.time() { time = found }
    let zone = scanner.zone() ?? (isKorean ? 9 * 3600 : 0)
    guard
      let date = FeedDate.date(
        year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second,
        fraction: time.fraction, zone: zone)
    else { return nil }
    return ordinal.map { date.addingTimeInterval(Double($0 - 1) * 86_400) } ?? date
  }

  /// `-0405`, `-04-05`: the month of a year of this century, as ISO 8601 was before the year 2000.
  private static func shortDate(_ scanner: inout DateScanner) -> Date? {
    scanner.offset += 1
    guard let (first, digits) = scanner.number(most: 4) else { return nil }
    var month = first % 100
    if digits == 2 {
      guard scanner.skip(UInt8(ascii: "-")), let (second, length) = scanner.number(most: 2), length == 2 else {
        return nil
      }
      month = second
    } else if digits != 4 {
      return nil
    }
    guard scanner.isAtEnd else { return nil }
    return FeedDate.date(year: 2000 + (digits == 2 ? first : first / 100), month: month, day: 1)
  }

  /// What follows the year, up to the day.
  private static func readRest(
    _ scanner: inout DateScanner, _ month: inout Int, _ day: inout Int, _ ordinal: inout Int?, year: Int
  ) -> Bool {
    let isWeek = scanner.next == UInt8(ascii: "W")
    guard isWeek || skipMark(&scanner, "년", "年") else { return scanner.isAtEnd || scanner.next.isSpace }
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
        if skipMark(&scanner, "월", "月") {
          day = scanner.number(most: 2)?.value ?? 1
          _ = scanner.skip("일") || scanner.skip("日") || scanner.skip("号") || scanner.skip(UInt8(ascii: "."))
        }
      }
      return true
    }
    // A month by its name, as in Hungarian.
    guard let named = DateWords.month(scanner.word()) else { return false }
    month = named
    if skipMark(&scanner, "월", "月") { day = scanner.number(most: 2)?.value ?? 1 }
    return true
  }

  /// `-`, `/`, `.`, `:` or the word; blanks round it.
  private static func skipMark(_ scanner: inout DateScanner, _ word: StaticString, _ other: StaticString) -> Bool {
    let mark = scanner.offset
    scanner.skipSpaces()
    let isMark =
      scanner.skip(UInt8(ascii: "-")) || scanner.skip(UInt8(ascii: "/")) || scanner.skip(UInt8(ascii: "."))
      || scanner.skip(UInt8(ascii: ":")) || scanner.skip(word) || scanner.skip(other)
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

extension UnsafeBufferPointer where Element == UInt8 {
  /// Holds a word that only Korean dates have.
  fileprivate var containsKoreanDate: Bool {
    indices.contains { self[$0] >= 0xEB && (hasWord("년", at: $0) || hasWord("오전", at: $0) || hasWord("오후", at: $0)) }
  }
}
