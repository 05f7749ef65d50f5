import Foundation
import News

extension MirrorOutcome {
  /// The same without what takes much room.
  fileprivate var brief: MirrorOutcome {
    guard var verdict else { return self }
    var evidence = Verdict.Evidence()
    (evidence.code, evidence.errno, evidence.status) = (
      verdict.evidence.code, verdict.evidence.errno, verdict.evidence.status
    )
    (evidence.bytes, evidence.total) = (verdict.evidence.bytes, verdict.evidence.total)
    verdict.evidence = evidence
    var outcome = self
    outcome.verdict = verdict
    return outcome
  }
}

/// A round as JSON in the log. Members may be added, none renamed.
struct StoredRound: Codable {
  struct Outcome: Codable {
    var mirror: MirrorID
    var url: String
    var kind: MirrorOutcome.Kind
    var verdict: Verdict?
    var milliseconds: Int
    var behindSeconds: Int?
    var disagreeing: Int?
    var bytes: Int?
    /// Nil of a feed.
    var serves: MirrorKind?

    init(_ outcome: MirrorOutcome) {
      mirror = outcome.mirror
      url = outcome.url
      kind = outcome.kind
      verdict = outcome.verdict
      milliseconds = outcome.milliseconds
      behindSeconds = outcome.behindSeconds
      disagreeing = outcome.disagreeing == 0 ? nil : outcome.disagreeing
      bytes = outcome.bytes
      serves = outcome.serves == .feed ? nil : outcome.serves
    }

    var outcome: MirrorOutcome {
      MirrorOutcome(
        mirror: mirror, url: url, kind: kind, verdict: verdict, milliseconds: milliseconds,
        behindSeconds: behindSeconds, disagreeing: disagreeing ?? 0, bytes: bytes, serves: serves ?? .feed)
    }
  }
  /// Mirrors whose evidence is kept whole; of a thousand that failed, the first ones tell enough, and each row has its own.
  static let mostInDetail = 32

  var newsroom: NewsroomID
  var name: String
  /// Milliseconds since 1970.
  var started: Int64
  var milliseconds: Int
  var served: MirrorID?
  var servedURL: String?
  var new: Int
  var revised: Int
  var mirrors: [Outcome]
  var isOffline: Bool
  var trouble: String?

  init(_ report: RoundReport) {
    newsroom = report.newsroom
    name = report.name
    started = report.started.milliseconds
    milliseconds = report.milliseconds
    served = report.served
    servedURL = report.servedURL
    new = report.new
    revised = report.revised
    mirrors = report.mirrors.enumerated().map { place, outcome in
      Outcome(place < Self.mostInDetail ? outcome : outcome.brief)
    }
    isOffline = report.isOffline
    trouble = report.trouble
  }

  var report: RoundReport {
    RoundReport(
      newsroom: newsroom, name: name, started: Date(milliseconds: started), milliseconds: milliseconds, served: served,
      servedURL: servedURL, new: new, revised: revised,
      mirrors: mirrors.map(\.outcome), isOffline: isOffline, trouble: trouble)
  }
}
