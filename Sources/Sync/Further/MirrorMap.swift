import Wire

/// Where a mirror would have what stands at an address of its newsroom: by path, never on another host.
///
/// A mirror is a copy of the site, at the root of its host or in a folder there. So an address on a sister mirror keeps its way from
/// that one's feed; any address keeps its path, from the root or from the folder of the mirror's feed.
enum MirrorMap {
  /// Absolute URLs on the mirror's own host, to be tried in this order; at most three, none for what is no web address.
  /// - Parameters:
  ///   - mirror: the URL of its feed.
  ///   - mirrors: of all of the newsroom's feeds.
  static func places(of address: String, on mirror: String, among mirrors: [String]) -> [String] {
    guard let target = WireAddress(address), let own = WireAddress(mirror) else { return [] }
    let page = WireURL(address).escaped
    let path = rooted(page.path)
    if isSame(target, own) { return place(path, page.query, on: mirror).map { [$0] } ?? [] }
    var paths: [String] = []
    let home = folders(WireURL(mirror).escaped.path)
    for sister in mirrors {
      guard let other = WireAddress(sister), isSame(target, other) else { continue }
      paths.append(way(from: folders(WireURL(sister).escaped.path), to: path, at: home))
      break
    }
    paths.append(path)
    if !home.isEmpty { paths.append("/" + home.joined(separator: "/") + path) }
    var places: [String] = []
    for path in paths {
      if let place = place(path, page.query, on: mirror), !places.contains(place) { places.append(place) }
    }
    return places
  }

  /// The path and query of an address, whichever host it is on: what tells it from other pages of its newsroom.
  static func path(of address: String) -> String {
    let url = WireURL(address).escaped
    return rooted(url.path) + (url.query.map { "?" + $0 } ?? "")
  }

  private static func isSame(_ a: WireAddress, _ b: WireAddress) -> Bool {
    let bare = { (host: String) in host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }
    let isUsual = { (address: WireAddress) in address.port == (address.isSecure ? 443 : 80) }
    return bare(a.host) == bare(b.host) && (a.port == b.port || isUsual(a) && isUsual(b))
  }

  private static func place(_ path: String, _ query: String?, on mirror: String) -> String? {
    var url = WireURL(mirror)
    url.path = path
    url.query = query
    url.fragment = nil
    let text = url.text
    // What is asked is on the mirror's host, however the path reads.
    guard let place = WireAddress(text), let own = WireAddress(mirror), place == own else { return nil }
    return text
  }

  /// From the root, dots walked, never above it.
  private static func rooted(_ path: String) -> String {
    WireURL(path.hasPrefix("/") ? String(path) : "/" + path).path.isEmpty ? "/" : walked(path)
  }

  private static func walked(_ path: String) -> String {
    var base = WireURL("http://any.example/")
    base.path = "/"
    var reference = WireURL("")
    reference.path = path.hasPrefix("/") ? path : "/" + path
    return reference.resolved(against: base).path
  }

  private static func folders(_ path: String) -> [Substring] {
    guard let slash = path.lastIndex(of: "/") else { return [] }
    return path[..<slash].split(separator: "/")
  }

  /// The way from a sister's folder to a path, walked from this mirror's folder.
  private static func way(from sister: [Substring], to path: String, at home: [Substring]) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var shared = 0
    while shared < sister.count, shared < parts.count - 1, sister[shared] == parts[parts.startIndex + shared] {
      shared += 1
    }
    let kept = home.dropLast(sister.count - shared)
    return "/" + (kept.map { $0 + "/" }.joined()) + parts.dropFirst(shared).joined(separator: "/")
  }
}
