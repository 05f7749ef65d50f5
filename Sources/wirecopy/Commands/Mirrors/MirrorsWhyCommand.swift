import ArgumentParser
import Foundation
import News
import Store
import Sync
import Wire

struct MirrorsWhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say what was wrong with a mirror at the last try, what that rests on, and why it is asked when it is.")
  @Argument(help: "The mirror.") var mirror: String
  @Flag(help: "Print one JSON object.") var json = false

  struct Shape: Encodable {
    var url: String
    var state: String
    var verdict: String?
    var weight: String?
    var confidence: String?
    var blocked: Bool
    var sentence: String?
    var evidence: Verdict.Evidence?
    var score: Double?
    var success: Double?
    var rest: String?
    var route: RouteShape?
    var why: [String]
    /// Pieces that it gave and that its newsroom did not sign.
    var kept: [KeptPiece]?
  }

  struct KeptPiece: Encodable {
    var path: String
    var seen: String
    var fault: String
    /// Base64, at most 64 KiB before it.
    var bytes: String
  }

  func run() async throws {
    let session = Session.current
    let settings = try session.settings()
    let store = try session.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    let place = MirrorPlace(mirror, among: try await store.mirrors(), now: Date())
    let hasProxy = settings.network.proxy.map { $0 != .direct } ?? false
    let why = MirrorWhy.lines(mirror, among: place.others, now: place.now, hasProxy: hasProxy)
    let verdict = mirror.verdict
    let sentence = verdict.map { session(VerdictSentence.phrase($0, url: mirror.url, kind: mirror.kind)) }
    let evidence = try await store.evidence(of: mirror.newsroom).filter { $0.mirror == mirror.url }
    if json {
      return try Output.json(
        Shape(
          url: mirror.url, state: mirror.state.rawValue, verdict: verdict?.symptom.rawValue,
          weight: verdict?.weight.rawValue, confidence: verdict?.confidence.rawValue,
          blocked: verdict?.isBlocked ?? false, sentence: sentence, evidence: verdict?.evidence, score: place.score,
          success: place.success, rest: place.rest?.rfc3339, route: RouteShape(mirror.route),
          why: why.map(session.callAsFunction),
          kept: evidence.isEmpty
            ? nil
            : evidence.map { piece in
              KeptPiece(
                path: piece.path, seen: piece.seen.rfc3339, fault: Phrasebook.english(piece.fault),
                bytes: Data(piece.bytes).base64EncodedString())
            }))
    }
    Output.line(mirror.url)
    if let verdict, let sentence {
      Output.line("  " + sentence)
      for line in VerdictEvidence.lines(verdict) { Output.line("  " + session(line)) }
    } else {
      let line: Phrase =
        mirror.lastGood.map(session.times.long).map {
          mirror.takesDrops
            ? "nothing is wrong: it answered at \($0)" : "nothing is wrong: it served at \($0)"
        }
        ?? "it was not asked yet"
      Output.line("  " + session(line))
    }
    if try await store.editionStatus(of: mirror.newsroom)?.fork?.mirror == mirror.url {
      Output.line("  " + session("it gave the other of two signed editions (fork): `wirecopy keys` says what to do"))
    }
    for piece in evidence {
      let line: Phrase =
        "kept as evidence: \(piece.path), \(piece.bytes.count) bytes of \(session.times.long(piece.seen)), which the newsroom did not sign: \(piece.fault)"
      Output.line("  " + session(line))
    }
    for line in why { Output.line("  " + session(line)) }
    if let route = RouteWords.phrase(mirror.route) { Output.line("  " + session(route)) }
  }
}
