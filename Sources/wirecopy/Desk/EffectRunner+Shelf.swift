import Desk
import Foundation
import News
import Store

/// Folders, marks and rules of the reader's own: tags, mutes, saved searches, boards, what is kept.
extension EffectRunner {
  /// The next unread article of the list, or of the next list that has one: a reader goes on to the end of the news.
  func goOn(after id: ArticleID, in scope: Scope, _ order: ListOrder, backwards: Bool) async throws {
    if let next = try await store.nextUnread(after: id, in: scope, order: order, backwards: backwards),
      let opened = try await open(next)
    {
      return loop.post(.loaded(.next(opened, in: scope)))
    }
    guard !backwards, let beyond = try await store.nextUnread(beyond: scope, order: order), beyond.id != id,
      let opened = try await open(beyond.id)
    else { return loop.post(.done("no more unread articles")) }
    loop.post(.loaded(.next(opened, in: beyond.scope)))
  }

  func loadShelved(_ load: DeskEffect.Load) async throws {
    switch load {
    case .threads(let newsroom, let offset, let limit):
      let threads = try await store.threads(of: newsroom, offset: offset, limit: limit)
      let total = max(try await store.threadCount(of: newsroom), offset + threads.count)
      loop.post(.loaded(.threads(ThreadWindow(newsroom: newsroom, offset: offset, threads: threads, total: total))))
    case .messages(let thread): loop.post(.loaded(.messages(thread, try await store.messages(of: thread))))
    case .thread(let article):
      guard let thread = try await store.thread(of: article),
        let newsroom = try await store.headlines(ids: [article]).first?.newsroom
      else { return loop.post(.loaded(.thread(nil))) }
      let position = try await store.position(of: thread) ?? 0
      loop.post(
        .loaded(.thread(ThreadPlace(newsroom: newsroom, thread: thread, position: position, message: article))))
    case .keeping: loop.post(.loaded(.keeping(try await store.keeping())))
    case .leaving(let policy, let newsroom):
      loop.post(.loaded(.leaving(policy, newsroom, try await store.leaving(policy, for: newsroom))))
    case .mutes: loop.post(.loaded(.mutes(try await mutes())))
    default: break
    }
  }

  func shelve(_ mark: DeskEffect.Mark) async throws {
    switch mark {
    case .tagged(let ids, let name, let isTagged):
      let count = isTagged ? try await store.tag(ids, name) : try await store.untag(ids, name)
      loop.post(
        count == 0 ? .done("it is so already") : .done(isTagged ? "tagged \(name)" : "the tag \(name) is taken away"))
    case .muted(let wish): try await mute(wish)
    case .unmuted(let words):
      let wanted = words.lowercased()
      let found = try await mutes().filter { session($0.subject).lowercased().contains(wanted) }
      guard let only = found.first, found.count == 1 else {
        throw Failure(
          found.isEmpty
            ? "nothing is muted by \(words)"
            : "\(words) could be several: \(found.map { session($0.subject) }.joined(separator: ", ")); :mutes lists them"
        )
      }
      try await store.unmute(only.id)
      loop.post(.done("shown again: \(only.subject)"))
    case .lifted(let id):
      guard let mute = try await mutes().first(where: { $0.id == id }) else { break }
      try await store.unmute(id)
      loop.post(.done("shown again: \(mute.subject); u takes it back"))
    case .searchSaved(let name, let query):
      let search = try await store.saveSearch(name: name, query: query)
      loop.post(.done("kept as the folder \(search.name), on the left"))
    case .searchRemoved(let id):
      try await store.removeSearch(id)
      loop.post(.done("the folder is taken away; u brings it back"))
    case .threadRead(let thread):
      let count = try await store.markRead(thread)
      loop.post(
        .done(
          Phrase(
            count, one: "%1 message marked read; u takes it back", many: "%1 messages marked read; u takes it back")))
    case .kept(let policy, let newsroom): try await store.setKeeping(policy, for: newsroom)
    default: break
    }
    loop.post(.loaded(.changed))
  }

  private func mute(_ wish: MuteWish) async throws {
    let subject: Mute.Subject
    switch wish.subject {
    case .author(let name): subject = .author(name)
    case .word(let words): subject = .word(words)
    case .thread(let article):
      guard let thread = try await store.thread(of: article) else {
        throw Failure("this article is no part of a thread")
      }
      subject = .thread(thread)
    }
    let until = wish.days.map { Date().addingTimeInterval(Double($0) * 86_400) }
    let mute = try await store.mute(subject, newsroom: wish.newsroom, until: until)
    let words = try await words(mute.subject)
    loop.post(.done("muted \(words): articles hidden: \(mute.hidden); u shows them again"))
  }

  private func mutes() async throws -> [MuteRow] {
    var rows: [MuteRow] = []
    for mute in try await store.mutes() { rows.append(MuteRow(mute, subject: try await words(mute.subject))) }
    return rows
  }

  private func words(_ subject: Mute.Subject) async throws -> Phrase {
    switch subject {
    case .author(let name): return "author \(name)"
    case .word(let words): return "word \(words)"
    case .thread(let id):
      // A thread has the number of its first message.
      let first = try await store.headlines(ids: [ArticleID(rawValue: id.rawValue)]).first
      return first.map { "thread \($0.title)" } ?? "thread \(id.rawValue)"
    }
  }
}
