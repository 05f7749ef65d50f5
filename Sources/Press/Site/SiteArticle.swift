import Edition
import Foundation
import Seal

/// An article as the courtesy site shows it: its newest revision, and what became of it.
struct SiteArticle {
  let id: String
  /// Its place among all articles, from 0, by the first revision.
  let order: Int
  var index: Int
  var entry: EntryArticle
  var time: Date
  let published: Date
  /// What was corrected, and when; the newest last.
  var corrections: [(time: Date, note: String)] = []
  var retraction: String??

  /// Below the site's own folder. No word of an entry is in it.
  var path: String { "articles/\(month.prefix(4))/\(month.suffix(2))/\(SitePath.name(id)).html" }
  /// `2026-01`.
  var month: String { String(EntryTime.text(published).prefix(7)) }
  var day: String { String(EntryTime.text(published).prefix(10)) }
  var isRetracted: Bool { retraction != nil }
}

enum SitePath {
  /// A file's name for any word: itself where it is plain, else the beginning of its hash.
  static func name(_ word: String) -> String {
    let bare = word.hasPrefix("urn:uuid:") ? String(word.dropFirst(9)) : word
    let lowered = bare.lowercased()
    let isPlain =
      !lowered.isEmpty && lowered.utf8.count <= 48
      && lowered.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    return isPlain && lowered == bare ? bare : String(Digest.of(word.utf8).hex.prefix(24))
  }
}
