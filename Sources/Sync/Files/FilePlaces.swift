import Wire

/// Where a mirror would have a picture or file that stands at an address of its newsroom: on the mirror's own host alone, by path.
enum FilePlaces {
  /// Absolute URLs, to be tried in this order; none for what is no web address.
  /// - Parameters:
  ///   - address: as the article names it.
  ///   - mirror: the URL of its feed.
  ///   - mirrors: of all of the newsroom's feeds: an address on one of them keeps its way from that one's folder.
  static func places(of address: String, on mirror: String, among mirrors: [String]) -> [String] {
    guard let target = WireAddress(address), let own = WireAddress(mirror) else { return [] }
    let page = WireURL(address).escaped
    var places: [String] = []
    func add(_ path: String) {
      // A reference without scheme and host can't leave the mirror's host, however its path reads.
      var reference = WireURL("")
      (reference.path, reference.query) = (path, page.query)
      let place = reference.resolved(against: WireURL(mirror).escaped).text
      if WireAddress(place) == own, !places.contains(place) { places.append(place) }
    }
    let rooted = page.path.hasPrefix("/") ? page.path : "/" + page.path
    if target.host == own.host, target.port == own.port {
      add(rooted)
      return places
    }
    if let sister = mirrors.first(where: {
      WireAddress($0).map { $0.host == target.host && $0.port == target.port } ?? false
    }) {
      let folder = WireURL(sister).escaped.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      let parts = rooted.split(separator: "/", omittingEmptySubsequences: false)
      var shared = 0
      while shared < folder.count, shared < parts.count - 1, folder[folder.startIndex + shared] == parts[shared] {
        shared += 1
      }
      let up = String(repeating: "../", count: folder.count - shared)
      // A first part with a colon would read as a scheme.
      add("./" + up + parts[shared...].joined(separator: "/"))
    }
    add(rooted)
    return places
  }
}
