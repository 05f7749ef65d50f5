import News

/// The URL that relative links of a document rest on (RFC 3986, section 5), and which links are let through. User and password stay
/// with whoever was asked for the document: no link has them.
public struct LinkBase: Sendable, Hashable {
  /// Longer ones are no base: each relative link would grow by as much.
  private static let maximumLength = 2048
  private static let maximumLink = 64 * 1024

  private let bytes: [UInt8]
  /// Offset behind `http:`, behind the authority, behind the path's last `/`, behind the path, behind the query.
  private let scheme, authority, folder, path, query: Int

  /// Nil when `url` is no absolute `http` or `https` URL.
  public init?(_ url: String) {
    self.init(bytes: Array(url.utf8))
  }

  package init?(bytes: [UInt8]) {
    guard bytes.count <= Self.maximumLength else { return nil }
    let bytes = Self.bare(bytes)
    let parts = bytes.withUnsafeBufferPointer { bytes -> (Int, Int, Int, Int, Int)? in
      let scheme = bytes.hasWord("http:", at: 0) ? 5 : bytes.hasWord("https:", at: 0) ? 6 : 0
      guard scheme > 0, bytes.hasWord("//", at: scheme) else { return nil }
      var i = scheme + 2
      while i < bytes.count, bytes[i] != UInt8(ascii: "/"), bytes[i] != UInt8(ascii: "?"), bytes[i] != UInt8(ascii: "#")
      { i += 1 }
      guard i > scheme + 2 else { return nil }
      let authority = i
      var folder = i
      while i < bytes.count, bytes[i] != UInt8(ascii: "?"), bytes[i] != UInt8(ascii: "#") {
        if bytes[i] == UInt8(ascii: "/") { folder = i + 1 }
        i += 1
      }
      let path = i
      while i < bytes.count, bytes[i] != UInt8(ascii: "#") { i += 1 }
      return (scheme, authority, folder, path, i)
    }
    guard let parts else { return nil }
    self.bytes = bytes
    (scheme, authority, folder, path, query) = parts
  }

  public var url: String { bytes.string }

  /// The base that a document inside of this one names (`xml:base`, `base href`).
  package func base(_ reference: Bytes) -> LinkBase {
    guard let link = LinkBase.link(reference, base: self) else { return self }
    return LinkBase(bytes: link) ?? self
  }

  /// A link that is safe to keep: `http`, `https`, `mailto`, `magnet`, `geo`, or a relative one, made absolute where there
  /// is a base. Nil for every other scheme. Characters that have no place in a URL are percent-encoded.
  /// - Parameters:
  ///   - reference: character references read already.
  ///   - keepsUser: the user's own list of addresses, with what they are asked with.
  package static func link(_ reference: Bytes, base: LinkBase?, keepsUser: Bool = false) -> [UInt8]? {
    guard let link = whole(reference, base) else { return nil }
    return keepsUser ? link : bare(link)
  }

  private static func bare(_ link: [UInt8]) -> [UInt8] {
    guard let range = BareAddress.userInfo(in: link) else { return link }
    var link = link
    link.removeSubrange(range)
    return link
  }

  private static func whole(_ reference: Bytes, _ base: LinkBase?) -> [UInt8]? {
    guard reference.count <= maximumLink else { return nil }
    let tidy = tidied(reference)
    guard !tidy.isEmpty else { return nil }
    let isAbsolute = tidy.withUnsafeBufferPointer { tidy in schemeEnd(tidy).map { isAllowed(tidy[at: 0..<$0]) } }
    if let isAbsolute { return isAbsolute ? tidy : nil }
    return base.map { base in tidy.withUnsafeBufferPointer { base.resolved($0) } } ?? tidy
  }

  /// The same of a string.
  public static func link(_ reference: String, base: LinkBase?, keepsUser: Bool = false) -> String? {
    reference.withBytes { link($0, base: base, keepsUser: keepsUser) }?.string
  }

  /// Offset of the `:` behind a scheme.
  private static func schemeEnd(_ link: Bytes) -> Int? {
    guard let first = link.first, first.isLetter else { return nil }
    for (i, byte) in link.enumerated() {
      switch byte {
      case UInt8(ascii: ":"): return i
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
      default: if !byte.isLetter && !byte.isDigit { return nil }
      }
    }
    return nil
  }

  private static func isAllowed(_ scheme: Bytes) -> Bool {
    switch scheme.count {
    case 3: scheme.isWord("geo")
    case 4: scheme.isWord("http")
    case 5: scheme.isWord("https")
    case 6: scheme.isWord("mailto") || scheme.isWord("magnet")
    default: false
    }
  }

  /// Without outer white space and any control character; blanks, quotes and angle brackets encoded.
  private static func tidied(_ reference: Bytes) -> [UInt8] {
    let trimmed = reference.trimmed
    var i = 0
    while i < trimmed.count, !isUntidy[Int(trimmed[i])] { i += 1 }
    if i == trimmed.count { return Array(trimmed) }
    var out: [UInt8] = []
    out.reserveCapacity(reference.count + 8)
    i = 0
    while i < trimmed.count {
      let byte = trimmed[i]
      switch byte {
      case 0..<0x20, 0x7F: break
      case 0x20: out.append("%20")
      case UInt8(ascii: "\""): out.append("%22")
      case UInt8(ascii: "<"): out.append("%3C")
      case UInt8(ascii: ">"): out.append("%3E")
      case UInt8(ascii: "\\") where out.count <= 8: out.append(UInt8(ascii: "/"))
      case 0xC2, 0xE2, 0xEF:
        // Controls and direction overrides in disguise.
        if SafeText.needsCare(trimmed, at: i) {
          i += byte == 0xC2 ? 2 : 3
          continue
        }
        out.append(byte)
      default: out.append(byte)
      }
      i += 1
    }
    return out
  }

  /// Bytes at which a link may have to be tidied.
  private static let isUntidy: [Bool] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"), 0xC2, 0xE2, 0xEF:
      true
    default: false
    }
  }

  private func resolved(_ link: Bytes) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(query + link.count)
    if link.hasWord("//", at: 0) {
      out += bytes[..<scheme]
      out += link
      return out
    }
    switch link.first {
    case UInt8(ascii: "#"):
      out += bytes[..<query]
      out += link
    case UInt8(ascii: "?"):
      out += bytes[..<path]
      out += link
    case UInt8(ascii: "/"):
      out += bytes[..<authority]
      appendPath(link, to: &out)
    default:
      out += bytes[..<authority]
      var whole = Array(bytes[authority..<folder])
      if whole.isEmpty { whole.append(UInt8(ascii: "/")) }
      whole += link
      whole.withUnsafeBufferPointer { appendPath($0, to: &out) }
    }
    return out
  }

  /// Appends a path that starts with `/`, its `.` and `..` taken out, and the query behind it.
  private func appendPath(_ whole: Bytes, to out: inout [UInt8]) {
    let root = out.count
    var i = 0
    let end = whole.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? whole.count
    while i < end {
      let next = whole.first(UInt8(ascii: "/"), from: i + 1).map { Swift.min($0, end) } ?? end
      let segment = whole[at: i + 1..<next]
      if segment.isWord(".") || segment.isWord("..") {
        if segment.count == 2 {
          while out.count > root, out.removeLast() != UInt8(ascii: "/") {}
        }
        if next == end { out.append(UInt8(ascii: "/")) }
      } else {
        out += whole[at: i..<next]
      }
      i = next
    }
    out += whole[at: end..<whole.count]
  }
}
