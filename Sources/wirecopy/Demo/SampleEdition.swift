import Edition
import Foundation
import Markup
import MirrorLab
import News
import Press
import Seal

/// The sample newsroom as its editors publish it: a signed edition with its readable site, made anew at each start of the demo.
///
/// Its keys are made there and then, sealed with words that nobody is told, and thrown away with the demo's home: a key that was
/// shipped would sooner or later be taken for a real one.
actor SampleEdition {
  /// How far the newsroom has come: what a reader finds at one moment.
  enum Moment: CaseIterable {
    /// An hour ago: without the last articles, with the first wordings of the corrected ones.
    case earlier
    /// All of it but the newest article and the alert.
    case lastHour
    /// All of it but the alert.
    case now
    /// The alert has come in.
    case alert
  }

  private static let board = "open"

  /// `wc1…`
  nonisolated let fingerprint: String
  private let sample: SampleNewsroom
  /// Added to every time, so that the newest article is a few minutes old.
  private let shift: TimeInterval
  private let now: Date
  private let newsroom: NewsroomFolder
  private let head: SigningKey
  /// What the mirrors serve.
  private let place: String
  /// The address of the mirror whose readable site articles link to.
  private let base: String
  /// The entries' ids by those of the sample's files.
  private let ids: [String: String]
  /// Wordings that are published.
  private var published: Set<String> = []

  /// Makes the newsroom and its keys, and publishes its lists with the first articles.
  ///
  /// - Parameters:
  ///   - folder: its own; nothing is in it yet.
  ///   - mirrors: addresses that its record names, the last one that of its own site.
  init(_ sample: SampleNewsroom, folder: String, mirrors: [String], now: Date) throws {
    self.sample = sample
    self.now = now
    let newest = sample.articles.map(\.time).max() ?? now
    shift = now.addingTimeInterval(-180).timeIntervalSince(newest)
    place = folder + "/www"
    base = mirrors.last ?? ""
    ids = Dictionary(sample.articles.map { ($0.id, EntryDraft.newID()) }) { first, _ in first }
    var plan = NewsroomFolder.Plan(
      origin: "yeoul.example/wire", title: sample.title, languages: ["ko", "en"], now: now.addingTimeInterval(-3_600))
    // Random words need no stretching.
    plan.work = 1
    let words = SecretBytes(random: 32)
    let made = try NewsroomFolder.create(folder + "/newsroom", plan) { _ in words }
    head = try made.signingKey("head.key", passphrase: words)
    try made.add(kind: "mirrors", json: Self.list(of: mirrors), now: plan.now)
    try made.add(kind: "boards", json: Array(Self.boards.utf8), now: plan.now)
    fingerprint = made.fingerprint?.text ?? ""
    newsroom = made
  }

  /// Publishes what came since, and says what a mirror serves then.
  func publish(_ moment: Moment) throws -> LabSite {
    for article in due(at: moment) {
      let key = "\(article.id) \(article.time.timeIntervalSince1970)"
      guard published.insert(key).inserted else { continue }
      let time = article.time.addingTimeInterval(shift)
      if article.parent == nil { try add(article, at: time) } else { try addMessage(article, at: time) }
    }
    // Signed when its last words were written, as if nobody had waited for a reader.
    let signed = moment == .earlier ? now.addingTimeInterval(-3_600) : Date()
    _ = try newsroom.publish(to: place, signedBy: head, now: signed)
    return try LabSite.folder(place)
  }

  /// All wordings that are out at a moment, in the order of the log.
  private func due(at moment: Moment) -> [SampleArticle] {
    let calm = sample.articles.filter { !$0.isUrgent }.sorted { $0.time > $1.time }
    let corrected = sample.earlier.sorted { $0.time < $1.time }
    let late: Set<String>
    switch moment {
    case .earlier: late = Set(calm.prefix(3).map(\.id))
    case .lastHour: late = Set(calm.prefix(1).map(\.id))
    case .now, .alert: late = []
    }
    let shown = calm.filter { !late.contains($0.id) }
    let firsts = corrected.filter { article in shown.contains { $0.id == article.id } }
    let isFirst = moment == .earlier
    var due: [SampleArticle] = []
    for article in shown.reversed() {
      let before = firsts.filter { $0.id == article.id }
      due += isFirst ? Array(before.prefix(1)) : before
      if !isFirst || before.isEmpty { due.append(article) }
    }
    return due.sorted { $0.time < $1.time } + (moment == .alert ? sample.articles.filter(\.isUrgent) : [])
  }

  private func add(_ article: SampleArticle, at time: Date) throws {
    var written = WrittenArticle(title: article.title, fragment: linked(article.body))
    written.language = article.language
    written.sections = article.sections
    written.byline = article.byline.isEmpty ? nil : article.byline
    written.place = article.place
    written.isUrgent = article.isUrgent
    written.published = article.published.addingTimeInterval(shift)
    written.source = page(of: article)
    written.note = article.note
    let pictures = sample.pictures
    try newsroom.add(written, id: ids[article.id], now: time) { picture in
      pictures[String(picture.source.split(separator: "/").last ?? "")]
    }
  }

  private func addMessage(_ article: SampleArticle, at time: Date) throws {
    var members: [String: String] = [
      "id": ids[article.id] ?? EntryDraft.newID(), "board": Self.board, "title": article.title,
      "byline": article.byline, "text": HTMLCleaner.clean(article.body, base: nil).text.replacing("\n", with: "\n\n"),
    ]
    members["parent"] = article.parent.flatMap { ids[$0] }
    try newsroom.add(kind: "message", json: Array(JSONEncoder().encode(members)), now: time)
  }

  /// The body with its links to other articles as those of the readable site.
  private func linked(_ body: String) -> String {
    body.replacing(/href="articles\/([^"]+)"/) { match in
      let other = sample.articles.first { $0.name == match.1 }
      return "href=\"\(other.map(page) ?? base)\""
    }
  }

  /// The page of an article on the readable site.
  private func page(of article: SampleArticle) -> String {
    let day = EntryTime.text(article.published.addingTimeInterval(shift))
    let name = (ids[article.id] ?? "").replacing("urn:uuid:", with: "")
    return "\(base)articles/\(day.prefix(4))/\(day.dropFirst(5).prefix(2))/\(name).html"
  }

  /// Who carries it, in the sample's story.
  private static func list(of urls: [String]) throws -> [UInt8] {
    struct List: Encodable { var mirrors: [Named] }
    struct Named: Encodable {
      var url: String
      var `operator`: String
      var capabilities = ["read"]
      var first = 0
    }
    let carriers = ["A web host that was sold", "Dockers, branch 9", "A copy in Kestria", "Yeoul Wire"]
    let named = urls.enumerated().map { Named(url: $1, operator: carriers[$0 % carriers.count]) }
    return Array(try JSONEncoder().encode(List(mirrors: named)))
  }

  private static let boards = """
    {"boards":[{"name":"open","title":{"ko":"열린 게시판","en":"Open board"},\
    "description":{"ko":"누구나 쓸 수 있습니다.","en":"Anybody may write here."}}]}
    """
}
