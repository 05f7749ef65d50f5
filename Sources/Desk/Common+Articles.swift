import Foundation
import News

/// What every page of articles does alike with the selected one.
extension Common {
  /// False where the command is none of these.
  mutating func perform(_ name: DeskCommand.Name, argument: String?, on headline: Headline) -> Bool {
    switch name {
    case .tag:
      if let argument { return answer(.tag, argument, on: headline) }
      let known = choices(for: .tag)
      ask(.tag, "tag (-name takes it away): ", choices: known + headline.tags.map { "-" + $0 })
    case .mute:
      if let argument { return answer(.mute, argument, on: headline) }
      let author = headline.byline.map { ["author \($0)"] } ?? []
      ask(.mute, "mute (Tab chooses): ", choices: author + ["thread", "word "])
      say("possible: author, word WORDS, thread; for 7 days behind it ends it by itself; :mutes lists them")
    case .unmute: if let argument { want(.mark(.unmuted(argument))) } else { turn = .to(.mutes) }
    case .pictures: turn = .pictures(.article(headline.id))
    case .boards: want(.load(.thread(of: headline.id)))
    case .browse, .copy:
      guard let link = headline.link else {
        say("this article gives no address", .bad)
        return true
      }
      want(.world(name == .browse ? .browse(link) : .copy(link)))
    case .reply, .correct:
      want(.report(.begin(headline.newsroom, name == .correct ? .correction : .report, quoting: headline.id)))
    default: return false
    }
    return true
  }

  /// False where the prompt was none of these.
  mutating func answer(_ purpose: Prompt.Purpose, _ text: String, on headline: Headline) -> Bool {
    let text = text.trimmingCharacters(in: .whitespaces)
    switch purpose {
    case .tag:
      let isTakenAway = text.hasPrefix("-")
      let tag = (isTakenAway ? String(text.dropFirst()) : text).trimmingCharacters(in: .whitespaces)
      if !tag.isEmpty { want(.mark(.tagged([headline.id], tag, !isTakenAway))) }
    case .mute:
      guard !text.isEmpty else { return true }
      switch MuteWish.read(text, of: headline) {
      case .success(let wish): want(.mark(.muted(wish)))
      case .failure(let wrong): say(wrong.phrase, .bad)
      }
    default: return false
    }
    return true
  }
}
