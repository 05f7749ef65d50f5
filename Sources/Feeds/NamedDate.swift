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
    var day: Int?
    var time: (hour: Int, minute: Int, second: Int, fraction: Double)?
    var zone: Int?

    mutating func readNumber(_ scanner: inout DateScanner) {
      let start = scanner.offset
      guard let (value, digits) = scanner.number() else { return }
      switch scanner.next {
      case UInt8(ascii: ":") where digits <= 2 && time == nil:
        scanner.offset = start
        time = scanner.time()
        if let zone = scanner.zone() { self.zone = zone }
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
      default: take(value, digits)
      }
    }

    private mutating func readThree(_ first: Int, _ digits: Int, _ second: Int, _ third: Int?, mark: UInt8) {
      if digits == 4 {
        (year, month, day) = (first, second, third)
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
      digits > 2 || value > 99 ? value : value + (value < 90 ? 2000 : 1900)
    }

    mutating func readWord(_ scanner: inout DateScanner, isFirst: Bool) {
      let start = scanner.offset
      let word = scanner.word()
      // A weekday in front, in whatever language: `mar,` is Tuesday in three of them.
      if isFirst, scanner.next == UInt8(ascii: ",") { return }
      if month == nil, let month = DateWords.month(word), !(isFirst && day == nil && DateWords.isWeekday(word)) {
        self.month = month
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
