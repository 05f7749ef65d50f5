/// A URL reference in its five parts, and its resolution against a base (RFC 3986, section 5).
public struct WireURL: Hashable, Sendable {
  /// Without the colon.
  public var scheme: String?
  /// User, host and port, without the two slashes.
  public var authority: String?
  public var path: String
  /// Without the question mark.
  public var query: String?
  /// Without the number sign.
  public var fragment: String?

  /// Any text splits into parts (RFC 3986, appendix B), byte by byte as libcurl does it; none is refused here.
  public init(_ text: String) {
    var rest = text.utf8[...]
    if let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
      fragment = Self.text(rest[mark...].dropFirst())
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = Self.text(rest[mark...].dropFirst())
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<colon]) {
      scheme = Self.text(rest[..<colon])
      rest = rest[colon...].dropFirst()
    }
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      authority = Self.text(rest[..<end])
      rest = rest[end...]
    }
    path = Self.text(rest)
  }

  private static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes)) }

  /// The reference as seen from a base (section 5.2.2, strict).
  public func resolved(against base: WireURL) -> WireURL {
    var target = self
    if scheme != nil || authority != nil {
      target.scheme = scheme ?? base.scheme
      target.path = Self.withoutDotSegments(path)
      return target
    }
    target.scheme = base.scheme
    target.authority = base.authority
    if path.isEmpty {
      target.path = base.path
      target.query = query ?? base.query
    } else if path.hasPrefix("/") {
      target.path = Self.withoutDotSegments(path)
    } else if base.authority != nil && base.path.isEmpty {
      target.path = Self.withoutDotSegments("/" + path)
    } else {
      let folder = base.path.lastIndex(of: "/").map { base.path[...$0] } ?? ""
      target.path = Self.withoutDotSegments(folder + path)
    }
    return target
  }

  /// The parts put together again (section 5.3).
  public var text: String {
    var text = ""
    if let scheme { text += scheme + ":" }
    if let authority { text += "//" + authority }
    text += path
    if let query { text += "?" + query }
    if let fragment { text += "#" + fragment }
    return text
  }

  /// User and password, as written before the `@`.
  public var userInfo: String? {
    get { authority.flatMap { text in text.firstIndex(of: "@").map { String(text[..<$0]) } } }
    set {
      guard let authority else { return }
      let bare = authority.firstIndex(of: "@").map { String(authority[$0...].dropFirst()) } ?? authority
      self.authority = newValue.map { $0 + "@" + bare } ?? bare
    }
  }

  /// What may not stand in a request line is percent-encoded (space, non-ASCII, quotes and their like) in path, query and
  /// fragment, as browsers do; what is encoded already stays.
  public var escaped: WireURL {
    var url = self
    url.path = Self.escape(path)
    url.query = query.map(Self.escape)
    url.fragment = fragment.map(Self.escape)
    return url
  }

  private static func escape(_ text: String) -> String {
    guard text.utf8.contains(where: mustEscape) else { return text }
    var bytes: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      if mustEscape(byte) {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x7F || "\"<>\\^`{|}".utf8.contains(byte)
  }

  private static func isScheme(_ text: Substring.UTF8View) -> Bool {
    guard let first = text.first, isLetter(first) else { return false }
    return text.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Section 5.2.4: `.` and `..` are walked, never above the root.
  private static func withoutDotSegments(_ path: some StringProtocol) -> String {
    let isRooted = path.hasPrefix("/")
    var kept: [Substring] = []
    let segments = String(path).split(separator: "/", omittingEmptySubsequences: false).dropFirst(isRooted ? 1 : 0)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".": if isLast { kept.append("") }
      case "..":
        _ = kept.popLast()
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    return (isRooted ? "/" : "") + kept.joined(separator: "/")
  }
}
