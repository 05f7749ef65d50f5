import Foundation
import Markup

/// Dates that name the month or begin with a weekday: RFC 822, `asctime`, Perforce and what people write by hand. The
/// parts are told by their form, not by their place.
enum NamedDate {
  static func date(_ bytes: Bytes) -> Date? {
    var scanner = DateScanner(bytes)
    var parts = Parts()
    var isFirst = true
    while true {
      scanner.skipSpaces()
      if scanner.isAtEnd { break }
      let start = scanner.offset
      if scanner.next.isDigit {
        parts.readNumber(&scanner)
      } else if (scanner.next == UInt8(ascii: "+") || scanner.next == UInt8(ascii: "-")) && parts.time != nil {
        parts.zone = scanner.zone() ?? parts.zone
      } else if scanner.next.isLetter || scanner.next >= 0x80 {
        parts.readWord(&scanner, isFirst: isFirst)
      }
      if scanner.offset == start { scanner.offset += 1 }
      isFirst = false
    }
    guard let year = parts.year, let month = parts.month else { return nil }
    let time = parts.time ?? (0, 0, 0, 0)
    return FeedDate.date(
      year: year, month: month, day: parts.day ?? 1, hour: time.hour, minute: time.minute, second: time.second,
      fraction: time.fraction,
      zone: parts.zone ?? 0)
  }

  private struct Parts {
    var year: Int?
    var month: Int?
    /// `month` is of the first word: `mar. 6 juil.` is a Tuesday in July.
    private var mayBeWeekday = false
    var day: Int?
    var time: (hour: Int, minute: Int, second: Int, fraction: Double)?
    var zone: Int?

    mutating func readNumber(_ scanner: inout DateScanner) {
      let start = scanner.offset
      guard let (value, digits) = scanner.number() else { return }
      switch scanner.next {
      case UInt8(ascii: ":") where digits <= 2 && time == nil,
        UInt8(ascii: "h") where digits <= 2 && time == nil && scanner.isDigit(after: 1):
        scanner.offset = start
        time = scanner.time()
        if let zone = scanner.zone() { self.zone = zone }
      case UInt8(ascii: ".") where digits <= 2 && time == nil && year != nil && month != nil:
        // Hours parted by dots, behind the date.
        scanner.offset += 1
        let minute = scanner.number(most: 2)?.value ?? 0
        time = (value, minute, scanner.skip(UInt8(ascii: ".")) ? scanner.number(most: 2)?.value ?? 0 : 0, 0)
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
        let mark = scanner.next
        let before = scanner.offset
        scanner.offset += 1
        if scanner.next.isDigit, let (second, _) = scanner.number() {
          let third = scanner.skip(mark) ? scanner.number()?.value : nil
          readThree(value, digits, second, third, mark: mark)
        } else if let month = DateWords.month(scanner.word()) {
          // 01-Jan-2004
          self.month = month
          day = value
          if scanner.skip(mark), let (year, digits) = scanner.number() { self.year = fullYear(year, digits) }
        } else {
          scanner.offset = before
          take(value, digits)
        }
      case 0x80...0xFF where digits <= 2 && (scanner.skip("월") || scanner.skip("月")):
        // `일, 04 7월 2004`: RFC 822 by a program that translates the month.
        month = value
      default: take(value, digits)
      }
    }

    private mutating func readThree(_ first: Int, _ digits: Int, _ second: Int, _ third: Int?, mark: UInt8) {
      if digits == 4 {
        (year, month, day) = (first, second, third)
      } else if let third, mark == UInt8(ascii: "-"), third <= 31, second <= 12, digits == 2 {
        // ISO 8601 before the year 2000.
        (year, month, day) = (fullYear(first, digits), second, third)
      } else if let third {
        year = fullYear(third, third > 99 ? 4 : 2)
        // American with slashes, European with dots; what can't be a month is the day.
        let isMonthFirst = mark == UInt8(ascii: "/") ? first <= 12 : second > 12
        (month, day) = isMonthFirst ? (first, second) : (second, first)
      }
    }

    private mutating func take(_ value: Int, _ digits: Int) {
      if digits >= 4 || value > 31 && day != nil {
        if year == nil { year = fullYear(value, digits) }
      } else if day == nil {
        day = value
      } else if year == nil {
        year = fullYear(value, digits)
      }
    }

    private func fullYear(_ value: Int, _ digits: Int) -> Int {
      switch digits {
      // Years since 1900, as an old `getYear` gives them.
      case 3 where value < 200: value + 1900
      case 4 where (2..<100).contains(value), 0...2: value % 100 + (value % 100 < 70 ? 2000 : 1900)
      default: value
      }
    }

    mutating func readWord(_ scanner: inout DateScanner, isFirst: Bool) {
      let start = scanner.offset
      let word = scanner.word()
      // A weekday in front, in whatever language: `mar,` is Tuesday in three of them.
      if isFirst, scanner.next == UInt8(ascii: ",") { return }
      if month == nil || mayBeWeekday && day != nil, let month = DateWords.month(word),
        !(isFirst && day == nil && DateWords.isWeekday(word))
      {
        self.month = month
        mayBeWeekday = isFirst
        return
      }
      guard time != nil, zone == nil else { return }
      scanner.offset = start
      if let zone = scanner.zone() {
        self.zone = zone
      } else {
        scanner.offset = start + word.count
      }
    }
  }
}
