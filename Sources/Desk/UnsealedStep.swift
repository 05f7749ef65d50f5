import Foundation
import News

/// What stands between a review and the outbox: a gap, the writer's word that it may go unsealed, or nothing.
///
/// Filing is asked about only where it would send what can't be called back to who was not agreed to.
struct UnsealedStep {
  let sheet: ReviewSheet

  /// The relays that may have it by what the writer agreed to.
  var reached: [ReviewRelay] { sheet.relays.filter(isReached) }

  func isReached(_ relay: ReviewRelay) -> Bool {
    sheet.isSealed || sheet.consent == .inClear || sheet.consent == .overTLS && relay.isPrivate
  }

  /// It is filed without a word more: it reaches a relay, or there is none to ask about.
  var isClear: Bool { sheet.isSealed || sheet.relays.isEmpty || !reached.isEmpty }

  /// Anybody on the way can read it, or could if it went: over plain http.
  var isOpenOnTheWay: Bool {
    let plain = sheet.relays.filter { !$0.isPrivate }
    return !plain.isEmpty && (plain.contains(where: isReached) || plain.count == sheet.relays.count)
  }

  /// The next thing that the writer could agree to; nil where there is nothing more.
  var next: UnsealedConsent? {
    guard !sheet.isSealed else { return nil }
    if sheet.consent == .none, sheet.relays.contains(where: \.isPrivate) { return .overTLS }
    return sheet.consent != .inClear && sheet.relays.contains { !$0.isPrivate } ? .inClear : nil
  }

  /// Asks whether it may go unsealed, says who could read it then, and files it: to go, or to wait.
  func filing() -> Question? {
    guard let next else { return nil }
    let relays = readers(next)
    let file = DeskEffect.report(.file(sheet.draft.id))
    return Question(
      phrase: next == .overTLS
        ? "NOT SEALED: whoever runs \(relays) can read this report. y: agree, for all reports to \(sheet.newsroomName), and file it · w: file it to wait here, nothing is sent · n: back"
        : "NOT SEALED, OVER PLAIN HTTP: anybody on the way (this network, the provider, the state) and whoever runs \(relays) can read this report and see who sends it. y: agree, for all reports to \(sheet.newsroomName), and file it · w: file it to wait here, nothing is sent · n: back",
      choices: [
        .init(key: "y", effects: [.report(.consent(sheet.draft.newsroom, next)), file]),
        .init(key: "w", effects: [file]),
      ])
  }

  /// Asks for the same without filing; one that was filed to wait is delivered then.
  func agreeing() -> Question? {
    guard let next else { return nil }
    let relays = readers(next)
    let deliver = sheet.isFiled ? [DeskEffect.report(.deliver([sheet.draft.id]))] : []
    return Question(
      phrase: next == .overTLS
        ? "NOT SEALED: whoever runs \(relays) can read every report to \(sheet.newsroomName). Agree?"
        : "NOT SEALED, OVER PLAIN HTTP: anybody on the way (this network, the provider, the state) and whoever runs \(relays) can read every report to \(sheet.newsroomName) and see who sends it. Agree?",
      choices: [.init(key: "y", effects: [.report(.consent(sheet.draft.newsroom, next))] + deliver)])
  }

  /// The relays that a consent adds, by their hosts.
  private func readers(_ consent: UnsealedConsent) -> String {
    let hosts = sheet.relays.filter { $0.isPrivate == (consent == .overTLS) }.map { Self.host($0.url) }
    return hosts.prefix(3).joined(separator: ", ") + (hosts.count > 3 ? " …" : "")
  }

  /// What tells one relay from another: no scheme, no path, and no more of a long one than can be read.
  static func host(_ url: String) -> String {
    let rest = url.range(of: "://").map { url[$0.upperBound...] } ?? url[...]
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.count > 60 ? host.prefix(59) + "…" : String(host)
  }
}
