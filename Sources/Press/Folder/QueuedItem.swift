import Edition
import Foundation

/// An entry that waits for the next publication: a file of `queue/`.
struct QueuedItem: Codable, Sendable {
  var id: String
  /// RFC 3339.
  var time: String
  var kind: String
  /// The members of its kind as JSON, without `body`.
  var members: String
  /// Safe HTML, base 64 in the file; nil where it has no body.
  var body: Data?
  var type: String?
  /// Pictures that go with it: names of files in `queue/`.
  var blobs: [String] = []
  /// The removal of an entry, instead.
  var removes: Int?
  var note: String?

  init(id: String = EntryDraft.newID(), time: Date, kind: String, members: [JSONValue.Member], body: [UInt8]? = nil) {
    self.id = id
    self.time = EntryTime.text(time)
    self.kind = kind
    self.members = String(decoding: JSONValue.object(members).bytes, as: UTF8.self)
    self.body = body.map { Data($0) }
    type = body == nil ? nil : "text/html"
  }

  var memberList: [JSONValue.Member] { JSONValue(reading: Array(members.utf8))?.members ?? [] }
  var date: Date { EntryTime.date(time) ?? Date(timeIntervalSince1970: 0) }
}
