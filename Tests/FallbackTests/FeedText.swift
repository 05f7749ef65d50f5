import MirrorLab

/// Feeds of the lab's newsroom, as text: an article a day in June 2025, the newest first.
enum FeedText {
  static let path = "/news.atom"

  /// - Parameters:
  ///   - days: of June, one article each.
  ///   - words: how many times an article says what it says.
  static func atom(days: ClosedRange<Int>, words: Int = 1) -> String {
    let entries = days.reversed().map { day in
      let date = "2025-06-\(day < 10 ? "0" : "")\(day)T09:00:00Z"
      let body = (0..<words).map { "What happened on day \(day), part \($0)." }.joined(separator: " ")
      return """
        <entry><id>tag:lab.example,2025:\(day)</id><title>Day \(day)</title>
        <link href="https://lab.example/\(day)"/><published>\(date)</published><updated>\(date)</updated>
        <content type="html">&lt;p&gt;\(body)&lt;/p&gt;</content></entry>
        """
    }
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom"><title>The lab</title><id>tag:lab.example,2025:feed</id>
      <updated>2025-06-30T09:00:00Z</updated>
      \(entries.joined(separator: "\n"))
      </feed>
      """
  }

  /// The feed at its path, with a strong entity tag.
  static func site(days: ClosedRange<Int> = 10...12, words: Int = 1) -> LabSite {
    LabSite([path: LabSite.File(atom(days: days, words: words), etag: "\"\(days.upperBound)-\(words)\"")])
  }
}
