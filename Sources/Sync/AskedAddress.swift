import Wire

/// An address as people write it, turned into what can be asked.
enum AskedAddress {
  /// URLs to try, in this order: as it stands, or by https and then by http where no scheme is given. Empty when it is none.
  static func candidates(_ text: String) -> [String] {
    var text = text.trimmingPrefix { $0.isWhitespace }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    // Feed links of web pages: feed:https://… and feed://…
    if text.lowercased().hasPrefix("feed:") {
      text = text.dropFirst(5)
      if text.hasPrefix("//") { text = text.dropFirst(2) }
    }
    guard !text.isEmpty, !text.contains(where: { $0.isWhitespace || $0.isNewline }) else { return [] }
    // mailto:…, magnet:…: a colon that no port follows.
    if !text.contains("://"), let colon = text.firstIndex(of: ":"), !text[..<colon].hasPrefix("["),
      !text[..<colon].contains("/"), text[colon...].dropFirst().first?.isNumber != true
    {
      return []
    }
    let tries = text.contains("://") ? [String(text)] : ["https://" + text, "http://" + text]
    return tries.compactMap(normal)
  }

  /// The same address is the same text: host in lower case, no fragment, a path.
  static func normal(_ text: String) -> String? {
    guard WireAddress(text) != nil else { return nil }
    var url = WireURL(text).escaped
    url.fragment = nil
    url.scheme = url.scheme?.lowercased()
    url.authority = url.authority.map { authority in
      let user = url.userInfo.map { $0 + "@" } ?? ""
      return user + authority.dropFirst(user.count).lowercased()
    }
    if url.path.isEmpty { url.path = "/" }
    return url.text
  }
}
