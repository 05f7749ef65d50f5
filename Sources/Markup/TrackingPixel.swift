/// Pictures that are there to count readers, by their address: those that don't say their size.
enum TrackingPixel {
  static func isOne(_ link: [UInt8]) -> Bool {
    link.withUnsafeBufferPointer { link in
      guard let slashes = link.first(UInt8(ascii: "/"), from: 0), link.hasWord("//", at: slashes) else { return false }
      var end = slashes + 2
      while end < link.count, link[end] != UInt8(ascii: "/"), link[end] != UInt8(ascii: "?") { end += 1 }
      let host = link[at: slashes + 2..<end]
      if let path = hosts[host.lowercasedHash] { return link.hasWord(path, at: end) }
      if host.endsWith("doubleclick.net") || host.endsWith("scorecardresearch.com") || host.endsWith("quantserve.com") {
        return true
      }
      let stop = link[at: end..<link.count].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
      var path = link[at: end..<(stop.map { end + $0 } ?? link.count)]
      if let slash = path.lastIndex(of: UInt8(ascii: "/")) { path = path[at: slash + 1..<path.count] }
      return names.contains(path.lowercasedHash)
    }
  }

  private static let hosts: [UInt64: StaticString] = {
    let table: [(String, StaticString)] = [
      ("feeds.feedburner.com", "/~r/"), ("pixel.wp.com", "/"), ("stats.wordpress.com", "/"), ("stats.wp.com", "/"),
      ("medium.com", "/_/stat"), ("www.facebook.com", "/tr"), ("www.google-analytics.com", "/"),
      ("da.feedsportal.com", "/"),
      ("feeds.wordpress.com", "/1.0/"), ("rss.feedsportal.com", "/"), ("bat.bing.com", "/"), ("mc.yandex.ru", "/watch"),
      ("wcs.naver.com", "/"), ("px.ads.linkedin.com", "/"), ("counter.theconversation.com", "/"),
    ]
    var hosts: [UInt64: StaticString] = [:]
    for (host, path) in table { hosts[host.withBytes(\.hash)] = path }
    return hosts
  }()

  private static let names: Set<UInt64> = Set(
    [
      "pixel.gif", "pixel.png", "1x1.gif", "1x1.png", "blank.gif", "spacer.gif", "transparent.gif", "clear.gif",
      "b.gif",
      "dot.gif", "track.gif", "tracking.gif", "open.gif", "beacon.gif", "__utm.gif", "count.gif",
    ].map { $0.withBytes(\.hash) })
}

extension UnsafeBufferPointer where Element == UInt8 {
  fileprivate func endsWith(_ word: StaticString) -> Bool { hasWord(word, at: count - word.utf8CodeUnitCount) }
}
