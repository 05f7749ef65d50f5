public import Foundation
public import News

/// A filed report's way in plain words, for a reader without training. It says what is so, and what is only likely.
///
///     2 relays hold it
///     1 of 2 relays holds it (relay.example); next try in 4 min: kr1.example: reset after the TLS hello
///     on this disk, not yet sent: no network
public enum OutboxSentence {
  /// How many hosts hold it, and how many are to.
  ///
  /// - Parameter relays: the newsroom's mirrors; without them, as far as the records go.
  public static func held(_ report: OutboxReport, relays: [Mirror] = []) -> (held: Int, needed: Int) {
    let held = Set(report.relays.filter(\.holds).map { RelayAddress.host($0.url) }).count
    let choice = RelayChoice(for: report, among: relays, now: .distantPast)
    let known = relays.isEmpty ? Set(report.relays.map { RelayAddress.host($0.url) }).count : choice.needed
    return (held, report.state == .filed ? max(1, min(2, known)) : max(held, 1))
  }

  /// What is going on, or what went wrong last.
  ///
  /// - Parameter relays: the newsroom's mirrors, of any kind.
  public static func sentence(_ report: OutboxReport, relays: [Mirror], now: Date) -> Phrase {
    switch report.state {
    case .withdrawn: return "taken back before any relay had it: it is not sent"
    case .received: return report.received.map { "the desk has it: receipt of \(minutes($0))" } ?? "the desk has it"
    case .published: return report.decided.map { "published, by the desk's word of \(minutes($0))" } ?? "published"
    case .declined:
      return report.decided.map { "the desk has it, and doesn't publish it: its word of \(minutes($0))" }
        ?? "the desk has it, and doesn't publish it"
    case .relayed:
      let held = held(report, relays: relays).held
      let head = Phrase(held, one: "%1 relay holds it", many: "%1 relays hold it")
      guard report.sealing.isSealed, !report.isCarried else { return head }
      guard let relayed = report.relayed, now.timeIntervalSince(relayed) >= ReceiptWait.most else {
        return "\(head), sealed; the desk's receipt is to come"
      }
      let days = Int(now.timeIntervalSince(relayed) / 86_400)
      return "\(head), sealed; no receipt of the desk for \(days) days"
    case .filed: return waiting(report, relays: relays, now: now)
    }
  }

  private static func waiting(_ report: OutboxReport, relays: [Mirror], now: Date) -> Phrase {
    let newsroom = report.newsroomName
    switch report.sealing {
    case .waiting: return "on this disk, not yet sent: the keys of \(newsroom) are not here yet; a sync brings them"
    case .stopped:
      return "on this disk, not sent: \(newsroom) shows two editions that exclude each other; its keys can't be trusted"
    case .unsealed, .sealed: break
    }
    let choice = RelayChoice(for: report, among: relays, now: now)
    let (held, needed) = held(report, relays: relays)
    if held == 0, choice.relays.isEmpty { return obstacle(report, relays: relays, isWithheld: choice.withheld > 0) }
    let trouble = trouble(report, among: choice.relays.map(\.url), now: now)
    if held > 0 {
      let names = report.relays.filter(\.holds).map { MirrorName($0.url).description }.joined(separator: ", ")
      let head: Phrase = "\(held) of \(needed) relays holds it (\(names))"
      return trouble.map { "\(head); \($0)" } ?? head
    }
    let doubtful = report.relays.first { $0.state == .sending }
    if let doubtful, trouble == nil { return relay(doubtful, now: now) }
    if report.relays.contains(where: { $0.verdict?.symptom == .offline }) {
      return "on this disk, not yet sent: no network"
    }
    if let doubtful { return relay(doubtful, now: now) }
    guard let trouble else { return "on this disk, not yet sent" }
    return "on this disk, not yet sent; \(trouble)"
  }

