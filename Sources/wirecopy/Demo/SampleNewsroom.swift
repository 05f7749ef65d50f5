import Foundation
import News

/// The newsroom that the demo serves, read from `share/wirecopy/sample`; its `README.md` defines the files.
struct SampleNewsroom: Sendable {
  var title: String
  var language: String
  /// Current wordings.
  var articles: [SampleArticle]
  /// Earlier wordings of some of them.
  var earlier: [SampleArticle]
  /// Bytes by file name.
  var pictures: [String: [UInt8]]

  /// - Throws: `Failure` that names the file and what is wrong with it.
  static func read(folder: String) throws(Failure) -> SampleNewsroom {
    let about = try SampleArticle.parts(of: try text("\(folder)/newsroom.txt"), path: "newsroom.txt")
    var newsroom = SampleNewsroom(
      title: about.fields["Title"]?.first ?? "Sample", language: about.fields["Language"]?.first ?? "en", articles: [],
      earlier: [], pictures: [:])
    for name in try files("\(folder)/articles") where name.hasSuffix(".html") {
      let article = try SampleArticle(text: try text("\(folder)/articles/\(name)"), path: name)
      if name.split(separator: ".").count > 2 {
        newsroom.earlier.append(article)
      } else {
        newsroom.articles.append(article)
      }
    }
    for name in try files("\(folder)/pictures") {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/pictures/\(name)") else { continue }
      newsroom.pictures[name] = Array(bytes)
    }
    guard !newsroom.articles.isEmpty else { throw Failure("the sample newsroom in \(folder) has no articles") }
    return newsroom
  }

  private static func files(_ folder: String) throws(Failure) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw Failure("the sample newsroom is not at \(folder): set WIRECOPY_SHARE to the share folder of Wirecopy")
    }
    return names.sorted()
  }

  private static func text(_ path: String) throws(Failure) -> String {
    guard let bytes = FileManager.default.contents(atPath: path), let text = String(data: bytes, encoding: .utf8) else {
      throw Failure("the sample newsroom: can't read \(path)")
    }
    return text
  }
}

/// One article of the sample newsroom: header lines, an empty line, a body in HTML.
struct SampleArticle: Sendable {
  /// `02-walk-out.html`, also for an earlier wording of it.
  var name: String
  var id: String
  var title: String
  var language: String
  var sections: [String]
  var byline: String
  var place: String?
  var published: Date
  var updated: Date?
  var isUrgent: Bool
  var note: String?
  var pictures: [String]
  var parent: String?
  var body: String

  init(text: String, path: String) throws(Failure) {
    let parts = try Self.parts(of: text, path: path)
    let field = { (key: String) in parts.fields[key]?.first }
    let known = [
      "Id", "Title", "Language", "Sections", "Byline", "Place", "Published", "Updated", "Urgent", "Note", "Picture",
      "Parent",
    ]
    if let unknown = parts.fields.keys.sorted().first(where: { !known.contains($0) }) {
      throw Failure("the sample newsroom, \(path): unknown key \(unknown)")
    }
    guard let id = field("Id"), let title = field("Title"), let when = field("Published"),
      let published = try? Date(when, strategy: .iso8601)
    else { throw Failure("the sample newsroom, \(path): Id, Title and Published (RFC 3339) are needed") }
    let pieces = path.split(separator: ".")
    name = "\(pieces[0]).html"
    self.id = id
    self.title = title
    self.published = published
    language = field("Language") ?? "en"
    sections = (field("Sections") ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    byline = field("Byline") ?? ""
    place = field("Place")
    updated = field("Updated").flatMap { try? Date($0, strategy: .iso8601) }
    isUrgent = field("Urgent") == "yes"
    note = field("Note")
    pictures = parts.fields["Picture"] ?? []
    parent = field("Parent")
    body = parts.body
  }

  /// Header lines up to the first empty line, then the body.
  static func parts(of text: String, path: String) throws(Failure) -> (fields: [String: [String]], body: String) {
    let cut = text.firstRange(of: "\n\n")
    var fields: [String: [String]] = [:]
    for line in text[..<(cut?.lowerBound ?? text.endIndex)].split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else {
        throw Failure("the sample newsroom, \(path): \(String(line)) is no header line")
      }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      fields[String(line[..<colon]), default: []].append(value)
    }
    return (fields, cut.map { String(text[$0.upperBound...]) } ?? "")
  }

  /// The time of this wording.
  var time: Date { updated ?? published }
}
