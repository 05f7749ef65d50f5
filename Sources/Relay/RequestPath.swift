/// A request's target as names below the served folder; no target with a trick in it becomes one.
struct RequestPath: Hashable {
  /// Each is one name of a file or folder: never empty, hidden (`.`, `..`, `.git`), or with a separator or control in it.
  var names: [String]
  /// Whether the target ended in a slash.
  var isFolder: Bool

  /// Longer targets are absurd: no file system takes such a path.
  static let longest = 4096

  /// From an origin-form or absolute-form target (RFC 9112, 3.2), percent-decoded once; nil where it can't name a file.
  init?(target: String) {
    var path = target[...]
    if path.hasPrefix("http://") {
      path = path.dropFirst("http://".count).drop { $0 != "/" }
    }
    path = path.prefix { $0 != "?" && $0 != "#" }
    guard path.first == "/", path.utf8.count <= Self.longest else { return nil }
    var parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    isFolder = parts.last?.isEmpty ?? true
    if isFolder { parts = parts.dropLast() }
    names = []
    for part in parts {
      guard let name = Self.decoded(part), Self.isPlain(name) else { return nil }
      names.append(name)
    }
  }

  private static func decoded(_ part: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = part.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
        let value = UInt8(String(Substring(digits)), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 255 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
  }
}
