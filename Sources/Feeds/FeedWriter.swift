public import Foundation
public import News

/// Articles to an Atom feed (RFC 4287) that `FeedReader` reads back as they were.
public enum FeedWriter {
  /// The category scheme of Wirecopy's own flags; its term `urgent` marks an alert.
  public static let flagScheme = "urn:wirecopy:flag"

  /// `id`: the feed's, an absolute IRI. `link`: the site's URL. UTF-8.
  public static func atom(_ articles: [Article], title: String, id: String, link: String, updated: Date) -> [UInt8] { [] }
}
