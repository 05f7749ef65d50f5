/// User and password in a web address: whom they were given to is asked with them, and nobody else reads them.
public enum BareAddress {
  /// Where they stand in an absolute `http` or `https` URL, or in one that begins with `//`, with the `@` behind them; nil where there
  /// are none.
  public static func userInfo(in url: [UInt8]) -> Range<Int>? {
    guard url.contains(UInt8(ascii: "@")) else { return nil }
    var start = 0
    if !url.starts(with: "//".utf8) {
      guard let colon = url.prefix(6).firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let scheme = String(decoding: url[..<colon], as: UTF8.self).lowercased()
      guard scheme == "http" || scheme == "https", url[(colon + 1)...].starts(with: "//".utf8) else { return nil }
      start = colon + 1
    }
    // Browsers pass over any number of them.
    while start < url.count, url[start] == UInt8(ascii: "/") { start += 1 }
    let end = url[start...].firstIndex { "/?#\\".utf8.contains($0) } ?? url.count
    return url[start..<end].lastIndex(of: UInt8(ascii: "@")).map { start..<$0 + 1 }
  }

  /// The address without them; any other text as it is.
  public static func of(_ url: String) -> String {
    guard url.utf8.contains(UInt8(ascii: "@")) else { return url }
    var bytes = Array(url.utf8)
    guard let range = userInfo(in: bytes) else { return url }
    bytes.removeSubrange(range)
    return String(decoding: bytes, as: UTF8.self)
  }
}
