import Foundation
import News
import Screen

/// What is typed at the page's prompts.
extension MirrorsPage {
  /// What a prompt is for.
  struct Subject: Sendable {
    var newsroom: NewsroomID
    var mirror: MirrorID?
    /// The way to the mirror when it was asked for, in words.
    var way = ""
  }

  /// What is meant for the newsroom of the selected mirror: given after the command's name, or asked for.
  mutating func giveOrAsk(
    _ purpose: Common.Prompt.Purpose, _ argument: String?, _ label: Phrase, _ common: inout Common
  ) {
    guard let newsroom = newsroom(common) ?? common.newsroomInScope ?? common.shelf.newsrooms.first?.id else {
      return common.say("follow a newsroom first: :add URL", .bad)
    }
    subject = Subject(newsroom: newsroom)
    if let argument { answer(purpose, argument, &common) } else { common.ask(purpose, label) }
  }

  mutating func askRoute(_ shelved: ShelvedMirror, _ argument: String?, _ common: inout Common) {
    let mirror = shelved.mirror
    if let argument { return common.want(.mirror(.setRoute(mirror.id, argument))) }
    let way = RouteText.words(mirror.route)
    // A long name must not take the line's room.
    let name = String(shelved.name.prefix(24))
    subject = Subject(newsroom: mirror.newsroom, mirror: mirror.id, way: way)
    common.ask(
      .route, "way to \(name): ", text: way,
      choices: ["settings", "direct", "tor", "system"])
    common.say("possible, also several: \(RouteText.ways)")
  }

  mutating func leavePrompt(_ common: inout Common) { subject = nil }

  mutating func answer(_ purpose: Common.Prompt.Purpose, _ text: String, _ common: inout Common) {
    let subject = subject
    self.subject = nil
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    switch purpose {
    case .mirror:
      guard let subject, !text.isEmpty else { return }
      let lines = PastedList.lines(text)
      guard lines.count > 1 || text.contains(where: \.isWhitespace) else {
        common.say("asking \(text)…")
        return common.want(.mirror(.add(text, subject.newsroom)))
      }
      common.want(.mirror(.addList(lines.joined(separator: "\n"), subject.newsroom)))
    case .importMirrors:
      guard let subject, !text.isEmpty else { return }
      common.want(.mirror(.importList(path: text, subject.newsroom)))
    case .exportMirrors:
      guard let subject, !text.isEmpty else { return }
      common.want(.mirror(.exportList(path: text, subject.newsroom)))
    case .route:
      guard let mirror = subject?.mirror, text != subject?.way else { return common.say("left as it is") }
      // The line showed all of the way: what was taken out of it is to be gone.
      common.want(
        .mirror(.setRoute(mirror, text.hasPrefix("settings") || text.isEmpty ? "settings" : "settings \(text)")))
    case .find:
      finder.text = text
      find(backwards: false, common, isFirst: true)
      if finder.rows.isEmpty, !text.isEmpty { common.say("\(text) is not on this page", .bad) }
      fit(common)
    default: break
    }
  }

  /// Addresses that are pasted here are to be added.
  mutating func paste(_ text: String, _ common: inout Common) -> Bool {
    guard text.contains("://") else { return false }
    giveOrAsk(.mirror, nil, "address of the mirror: ", &common)
    common.pasteAtPrompt(text)
    return true
  }
}
