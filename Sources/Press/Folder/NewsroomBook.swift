import Edition
import Foundation

/// What a newsroom's folder remembers between two commands: `newsroom.json`.
struct NewsroomBook: Codable, Sendable {
  /// An article that came from elsewhere: under which `id` it is here, and what it was then.
  struct Imported: Codable, Sendable {
    var id: String
    /// SHA-256 of its words and text.
    var hash: String
    var isRetracted: Bool?
  }

  /// A publication that was begun: whether it came through is told by the tree's size.
  struct Begun: Codable, Sendable {
    var size: Int
    var items: [String]
  }

  var version = 1
  var origin: String
  var title: String
  var languages: [String]
  var journal: WriterJournal?
  var begun: Begun?
  /// By the article's own ID.
  var imported: [String: Imported] = [:]
  /// Number of the next item of the queue.
  var next = 1
  /// Entries that the site's pages show, by the folder that they are in.
  var sites: [String: Int] = [:]
}
