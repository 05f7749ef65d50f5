import Foundation
import News

/// What makes two mirrors' articles one row.
///
/// 1. The same `key`: the guid as given, else the link, else title and date.
/// 2. The same `path`: where the guid (or, without one, the link) lies on a mirror's own host, its way from that mirror's folder,
///    query included: `http://a.example/news/1?x=2` of `http://a.example/news/feed.xml` and
///    `https://b.example/~strike/news/1?x=2` of `https://b.example/~strike/news/feed.xml` are both `1?x=2`.
///
/// All mirrors of the newsroom are known here, so a plain copy that keeps the first mirror's addresses is the same article, too.
struct ArticleIdentity: Hashable {
  var key: String
  var path: String?

  /// Keys longer than this are cut and closed with a hash, bytes.
  static let longest = 600

  /// `words` is the hash of title and text.
  init(_ article: Article, words: Int64, mirrors: [MirrorFolder]) {
    if let guid = article.guid, !guid.isEmpty {
      key = Self.key(guid: guid)
      path = Self.path(guid, mirrors)
    } else if let link = article.link, !link.isEmpty {
      key = Self.bounded("l" + link)
      path = Self.path(link, mirrors)
    } else {
      let date = (article.published ?? article.updated).map { String($0.milliseconds) } ?? ""
      let words = article.title.isEmpty || date.isEmpty ? String(words, radix: 16) : ""
      key = Self.bounded("t\(article.title)\n\(date)\n\(words)")
    }
  }

  static func key(guid: String) -> String { bounded("g" + guid) }

  /// A key for one of several articles that their feed gives the same id.
  func apart(link: String?, title: String?) -> String {
    var key = key + "\nl" + (link ?? "")
    if let title { key += "\nt" + title }
    return Self.bounded(key)
  }

  private static func path(_ address: String, _ mirrors: [MirrorFolder]) -> String? {
    guard let place = MirrorFolder(page: address) else { return nil }
    for mirror in mirrors where mirror.host == place.host { return bounded(mirror.way(to: place)) }
    return nil
  }

  private static func bounded(_ key: String) -> String {
    guard key.utf8.count > longest else { return key }
    return String(decoding: key.utf8.prefix(longest), as: UTF8.self) + "#"
      + String(WordHash.hash(title: key, text: ""), radix: 16)
  }
}

/// A web address cut into host and folders, scheme left out.
struct MirrorFolder: Hashable {
  /// Lower case, with the port where it is not the scheme's own.
  var host: String
  var folders: [Substring]
  /// Last piece, query and fragment.
  var page: Substring

  /// nil where it is no http or https address.
  init?(page address: String) {
    let bytes = address.utf8
    guard bytes.count > 8, bytes.first == 0x68 || bytes.first == 0x48 else { return nil }
    let scheme = address.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    var rest = address.dropFirst(scheme.count + 1)
    guard rest.hasPrefix("//") else { return nil }
    rest = rest.dropFirst(2)
    let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
    var authority = rest[..<end]
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    host = authority.lowercased()
    let port = scheme == "http" ? ":80" : ":443"
    if host.hasSuffix(port) { host.removeLast(port.count) }
    guard !host.isEmpty else { return nil }
    let tail = rest[end...]
    let pathEnd = tail.firstIndex { $0 == "?" || $0 == "#" } ?? tail.endIndex
    let slash = tail[..<pathEnd].lastIndex(of: "/")
    folders = slash.map { tail[..<$0].split(separator: "/", omittingEmptySubsequences: true) } ?? []
    page = slash.map { tail[tail.index(after: $0)...] } ?? tail
  }

  /// The relative reference (RFC 3986, section 4.2) from this page's folder.
  func way(to place: MirrorFolder) -> String {
    var shared = 0
    while shared < folders.count, shared < place.folders.count, folders[shared] == place.folders[shared] { shared += 1 }
    let up = repeatElement("../", count: folders.count - shared).joined()
    return up + place.folders[shared...].map { $0 + "/" }.joined() + place.page
  }
}

/// A hash of 64 bits over title and text with white space folded: two wordings are the same when this is.
enum WordHash {
  static func hash(title: String, text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    add(title, &hash)
    add(text, &hash)
    return hash
  }

  /// Eight bytes a step; the length closes it, so that title and text don't run into one another.
  private static func add(_ text: String, _ hash: inout UInt64) {
    var text = text
    text.withUTF8 { bytes in
      var chunk: UInt64 = 0
      var count: UInt64 = 0
      var isGap = false
      func put(_ byte: UInt8) {
        chunk = chunk << 8 | UInt64(byte)
        count += 1
        if count & 7 == 0 { hash = mix(hash, chunk) }
      }
      for byte in bytes {
        if byte <= 0x20 {
          isGap = count > 0
          continue
        }
        if isGap { put(0x20) }
        isGap = false
        put(byte)
      }
      hash = mix(mix(hash, count & 7 == 0 ? 0 : chunk), count)
    }
  }

  @inline(__always) private static func mix(_ hash: UInt64, _ chunk: UInt64) -> UInt64 {
    let product = (hash ^ chunk).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
    return product.high ^ product.low
  }
}

extension Date {
  /// Since 1970, bounded to the years that a calendar can show.
  var milliseconds: Int64 {
    Int64((min(max(timeIntervalSince1970, -62_135_596_800), 253_402_300_799) * 1000).rounded())
  }
  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
}
