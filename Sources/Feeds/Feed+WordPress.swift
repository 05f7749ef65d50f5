import Foundation
import Markup
import News

extension Feed {
  /// The address of the site's REST API, where its feed or the feed's generator says that WordPress made it; ends where
  /// `WordPressPosts.url` goes on. It stands on the host of `base`: a mirror is asked, not the site that it mirrors.
  /// - Parameter base: the URL that the feed came from.
  public func wordpressAPI(base: String) -> String? {
    guard isFromWordPress, let base = LinkBase(base)?.url else { return nil }
    let hostStart = base.range(of: "://")?.upperBound ?? base.startIndex
    let origin = base[..<(base[hostStart...].firstIndex { "/?#".contains($0) } ?? base.endIndex)]
    let rest = base[origin.endIndex...].prefix { $0 != "#" }
    let path = rest.prefix { $0 != "?" }
    // Without speaking addresses, `?feed=rss2`, the API has none either.
    let isPlain = rest.count > path.count && rest.contains("feed=")
    let root = isPlain ? Self.folder(path) : sitePath(of: path)
    return origin + root + (isPlain ? "?rest_route=/" : "wp-json/")
  }

  /// WordPress's own articles have `?p=` and a number for a guid.
  private var isFromWordPress: Bool {
    if let generator, generator.lowercased().contains("wordpress") { return true }
    if format != .rss { return false }
    let sample = articles.prefix(8)
    return !sample.isEmpty
      && sample.allSatisfy { article in
        guard let guid = article.guid, let mark = guid.range(of: "?p=") ?? guid.range(of: "&p=") else { return false }
        return !guid[mark.upperBound...].isEmpty && guid[mark.upperBound...].allSatisfy(\.isNumber)
      }
  }

  /// The site's folder: the path that the feed's own link has, where the feed lies below it; else what stands before the
  /// `feed` of the feed's path.
  private func sitePath(of path: Substring) -> String {
    if let link, let site = LinkBase(link)?.url, let start = site.range(of: "://")?.upperBound {
      let slash = site[start...].firstIndex(of: "/") ?? site.endIndex
      let own = Self.folder(site[slash...].prefix { $0 != "?" && $0 != "#" } + "/")
      // Addresses without a server that rewrites them have `index.php` in front, the API's with them.
      if path.hasPrefix(own + "index.php/"), !own.hasSuffix("/index.php/") { return own + "index.php/" }
      if path.hasPrefix(own) { return own }
    }
    let parts = path.split(separator: "/")
    let feed = parts.firstIndex { $0 == "feed" || $0 == "rss" || $0 == "rss2" || $0 == "atom" || $0 == "rdf" }
    guard let feed else { return Self.folder(path) }
    return "/" + parts[..<feed].map { $0 + "/" }.joined()
  }

  /// The path up to its last `/`, one at its end.
  private static func folder(_ path: some StringProtocol) -> String {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
    return folder.hasSuffix("//") ? String(folder.dropLast()) : folder
  }
}
