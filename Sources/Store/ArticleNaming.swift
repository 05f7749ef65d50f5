import News

/// Names the articles of one delivery, and keeps those apart that a careless feed gives one id.
///
/// Several entries of one id are revisions of one article where they have one link and their dates differ (RFC 4287, section
/// 4.1.1, allows them), and articles of their own where their links differ, or their titles under one date.
struct ArticleNaming {
  struct Name {
    var identity: ArticleIdentity
    /// Further keys under which it may be known, with what must be alike for it.
    var others: [String] = []
    /// Under the shared id itself it is known only where the row has this link and title.
    var sharedKey: String?
    var link: String?
    var title: String = ""
  }

  let folders: [MirrorFolder]
  /// Whether any delivery of this newsroom gave one id to several articles.
  private(set) var repeatsIDs: Bool

  init(folders: [MirrorFolder], repeatsIDs: Bool) {
    self.folders = folders
    self.repeatsIDs = repeatsIDs
  }

  mutating func names(_ articles: [PreparedArticle]) -> [Name] {
    let identities = articles.map { ArticleIdentity($0.article, words: $0.hash, mirrors: folders) }
    var groups: [String: [Int]] = [:]
    groups.reserveCapacity(identities.count)
    for (index, identity) in identities.enumerated() { groups[identity.key, default: []].append(index) }
    var names = zip(articles, identities).map { article, identity in
      Name(identity: identity, link: article.article.link, title: article.article.title)
    }
    for group in groups.values where group.count > 1 {
      let members = group.map { articles[$0] }
      let links = Set(members.map(\.article.link))
      for index in group {
        let article = articles[index]
        let alike = members.filter { $0.article.link == article.article.link }
        let titles = Set(alike.filter { $0.stamp == article.stamp }.map(\.article.title))
        guard links.count > 1 || titles.count > 1 else { continue }
        repeatsIDs = true
        names[index].sharedKey = identities[index].key
        names[index].identity.key = identities[index].apart(
          link: article.article.link, title: titles.count > 1 ? article.article.title : nil)
        names[index].identity.path = nil
      }
    }
    if repeatsIDs {
      for index in names.indices where names[index].sharedKey == nil {
        let article = articles[index].article
        names[index].others = [
          identities[index].apart(link: article.link, title: nil),
          identities[index].apart(link: article.link, title: article.title),
        ]
      }
    }
    return names
  }
}
