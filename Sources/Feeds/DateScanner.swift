import Markup

/// Reads numbers, words and marks of a date from bytes.
struct DateScanner {
  let bytes: Bytes
  var offset = 0

  init(_ bytes: Bytes) { self.bytes = bytes }

  var isAtEnd: Bool { offset >= bytes.count }
  var next: UInt8 { offset < bytes.count ? bytes[offset] : 0 }
  func isDigit(after count: Int) -> Bool { offset + count < bytes.count && bytes[offset + count].isDigit }

  /// The digits that stand here: their value and how many they are. At most nine are read.
  mutating func number(most: Int = 9) -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while digits < most, next.isDigit {
      value = value * 10 + Int(next &- 0x30)
      digits += 1
      offset += 1
    }
    return digits > 0 ? (value, digits) : nil
  }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    offset += 1
    return true
  }

  mutating func skip(_ text: StaticString) -> Bool {
    guard bytes.hasWord(text, at: offset) else { return false }
    offset += text.utf8CodeUnitCount
    return true
  }

  mutating func skipSpaces() { while next.isSpace || next == UInt8(ascii: ",") { offset += 1 } }

  /// `월요일`, `(月)`: what may stand between a day and its hour.
  mutating func skipWeekday() {
    let mark = offset
    if skip(UInt8(ascii: "(")) {
      while !isAtEnd, next != UInt8(ascii: ")"), offset - mark < 24 { offset += 1 }
      if !skip(UInt8(ascii: ")")) { offset = mark }
    } else if next >= 0x80, offset + 9 <= bytes.count {
      offset += 3
      if !skip("요일"), !skip("曜日") { offset = mark }
    } else if next.isLetter, DateWords.isWeekday(word()), !isAtEnd, next.isSpace || next == UInt8(ascii: ",") {
      return
    } else {
      offset = mark
    }
  }

  /// Letters, also of other alphabets.
  mutating func word() -> Bytes {
    let start = offset
    while !isAtEnd, next.isLetter || next >= 0x80 { offset += 1 }
    return bytes[at: start..<offset]
  }

  /// `.25`, or `,25`.
  mutating func fraction() -> Double {
    guard next == UInt8(ascii: ".") || next == UInt8(ascii: ","), offset + 1 < bytes.count, bytes[offset + 1].isDigit
    else { return 0 }
    offset += 1
    guard let (value, digits) = number() else { return 0 }
    while next.isDigit { offset += 1 }
    var fraction = Double(value)
    for _ in 0..<digits { fraction /= 10 }
    return fraction
  }

  /// Hours and what follows: `9:15`, `09:15:30.25`, `091530`, `9시 15분`, `오후 3:00`, `3:00 PM`.
  mutating func time() -> (hour: Int, minute: Int, second: Int, fraction: Double)? {
    let isLateInFront = skip("오후") || skip("下午") || skip("午後")
    let isEarlyInFront = !isLateInFront && (skip("오전") || skip("上午") || skip("午前"))
    skipSpaces()
    guard let (first, digits) = number(most: 6) else { return nil }
    var hour = first
    var minute = 0
    var second = 0
    if digits > 2 {
      (hour, minute, second) =
        digits == 4 ? (first / 100, first % 100, 0) : (first / 10_000, first / 100 % 100, first % 100)
    } else if skip(UInt8(ascii: ":")) || skip("시") || skip("时") || skip("時") || skip("：") || skipHourLetter() {
      skipSpaces()
      minute = number(most: 2)?.value ?? 0
      if skip(UInt8(ascii: ":")) || skip("분") || skip("分") || skip("：") {
        skipSpaces()
        second = number(most: 2)?.value ?? 0
        _ = skip("초") || skip("秒")
      }
    }
    let fraction = fraction()
    let mark = offset
    skipSpaces()
    let isLate = skip("pm") || skip("p.m.")
    let isEarly = !isLate && (skip("am") || skip("a.m."))
    if !isLate, !isEarly || next.isLetter { offset = mark }
    if isLateInFront || isLate, hour < 12 { hour += 12 }
    if isEarlyInFront || isEarly, hour == 12 { hour = 0 }
    return (hour, minute, second, fraction)
  }

  /// `12h30`.
  private mutating func skipHourLetter() -> Bool {
    guard next | 0x20 == UInt8(ascii: "h"), isDigit(after: 1) else { return false }
    offset += 1
    return true
  }

  /// Seconds east of UTC: `Z`, `+0900`, `+09:00`, `-5`, `KST`, `GMT+1`; nil where no zone stands.
  mutating func zone() -> Int? {
    skipSpaces()
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { return offsetZone() }
    let mark = offset
    let word = word()
    guard !word.isEmpty, let zone = DateWords.zone(word) else {
      offset = mark
      return nil
    }
    if zone == 0, next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { return offsetZone() }
    return zone
  }

  private mutating func offsetZone() -> Int? {
    let sign = next == UInt8(ascii: "-") ? -1 : 1
    offset += 1
    guard let (value, digits) = number(most: 4) else { return nil }
    if digits > 2 { return sign * (value / 100 * 3600 + value % 100 * 60) }
    let minutes = skip(UInt8(ascii: ":")) ? number(most: 2)?.value ?? 0 : 0
    return sign * (value * 3600 + minutes * 60)
  }
}
