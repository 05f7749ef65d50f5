extension WireResponse {
  /// The absolute URL that a redirect points to, ready to be asked; nil without a usable `Location`.
  ///
  /// Resolved against where the response came from, escaped, and without user and password: an answer from outside
  /// never says with which credentials another host is asked.
  public var location: String? {
    guard var text = header("Location")?[...] else { return nil }
    while let first = text.utf8.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
    while let last = text.utf8.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
    guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    var target = WireURL(String(text)).resolved(against: WireURL(url)).escaped
    guard WireAddress(target.text) != nil else { return nil }
    target.userInfo = nil
    if target.path.isEmpty { target.path = "/" }
    return target.text
  }

  /// Whether the status asks to look elsewhere.
  public var isRedirect: Bool { Self.isRedirect(status) }

  /// 301, 302, 303, 307 and 308 (RFC 9110, section 15.4).
  public static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }
}
