import News
import Wire

/// One state of a document, parts of which may come from several answers: what must be the same in all of them.
struct ResumeDocument: Hashable, Sendable {
  /// How a mirror is reached, as far as others on the way can tell. Parts are not joined across two ways: what came in the
  /// clear is not mixed into what came over TLS, and no tag that was given to one address is shown to those who see
  /// another one come through a proxy.
  struct Way: Hashable, Sendable {
    var isSecure: Bool
    /// Nil: the settings'.
    var proxy: WireRoute.Proxy?

    /// - Returns: nil for what is no web address.
    init?(_ url: String, _ route: WireRoute) {
      guard let address = WireAddress(url) else { return nil }
      isSecure = address.isSecure
      proxy = route.proxy
    }
  }

  /// Documents that are longer are not joined: their parts would have to be kept.
  static let mostBytes = 8 << 20

  /// Strong (RFC 9110, section 8.8.3), with its quotes.
  let etag: String
  /// Bytes of the whole.
  let total: Int
  let way: Way

  /// - Returns: nil where an answer with this head is no part of a document that could be gone on with: the server takes
  ///   no ranges, or doesn't say which state of which length it sends, or sends it in a coding.
  init?(_ head: WireHead, way: Way) {
    guard let etag = head.only("ETag"), Self.isStrong(etag) else { return nil }
    if let coding = head.header("Content-Encoding"), coding.lowercased() != "identity" { return nil }
    switch head.status {
    case 200:
      guard head.only("Accept-Ranges")?.lowercased() == "bytes", head.header("Transfer-Encoding") == nil,
        let total = head.only("Content-Length").flatMap(ContentRange.number)
      else { return nil }
      self.total = total
    case 206:
      guard let range = ContentRange(head) else { return nil }
      total = range.total
    default: return nil
    }
    guard (1...Self.mostBytes).contains(total) else { return nil }
    self.etag = etag
    self.way = way
  }

  /// In quotes, without what may not stand there, and of a length that we send back.
  static func isStrong(_ etag: String) -> Bool {
    let bytes = etag.utf8
    return (2...256).contains(bytes.count) && bytes.first == UInt8(ascii: "\"") && bytes.last == UInt8(ascii: "\"")
      && bytes.dropFirst().dropLast().allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != 0x7F }
  }
}

/// `Content-Range: bytes 4096-9999/10000` (RFC 9110, section 14.4): the rest of a document, up to its end.
struct ContentRange: Hashable, Sendable {
  let first: Int
  let total: Int

  /// - Returns: nil for what is not exactly that, or stands there twice.
  init?(_ head: WireHead) {
    guard let text = head.only("Content-Range"), text.lowercased().hasPrefix("bytes ") else { return nil }
    let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let total = Self.number(parts[1]) else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]), first <= last,
      last == total - 1
    else { return nil }
    self.first = first
    self.total = total
  }

  /// Digits alone, and no more than fit.
  static func number(_ text: some StringProtocol) -> Int? {
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }
}

extension WireHead {
  /// The field of that name; nil where there is none, or more than one that are not the same.
  func only(_ name: String) -> String? {
    let name = name.lowercased()
    let values = headers.filter { $0.name.lowercased() == name }.map(\.value)
    return Set(values).count == 1 ? values.first : nil
  }
}
