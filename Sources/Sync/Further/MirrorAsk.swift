import Foundation
import News
import Wire

/// What is asked of a newsroom's mirrors beside their feeds: its pages, older ones, its posts. One mirror after the other, in the
/// rota's order, by the same routes and under the same caps as feeds; the first that has it is enough.
struct MirrorAsk: Sendable {
  /// Mirrors of one newsroom that are asked for one thing.
  static let mostMirrors = 6

  let transport: any Transport
  let clock: any SyncClock
  let limits: WireLimits
  /// Best first.
  var mirrors: [Mirror]
  /// The URLs of all of the newsroom's feeds.
  let addresses: [String]
  /// What is said where nobody can be asked.
  var nobody: Phrase = "no mirror of this newsroom can be asked"

  /// What a mirror gave instead.
  struct Refusal: Error, Hashable {
    /// The URL that was asked.
    var url: String
    var mirror: MirrorID
    var phrase: Phrase
    /// It has no such thing; else it could not say.
    var isMissing: Bool
    /// It asked to be left alone for a while.
    var asksToWait = false
    /// What it answered with.
    var status: Int?
    /// It has it for some alone. Of a REST API that is to have none: plug-ins shut it this way.
    var isShut: Bool { isMissing || status == 401 || status == 403 }
  }

  struct Answer<Value: Sendable>: Sendable {
    var value: Value
    var mirror: Mirror
    /// Bytes of body, on the wire, of all that was asked.
    var bytes: Int
  }

  enum Result<Value: Sendable>: Sendable {
    case taken(Answer<Value>)
    /// Nobody has it. Empty where nobody could be asked.
    case refused([Refusal], bytes: Int)
    case cancelled
  }

  /// - Parameters:
  ///   - address: as a document gave it; each mirror is asked for it by its path.
  ///   - limits: bytes and milliseconds, of each exchange.
  ///   - read: nil for what was not meant. It is called off the engine's actor.
  func first<Value: Sendable>(
    _ address: String, accept: String, limits: (bytes: Int, milliseconds: Int),
    read: @Sendable (WireResponse) async -> Swift.Result<Value, PageFault>
  ) async -> Result<Value> {
    var refusals: [Refusal] = []
    var bytes = 0
    for mirror in mirrors.prefix(Self.mostMirrors) {
      for url in MirrorMap.places(of: address, on: mirror.url, among: addresses) {
        guard !Task.isCancelled else { return .cancelled }
        let refusal: Refusal
        do throws(WireFailure) {
          let response = try await transport.exchange(request(url, of: mirror, accept, limits))
          bytes += response.wireBytes
          if let verdict = FailureJudge.judge(response, wasConditional: false, now: clock.now) {
            refusal = Self.refusal(verdict, url, mirror)
          } else {
            switch await read(response) {
            case .success(let value): return .taken(Answer(value: value, mirror: mirror, bytes: bytes))
            case .failure(let fault):
              refusal = Refusal(
                url: url, mirror: mirror.id, phrase: fault.phrase(MirrorName(url)), isMissing: fault.isMissing)
            }
          }
        } catch {
          bytes += error.bodyBytes
          guard let verdict = FailureJudge.judge(error) else { return .cancelled }
          refusal = Self.refusal(verdict, url, mirror)
        }
        refusals.append(refusal)
        // The same mirror may have it elsewhere.
        if !refusal.isMissing { break }
      }
    }
    return Task.isCancelled ? .cancelled : .refused(refusals, bytes: bytes)
  }

  private func request(
    _ url: String, of mirror: Mirror, _ accept: String, _ bounds: (bytes: Int, milliseconds: Int)
  ) -> WireRequest {
    var limits = limits
    limits.total = min(limits.total, bounds.milliseconds)
    limits.wireBytes = min(limits.wireBytes, bounds.bytes)
    limits.bodyBytes = min(limits.bodyBytes, bounds.bytes * 4)
    return WireRequest(url, headers: [WireHeader("Accept", accept)], limits: limits, route: WireRoute(mirror.route))
  }

  private static func refusal(_ verdict: Verdict, _ url: String, _ mirror: Mirror) -> Refusal {
    // WordPress says 400 of a page behind the last one.
    let isMissing = verdict.symptom == .notFound || verdict.evidence.status == 400
    return Refusal(
      url: url, mirror: mirror.id, phrase: PageSentence.phrase(verdict, url: url), isMissing: isMissing,
      asksToWait: verdict.symptom == .askedToWait, status: verdict.evidence.status)
  }
}

/// What is wrong with an answer that came well.
enum PageFault: Error, Hashable {
  /// No article stands out in the page.
  case noArticle
  /// It is another page than that of the article that was asked for.
  case otherArticle
  /// No older articles are there.
  case noPage(Phrase)

  /// What was asked for may stand elsewhere on the mirror.
  var isMissing: Bool { true }

  func phrase(_ name: MirrorName) -> Phrase {
    switch self {
    case .noArticle: "\(name): no article can be made out on the page there"
    case .otherArticle: "\(name): the page there is not this article's"
    case .noPage(let found): "\(name): \(found)"
    }
  }
}

/// A verdict on something that is no feed, in plain words.
enum PageSentence {
  static func phrase(_ verdict: Verdict, url: String) -> Phrase {
    let name = MirrorName(url)
    return switch verdict.symptom {
    case .notFound: "\(name): does not have this page (\(verdict.evidence.status ?? 404))"
    case .tooLarge: "\(name): sends more than a page can be"
    default: VerdictSentence.phrase(verdict, url: url)
    }
  }

  /// What several mirrors said, the first of them.
  static func list(_ refusals: [MirrorAsk.Refusal]) -> Phrase? {
    var told: [Phrase] = []
    for refusal in refusals where !told.contains(refusal.phrase) { told.append(refusal.phrase) }
    guard let first = told.first else { return nil }
    return told.dropFirst().prefix(2).reduce(first) { "\($0) · \($1)" }
  }
}
