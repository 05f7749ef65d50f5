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
    let bits = digit - 1
    let shifted = bits & 1 != 0 ? Key.shift(key) : key
    let controlled = bits & 4 != 0 ? Key.controlled(shifted) : shifted
    return bits & 2 != 0 ? .alt(controlled) : controlled
  }

  private static let plain: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home, KEY_END: .end,
    KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_IC: .insert,
    KEY_BTAB: .backTab, KEY_ENTER: .enter, KEY_SR: .shift(.up), KEY_SF: .shift(.down), KEY_SLEFT: .shift(.left),
    KEY_SRIGHT: .shift(.right), KEY_SHOME: .shift(.home), KEY_SEND: .shift(.end), KEY_SPREVIOUS: .shift(.pageUp),
    KEY_SNEXT: .shift(.pageDown), KEY_SDC: .shift(.delete), KEY_SIC: .shift(.insert), KEY_FIND: .home, KEY_SELECT: .end,
    KEY_A1: .home, KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown,
  ]

  private static let modified: [String: Key] = [
    "kUP": .up, "kDN": .down, "kLFT": .left, "kRIT": .right, "kHOM": .home, "kEND": .end, "kPRV": .pageUp,
    "kNXT": .pageDown, "kDC": .delete, "kIC": .insert,
  ]
}
