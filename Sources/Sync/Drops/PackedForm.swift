import Foundation
import News
import Seal

/// The JSON at the head of a packed report, as it is written: members that say nothing are absent, unknown ones are
/// ignored. What its reader makes of it is checked there.
struct PackedForm: Codable, Hashable {
  struct File: Codable, Hashable {
    var name: String
    var type: String?
    var size: Int
    var sha256: String
    var caption: String?
  }
  static let version = 1
  static let kind = "report"
  static let idPrefix = "urn:uuid:"

  var v = PackedForm.version
  var kind = PackedForm.kind
  var id: String
  var version: Int
  /// RFC 3339, UTC.
  var time: String
  var newsroom: String?
  var type: String?
  var title: String?
  var section: String?
  var lang: String?
  var place: String?
  var urgent: Bool?
  var byline: String?
  var body: String?
  var inReplyTo: String?
  /// Lower-case hex.
  var nonce: String
  /// The newsroom's fingerprint, `wc1…`: what was sealed to one desk can't be passed on to another as if it were meant for it.
  var to: String?
  /// The one-time Ed25519 key that signed it; lower-case hex.
  var key: String?
  /// `age1…`, to whom an answer is sealed.
  var answer: String?
  var files: [File]?

  init(_ report: Report, newsroomName: String, time: Date, nonce: String, seal: DropSeal? = nil) {
    to = seal?.fingerprint
    key = seal?.key.publicKey.bytes.hex
    answer = seal?.answer.text
    let said = { (text: String) in text.isEmpty ? nil : text }
    id = Self.idPrefix + report.id.rawValue
    version = report.version
    // To the minute: seconds would help to find out who pressed the key.
    self.time = Date(timeIntervalSince1970: (time.timeIntervalSince1970 / 60).rounded(.down) * 60)
      .formatted(.iso8601)
    newsroom = said(newsroomName)
    type = report.kind.rawValue
    title = said(report.title)
    section = said(report.section)
    lang = said(report.language)
    place = said(report.place)
    urgent = report.isUrgent ? true : nil
    byline = said(report.byline)
    body = said(report.body)
    inReplyTo = report.inReplyTo.flatMap(said)
    self.nonce = nonce
    files =
      report.attachments.isEmpty
      ? nil
      : report.attachments.map {
        File(name: $0.name, type: said($0.type), size: $0.size, sha256: $0.sha256, caption: said($0.caption))
      }
  }

  /// The same bytes for the same values, always: a drop is named by them.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings, whole numbers and booleans alone: none that JSON could not hold.
    return (try? encoder.encode(self)).map([UInt8].init) ?? []
  }

  /// What tells a form of another kind or version before all of it is read.
  struct Mark: Decodable {
    var v: Int?
    var kind: String?
  }
}

extension PackedForm {
  /// As many files as there may be, and one to tell that there are more: a million of them are not made into values.
  init(from decoder: any Decoder) throws {
    let form = try decoder.container(keyedBy: CodingKeys.self)
    let text = { (key: CodingKeys) in try form.decodeIfPresent(String.self, forKey: key) }
    v = try form.decode(Int.self, forKey: .v)
    kind = try form.decode(String.self, forKey: .kind)
    id = try form.decode(String.self, forKey: .id)
    version = try form.decodeIfPresent(Int.self, forKey: .version) ?? 1
    time = try form.decode(String.self, forKey: .time)
    newsroom = try text(.newsroom)
    type = try text(.type)
    title = try text(.title)
    section = try text(.section)
    lang = try text(.lang)
    place = try text(.place)
    urgent = try form.decodeIfPresent(Bool.self, forKey: .urgent)
    byline = try text(.byline)
    body = try text(.body)
    inReplyTo = try text(.inReplyTo)
    nonce = try text(.nonce) ?? ""
    to = try text(.to)
    key = try text(.key)
    answer = try text(.answer)
    guard form.contains(.files), try !form.decodeNil(forKey: .files) else { return }
    var list = try form.nestedUnkeyedContainer(forKey: .files)
    var files: [File] = []
    while !list.isAtEnd, files.count <= PackedReport.mostFiles { files.append(try list.decode(File.self)) }
    self.files = files
  }
}
