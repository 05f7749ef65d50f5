import Edition
import Foundation
public import News
import Seal
import Store
import Wire

extension SyncEngine {
  /// What addresses say of themselves before anybody was asked: signed newsrooms, by a fingerprint or as folders; nil where none does.
  ///
  /// - Throws: why they can't be followed together.
  static func signedLinks(_ urls: [String]) throws(SignedLinkFault) -> [NewsroomLink]? {
    var links: [NewsroomLink] = []
    for url in urls {
      guard let link = NewsroomLink(url) else { throw SignedLinkFault(asked: url, reason: .cut) }
      links.append(link)
    }
    let fingerprints = Set(links.compactMap(\.fingerprint))
    guard fingerprints.count <= 1 else { throw SignedLinkFault(asked: urls[0], reason: .several) }
    let isSigned = !fingerprints.isEmpty || links.contains { FolderAddress.url($0.url) != nil }
    guard isSigned else { return nil }
    return try links.map { link throws(SignedLinkFault) in
      guard let url = FolderAddress.url(link.url) ?? AskedAddress.candidates(link.url).first else {
        throw SignedLinkFault(asked: link.url, reason: .noAddress)
      }
      return NewsroomLink(url: url, fingerprint: fingerprints.first)
    }
  }

  /// Those of these addresses at which a signed record's checkpoint stands.
  func signedAmong(_ urls: [String]) async -> [NewsroomLink] {
    var links: [NewsroomLink] = []
    for url in urls.prefix(16) {
      for candidate in AskedAddress.candidates(url) {
        let link = NewsroomLink(url: candidate, fingerprint: nil)
        var limits = limits
        limits.total = min(limits.total, 15_000)
        let fetch = PieceFetch(mirror: MirrorID(rawValue: 0), url: link.url, path: .checkpoint, limits: limits)
        guard case .bytes(let bytes, _, _) = await fetch.run(over: transport, clock: clock),
          let note = try? SignedNote(reading: bytes, most: EditionLimits.checkpoint),
          (try? Checkpoint(text: note.text)) != nil
        else { continue }
        links.append(link)
        break
      }
    }
    return links
  }

  /// Follows a signed newsroom through these addresses: a first round is made at once, and where nothing of it can be trusted,
  /// nothing is kept.
  func follow(
    signed links: [NewsroomLink], name: String?, keepUnreachable: Bool
  ) async throws(StoreFault) -> FollowReport {
    var report = FollowReport()
    guard let first = links.first else { return report }
    let wanted = first.fingerprint?.text
    if let wanted, let known = try await newsroom(by: wanted) {
      let added = try await store.addEdition(
        mirrors: links.map { NewMirror(url: $0.url, kind: .edition) }, to: known.id, fingerprint: wanted)
      report.kept = added.map { Self.kept($0.url, title: known.title, isVerified: false) }
      report.newsroom = known
      guard !added.isEmpty else {
        report.newsroom = nil
        report.refused = links.map {
          .init(asked: $0.url, reason: "already followed, as a mirror of \(known.name)", isUnreachable: false)
        }
        return report
      }
      return report
    }
    if let known = try await feedNewsroom(beside: links) {
      var report = try await sign(known, by: links, keepUnreachable: keepUnreachable)
      report.takesOver = report.newsroom != nil
      return report
    }
    let taken = Set(try await store.newsrooms().map(\.name))
    let newsroom = try await store.addNewsroom(
      name: name ?? Self.free(MirrorName(first.url).description, among: taken),
      mirrors: links.map { NewMirror(url: $0.url, kind: .edition) }, fingerprint: wanted, now: clock.now)
    let round = try await sync([newsroom.id]).first
    let status = try await store.editionStatus(of: newsroom.id)
    guard let round, round.served != nil || keepUnreachable && Self.isUnreached(round) else {
      try await store.removeNewsroom(newsroom.id)
      report.isUnsafe = round.map(\.isUnsafe) ?? false
      report.refused = Self.refusals(links, round)
      return report
    }
    var followed = newsroom
    if name == nil, let title = status?.title, !title.isEmpty {
      followed.name = Self.free(title, among: taken)
      try await store.renameNewsroom(newsroom.id, to: followed.name)
    }
    followed.title = status?.title
    report.newsroom = followed
    report.new = round.new
    report.edition = status
    let served = Set(round.mirrors.filter { $0.kind == .served || $0.kind == .unchanged }.map(\.url))
    report.kept = links.map { Self.kept($0.url, title: status?.title, isVerified: served.contains($0.url)) }
    return report
  }

  private func newsroom(by fingerprint: String) async throws(StoreFault) -> Newsroom? {
    let statuses = try await store.editionStatuses()
    guard let id = statuses.first(where: { ($0.value.fingerprint ?? $0.value.wanted) == fingerprint })?.key else {
      return nil
    }
    return try await store.newsrooms().first { $0.id == id }
  }

  private static func kept(_ url: String, title: String?, isVerified: Bool) -> FollowReport.Kept {
    FollowReport.Kept(asked: url, url: url, title: title, further: [], isVerified: isVerified, isUnlike: false)
  }

  private static func isUnreached(_ round: RoundReport) -> Bool {
    round.mirrors.allSatisfy { $0.verdict?.meansUnreachable ?? true }
  }

  private static func refusals(_ links: [NewsroomLink], _ round: RoundReport?) -> [FollowReport.Refused] {
    links.map { link in
      let verdict = round?.mirrors.first { $0.url == link.url }?.verdict
      if let verdict { return .init(asked: link.url, verdict, url: link.url, kind: .edition) }
      return .init(
        asked: link.url, reason: round?.trouble.map(RoundTrouble.phrase) ?? "no signed newsroom stands there",
        isUnreachable: round?.isOffline ?? false)
    }
  }
}

/// Why addresses can't be followed as a signed newsroom.
struct SignedLinkFault: Error {
  enum Reason { case cut, several, noAddress }
  var asked: String
  var reason: Reason

  var phrase: Phrase {
    switch reason {
    case .cut: "its fingerprint is cut, or misspelt: wc1 and 52 more letters and digits are one"
    case .several: "these addresses have different fingerprints: they are different newsrooms"
    case .noAddress: "this is no web address"
    }
  }
}

/// A folder that is a mirror, as people write it: `/media/stick/strike`, `file:///…`.
enum FolderAddress {
  /// A `file:` URL that ends in a slash; nil where it is something else.
  static func url(_ text: String) -> String? {
    if FolderTransport.isFolder(text) { return text.hasSuffix("/") ? text : text + "/" }
    guard text.hasPrefix("/"), !text.hasPrefix("//") else { return nil }
    let path = URL(fileURLWithPath: text).standardizedFileURL.path
    let allowed = CharacterSet.urlPathAllowed
    guard let encoded = path.addingPercentEncoding(withAllowedCharacters: allowed) else { return nil }
    return "file://" + encoded + (encoded.hasSuffix("/") ? "" : "/")
  }
}

extension RoundReport {
  /// What came was refused for safety: a fork, or every mirror gave what the newsroom did not sign.
  public var isUnsafe: Bool {
    if trouble == RoundTrouble.forked.rawValue { return true }
    guard served == nil, !mirrors.isEmpty else { return false }
    return mirrors.allSatisfy { $0.verdict?.symptom == .tampered || $0.verdict?.symptom == .fork }
  }
}
