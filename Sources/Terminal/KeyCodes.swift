import CNcurses
import Screen

/// ncurses' numbers of keys as keys.
enum KeyCodes {
  /// Our own numbers, past those of ncurses, for the marks around a bracketed paste.
  static let pasteBegins: Int32 = 0o2000
  static let pasteEnds: Int32 = 0o2001

  static func key(_ code: Int32) -> Key? {
    if let key = plain[code] { return key }
    if (KEY_F0 + 1...KEY_F0 + 63).contains(code) { return .function(Int(code - KEY_F0)) }
    return keyname(code).flatMap { named(String(cString: $0)) }
  }

  /// Names that terminfo has for keys with modifiers: `kUP3` is Alt-Up (`user_caps(5)`).
  static func named(_ name: String) -> Key? {
    guard let digit = name.last?.wholeNumberValue, (2...8).contains(digit), let key = modified[String(name.dropLast())]
    else { return nil }
    // 1 is none, then a bit for Shift, for Alt, for Control.
    return (digit - 1) & 2 != 0 ? .alt(key) : key
  }

  private static let plain: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home, KEY_END: .end,
    KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_IC: .insert,
    KEY_BTAB: .backTab, KEY_ENTER: .enter, KEY_SR: .up, KEY_SF: .down, KEY_SLEFT: .left, KEY_SRIGHT: .right,
    KEY_SHOME: .home, KEY_SEND: .end, KEY_SPREVIOUS: .pageUp, KEY_SNEXT: .pageDown, KEY_SDC: .delete, KEY_SIC: .insert,
    KEY_FIND: .home, KEY_SELECT: .end, KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
  ]

  private static let modified: [String: Key] = [
    "kUP": .up, "kDN": .down, "kLFT": .left, "kRIT": .right, "kHOM": .home, "kEND": .end, "kPRV": .pageUp,
    "kNXT": .pageDown, "kDC": .delete, "kIC": .insert,
  ]
}
