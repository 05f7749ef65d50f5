import Feeds
import Foundation
import News
import Wire

/// What a relay's answers mean.
enum RelayJudge {
  /// Symptoms after which a relay may be somebody else: it is asked with an empty request first.
  static let interception: Set<Verdict.Symptom> = [
    .unknownIssuer, .wrongCertificate, .pinMismatch, .redirected, .notAFeed,
  ]

  /// The answer to a drop that was brought.
  static func answer(to put: WireResponse, now: Date) -> DropAnswer {
    var evidence = Verdict.Evidence(put)
    switch put.status {
    case 200:
      if let verdict = blockPage(put) { return .failed(verdict, mayHold: false) }
      return .held
    case 201, 204, 412: return .held
    case 409, 422: return .refused(Verdict(.dropRefused, weight: .hard, evidence: evidence))
    case 413: return .tooLarge(Verdict(.tooLarge, evidence: evidence))
    case 202, 203, 205, 206: return .failed(Verdict(.status, evidence: evidence), mayHold: true)
    case 511:
      evidence.found = ""
      return .failed(Verdict(.notAFeed, weight: .hard, confidence: .likely, evidence: evidence), mayHold: false)
    default:
      let verdict = FailureJudge.judge(put, wasConditional: false, now: now) ?? Verdict(.status, evidence: evidence)
      // A gateway that lost patience doesn't know what became of it.
      return .failed(verdict, mayHold: [502, 504].contains(put.status))
    }
  }

  /// The answer to the question whether it has a drop, of `size` bytes where there is one.
  static func answer(toLook head: WireResponse, size: Int?, now: Date) -> LookAnswer {
    switch head.status {
    case 200:
      if let verdict = blockPage(head, isHead: true) { return .failed(verdict) }
      // Whatever stands there, it is not the drop.
      if let size, let length = head.header("Content-Length").flatMap({ Int($0) }), length != 0, length != size {
        return .failed(Verdict(.notAFeed, weight: .hard, confidence: .likely, evidence: Verdict.Evidence(head)))
      }
      return .has
    case 404, 410: return .hasNot
    case 401, 403, 405, 501: return .untold
    case 511:
      return .failed(Verdict(.notAFeed, weight: .hard, confidence: .likely, evidence: Verdict.Evidence(head)))
    default:
      let verdict = FailureJudge.judge(head, wasConditional: false, now: now)
      return .failed(verdict ?? Verdict(.status, evidence: Verdict.Evidence(head)))
    }
  }

  /// The verdict on an answer that should bring something; nil where it does.
  static func trouble(of get: WireResponse, now: Date) -> Verdict? {
    if let verdict = FailureJudge.judge(get, wasConditional: false, now: now) { return verdict }
    return get.status == 200 ? blockPage(get) : Verdict(.status, evidence: Verdict.Evidence(get))
  }

  /// A page of HTML where a relay would say yes: a captive portal, a censor.
  private static func blockPage(_ response: WireResponse, isHead: Bool = false) -> Verdict? {
    let isNamed = response.header("Content-Type")?.lowercased().contains("html") ?? false
    let start = String(decoding: response.body.prefix(1_024), as: UTF8.self).lowercased()
    let isPage = ["<!doctype html", "<html", "<head", "<title", "<body", "<script", "<meta"].contains(
      where: start.contains)
    guard isPage || (isNamed && (isHead || !response.body.isEmpty)) else { return nil }
    var page = response
    page.body = Array(response.body.prefix(64 << 10))
    do throws(FeedFault) {
      _ = try FeedReader.read(page.body, contentType: "text/html", base: response.url)
    } catch {
      if case .html = error { return FailureJudge.judge(error, of: page) }
    }
    return FailureJudge.judge(.html(title: nil), of: page)
  }
}