  /// Why nobody can be asked.
  private static func obstacle(_ report: OutboxReport, relays: [Mirror], isWithheld: Bool) -> Phrase {
    let own = relays.filter(\.takesDrops)
    if own.isEmpty, !report.isCarried || report.relays.isEmpty {
      if report.isCarried, report.newsroom == nil {
        return "no relay is known for \(report.newsroomName) here: follow it, and import the file again with --newsroom"
      }
      let name = quoted(report.newsroomName)
      return "no relay is known for \(report.newsroomName): wirecopy mirrors add --relay \(name) URL"
    }
    if report.sealing == .unsealed, report.consent == .none {
      if report.isCarried { return "its writer has not agreed to send it unsealed: it is kept, and not sent" }
      return "waits for your word: it can't be sealed, see review"
    }
    if isWithheld {
      return "waits for your word: its relays are asked without TLS, where anybody on the way can read it; see review"
    }
    return "all relays of \(report.newsroomName) are disabled: enable one, wirecopy mirrors enable"
  }

  /// What comes next, and why it is not done yet.
  private static func trouble(_ report: OutboxReport, among urls: [String], now: Date) -> Phrase? {
    let failed = report.relays.filter { $0.verdict != nil && $0.verdict?.symptom != .offline && urls.contains($0.url) }
    let resting = failed.filter { $0.nextTry != nil }.min {
      ($0.nextTry ?? .distantFuture) < ($1.nextTry ?? .distantFuture)
    }
    if let resting, let next = resting.nextTry, let cause = cause(resting) {
      return next <= now ? "tried again now: \(cause)" : "next try \(wait(until: next, now: now)): \(cause)"
    }
    let isOver = urls.allSatisfy { url in
      report.relays.contains {
        $0.url == url && ($0.holds || [.refused, .tooLarge, .doubtful].contains($0.state))
      }
    }
    guard let last = failed.last, let cause = cause(last) else { return nil }
    return isOver ? "no other relay is left; add one: \(cause)" : cause
  }

  /// One relay's part in it.
  public static func relay(_ record: RelayRecord, now: Date) -> Phrase {
    let name = MirrorName(record.url)
    switch record.state {
    case .held: return "\(name): says that it holds it"
    case .confirmed: return "\(name): holds it: asked again"
    case .lost:
      let head: Phrase = "\(name): said that it held it, and keeps nothing"
      return record.nextTry.map { "\(head); next try \(wait(until: $0, now: now))" } ?? head
    case .doubtful: return "\(name): says that it holds it; the desk has published since, and gave no receipt"
    case .refused, .tooLarge: return cause(record) ?? "\(name): doesn't take it"
    case .sending:
      guard let cause = cause(record), let next = record.nextTry else {
        return "\(name): may have it already, asked again"
      }
      return "\(name): may have it already, asked again \(wait(until: next, now: now)): \(cause)"
    case .waiting:
      if record.verdict?.symptom == .offline { return "\(name): not asked in earnest, this computer is offline" }
      guard let cause = cause(record) else { return "\(name): not asked yet" }
      return record.nextTry.map { "\(cause); next try \(wait(until: $0, now: now))" } ?? cause
    }
  }

  private static func cause(_ record: RelayRecord) -> Phrase? {
    record.verdict.map { VerdictSentence.phrase($0, url: record.url, kind: .relay) }
  }

  /// The time of day that a newsroom gave, to the minute.
  private static func minutes(_ date: Date) -> String {
    date.formatted(.iso8601).prefix(16).replacing("T", with: " ") + " UTC"
  }

  /// From now on, in the unit that people would use.
  private static func wait(until date: Date, now: Date) -> Phrase {
    let seconds = Int(date.timeIntervalSince(now).rounded(.up))
    return switch seconds {
    case ..<1: "now"
    case ..<90: "in \(seconds) s"
    default: "in \((seconds + 30) / 60) min"
    }
  }

  /// A name as a shell takes it.
  private static func quoted(_ name: String) -> String {
    let isPlain = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    return isPlain ? name : "'" + name.replacing("'", with: "'\\''") + "'"
  }
}
