public import Feeds
public import Foundation
public import News
public import Wire

/// Verdicts on answers that are no feed.
extension FailureJudge {
  /// The verdict on a whole answer by its status; nil when its body decides (2xx), or it is the 304 that we asked for.
  public static func judge(_ response: WireResponse, wasConditional: Bool, now: Date) -> Verdict? {
    switch response.status {
    case 200...203: return nil
    case 304 where wasConditional: return nil
    default: break
    }
    var evidence = Verdict.Evidence(response)
    evidence.firstBytes = Verdict.Evidence.beginning(of: response.body)
    switch response.status {
    case 204, 205: return Verdict(.empty, evidence: evidence)
    case 301, 302, 303, 307, 308:
      evidence.location = response.location
      return Verdict(.redirected, weight: .hard, evidence: evidence)
    case 401, 403: return Verdict(.forbidden, evidence: evidence)
    case 404, 410: return Verdict(.notFound, evidence: evidence)
    case 429:
      evidence.retryAfter = retryAfter(response, now: now)
      return Verdict(.askedToWait, evidence: evidence)
    case 451:
      evidence.blockedBy = BlockedByLink.target(of: response)
      return Verdict(.legalReasons, confidence: .confirmed, evidence: evidence)
    // Network Authentication Required (RFC 6585, section 6): a captive portal that says so.
    case 511:
      evidence.found = ""
      return Verdict(.notAFeed, weight: .hard, confidence: .confirmed, evidence: evidence)
    case 500...599:
      evidence.retryAfter = retryAfter(response, now: now)
      return Verdict(.broken, evidence: evidence)
    default: return Verdict(.status, evidence: evidence)
    }
  }

  /// The verdict on a body that is no feed. A web page in its place is a block page or a captive portal.
  public static func judge(_ fault: FeedFault, of response: WireResponse) -> Verdict {
    var evidence = Verdict.Evidence(response)
    evidence.firstBytes = Verdict.Evidence.beginning(of: response.body)
    switch fault {
    case .empty: return Verdict(.empty, evidence: evidence)
    case .html(let title):
      evidence.found = title ?? ""
      return Verdict(.notAFeed, weight: .hard, confidence: .likely, evidence: evidence)
    case .tooLarge: return Verdict(.tooLarge, weight: .hard, evidence: evidence)
    case .notAFeed(let found):
      evidence.found = found
      evidence.detail = Phrasebook.english(fault.phrase)
      return Verdict(.notAFeed, evidence: evidence)
    case .unreadable:
      evidence.detail = Phrasebook.english(fault.phrase)
      return Verdict(.notAFeed, evidence: evidence)
    }
  }

  /// The verdict on a feed whose end is missing.
  public static func judgeCut(_ response: WireResponse) -> Verdict {
    Verdict(.cutOff, evidence: Verdict.Evidence(response))
  }

  /// The verdict on a mirror that brought no feed within the time of a round.
  public static func outOfTime(milliseconds: Int, bytes: Int) -> Verdict {
    var evidence = Verdict.Evidence()
    evidence.total = milliseconds
    evidence.bytes = bytes > 0 ? bytes : nil
    return Verdict(bytes > 0 ? .tooSlow : .silent, evidence: evidence)
  }

  /// Seconds of `Retry-After` (RFC 9110, section 10.2.3), at most an hour.
  static func retryAfter(_ response: WireResponse, now: Date) -> Int? {
    guard let text = response.header("Retry-After")?.trimmingCharacters(in: .whitespaces) else { return nil }
    let seconds = Int(text) ?? HTTPDate.seconds(text).map { $0 - Int(now.timeIntervalSince1970) }
    return seconds.map { max(0, min(3_600, $0)) }
  }
}
