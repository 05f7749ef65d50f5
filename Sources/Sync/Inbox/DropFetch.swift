import Foundation
import News
import Wire

/// What the desk asks of one relay: the list of its drops, and a drop.
struct DropFetch: Sendable {
  let transport: any Transport
  let credentials: Netrc
  let limits: WireLimits
  let clock: any SyncClock
  /// How relays are reached, by address, where that is their own way.
  var routes: [String: WireRoute] = [:]

  /// Why a relay gave nothing.
  struct Refusal: Error, Hashable {
    var phrase: Phrase
    /// Bytes that it sent in vain.
    var wasted = 0
    /// Of this machine: no relay is to blame.
    var isOwn = false
    var wasCancelled = false
  }

  func listing(of relay: String) async -> Result<DropListing, Refusal> {
    var request = request(RelayAddress.listURL(relay), of: relay)
    request.headers.append(WireHeader("Accept", "application/json"))
    request.limits.wireBytes = DropListing.mostBytes
    request.limits.bodyBytes = DropListing.mostBytes
    switch await body(request, of: relay) {
    case .success(let body):
      guard let listing = DropListing.read(body) else {
        return .failure(
          Refusal(phrase: "\(MirrorName(relay)): what it lists is not the JSON of a relay (autoindex_format json)"))
      }
      return .success(listing)
    case .failure(let refusal): return .failure(refusal)
    }
  }

  /// Fetches a drop into a folder, where it is kept under its name when its bytes are those of the name. Returns how many.
  func drop(_ name: String, of relay: String, into folder: String) async -> Result<Int, Refusal> {
    var request = request(RelayAddress.dropURL(relay, name), of: relay)
    request.limits.wireBytes = PackedReport.mostBytes
    request.limits.bodyBytes = PackedReport.mostBytes
    request.limits.total = limits.total + PackedReport.mostBytes / RelayAsk.slowest * 1_000
    switch await body(request, of: relay) {
    case .success(let body):
      do throws(ReportPackFault) {
        let file = try FreshFile(in: folder)
        try file.write(body)
        guard file.name == name else {
          let short = name.prefix(12)
          return .failure(
            Refusal(
              phrase: "\(MirrorName(relay)): what it sent as drop \(short)… is something else, and was not kept",
              wasted: body.count))
        }
        try file.commit(as: name)
        return .success(body.count)
      } catch {
        return .failure(Refusal(phrase: error.phrase, isOwn: true))
      }
    case .failure(let refusal): return .failure(refusal)
    }
  }

  private func body(_ request: WireRequest, of relay: String) async -> Result<[UInt8], Refusal> {
    do throws(WireFailure) {
      let response = try await transport.exchange(request)
      guard let verdict = RelayJudge.trouble(of: response, now: clock.now) else { return .success(response.body) }
      return .failure(
        Refusal(phrase: Self.phrase(verdict, relay), wasted: response.wireBytes))
    } catch {
      guard let verdict = FailureJudge.judge(error) else {
        return .failure(Refusal(phrase: "cancelled", wasCancelled: true))
      }
      return .failure(
        Refusal(phrase: Self.phrase(verdict, relay), wasted: error.bodyBytes))
    }
  }

  /// What a relay that was asked for drops, and not to take one, does wrong.
  private static func phrase(_ verdict: Verdict, _ relay: String) -> Phrase {
    let status = verdict.evidence.status
    switch verdict.symptom {
    case .notFound: return "\(MirrorName(relay)): has no drops at this address (\(status ?? 404))"
    case .forbidden where status != 401:
      return """
        \(MirrorName(relay)): hands no drops out (\(status ?? 403)); ours does with --drop-auth, over TLS or on this machine
        """
    default: return VerdictSentence.phrase(verdict, url: relay, kind: .relay)
    }
  }

  private func request(_ url: String, of relay: String) -> WireRequest {
    var request = WireRequest(url, limits: limits, route: routes[RelayAddress.listURL(relay)] ?? WireRoute())
    if let authorization = credentials.authorization(for: relay) {
      request.headers.append(WireHeader("Authorization", authorization))
    }
    return request
  }
}
