/// Keys in writing, as settings, help and scenes have them: `jj<Enter>`, `<C-d>`, `<A-x>`, `<PageDown>`.
///
/// A character stands for itself; `<` is written `<Lt>` and a space, where it would be overlooked, `<Space>`. `C-` is
/// Control, `A-` Alt (`M-` is taken as well), `S-` Shift, in the order `<A-C-S-Left>`; names are read in any case.
public enum KeyNotation {
  /// The keys that a notation names, in order.
  public static func keys(_ notation: String) throws(KeyNotationFault) -> [Key] {
    var keys: [Key] = []
    var rest = notation[...]
    while let first = rest.first {
      guard first == "<" else {
        keys.append(.character(first))
        rest.removeFirst()
        continue
      }
      guard var end = rest.dropFirst(2).firstIndex(of: ">") else {
        throw KeyNotationFault(name: String(rest), isUnclosed: true)
      }
      // In `<A->>` the first bracket is the key.
      let after = rest.index(after: end)
      if after < rest.endIndex, rest[after] == ">", rest[rest.index(before: end)] == "-" { end = after }
      let name = rest[rest.index(after: rest.startIndex)..<end]
      guard let key = key(named: name) else { throw KeyNotationFault(name: "<\(name)>", isUnclosed: false) }
      keys.append(key)
      rest = rest[rest.index(after: end)...]
    }
    return keys
  }

  /// How keys are written: `KeyNotation.keys` of it gives the same keys.
  public static func text(_ keys: [Key]) -> String { keys.map(\.description).joined() }

  static let named: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("S-Tab", .backTab), ("Backspace", .backspace),
    ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right),
    ("Home", .home), ("End", .end), ("PageUp", .pageUp), ("PageDown", .pageDown), ("Space", .character(" ")),
    ("Lt", .character("<")),
  ]
  private static let aliases: [String: Key] = [
    "return": .enter, "cr": .enter, "escape": .escape, "backtab": .backTab, "bs": .backspace, "delete": .delete,
    "insert": .insert, "pgup": .pageUp, "pgdn": .pageDown, "pgdown": .pageDown, "gt": .character(">"),
  ]
  private static let byName = named.reduce(into: aliases) { $0[$1.name.lowercased()] = $1.key }

  private static func key(named name: Substring) -> Key? {
    let lower = name.lowercased()
    if let key = byName[lower] { return key }
    if lower.hasPrefix("a-") || lower.hasPrefix("m-") {
      let rest = name.dropFirst(2)
      if let key = rest.count == 1 ? rest.first.map(Key.character) : self.key(named: rest) {
        if case .alt = key { return nil }
        return .alt(key)
      }
      return nil
    }
    if lower.hasPrefix("c-"), lower.count == 3, let letter = lower.last, isControl(letter) { return .control(letter) }
    if lower.hasPrefix("c-"), let key = self.key(named: name.dropFirst(2)), key.takesControl { return .controlled(key) }
    if lower.hasPrefix("s-"), let key = self.key(named: name.dropFirst(2)), key.takesShift { return .shift(key) }
    if lower.first == "f", let number = Int(lower.dropFirst()), (1...63).contains(number) { return .function(number) }
    return nil
  }

  private static func isControl(_ letter: Character) -> Bool {
    ("a"..."z").contains(letter) || "@[\\]^_".contains(letter)
  }
}

/// A key that no terminal has.
public struct KeyNotationFault: Error, Hashable, Sendable {
  /// As it was written, its angle brackets with it.
  public var name: String
  public var isUnclosed: Bool

  /// What is wrong and what to write.
  public var message: String {
    if isUnclosed {
      return "“\(VisibleText.line(name))” has no closing “>”; the key “<” itself is written <Lt>"
    }
    let names = KeyNotation.named.map { "<\($0.name)>" }.joined(separator: " ")
    return "there is no key “\(VisibleText.line(name))”; known are \(names) <F1> <C-a> <A-a>"
  }
}

extension Key {
  /// A key that terminals tell apart from itself with Shift: one that moves, Insert, Delete.
  fileprivate var takesShift: Bool {
    switch self {
    case .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert, .delete: true
    default: false
    }
  }

  fileprivate var takesControl: Bool {
    if case .shift = self { true } else { takesShift }
  }
}

extension Key: CustomStringConvertible {
  /// The key as `KeyNotation` writes it.
  public var description: String {
    if let named = KeyNotation.named.first(where: { $0.key == self }) { return "<\(named.name)>" }
    switch self {
    case .character(let character): return String(character)
    case .control(let letter): return "<C-\(letter)>"
    case .alt(.character(let character)) where character != " " && character != "<": return "<A-\(character)>"
    case .alt(let key): return "<A-" + key.description.dropFirst()
    case .controlled(let key): return "<C-" + key.description.dropFirst()
    case .shift(let key): return "<S-" + key.description.dropFirst()
    case .function(let number): return "<F\(number)>"
    default: return ""
    }
  }
}
