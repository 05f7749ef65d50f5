import ArgumentParser
import News
import Store

/// When a newsroom's full texts are fetched.
enum FullTextWish: String, ExpressibleByArgument, CaseIterable {
  case always, ask

  init(_ newsroom: Newsroom) { self = newsroom.getsFullText ? .always : .ask }

  var phrase: Phrase {
    switch self {
    case .always: "with the news, from the articles' pages on the mirrors"
    case .ask: "when you ask for it"
    }
  }
}

struct FullTextCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "full-text", abstract: "Say when a newsroom's full texts are fetched, or show it.",
    discussion: """
      always: with the news, from each new article's page on the mirrors, at most 20 of a newsroom in one round. ask: by \
      `wirecopy read ID --full` and the key e alone. No page is asked for anywhere but on the mirrors.
      """)

  @Argument(help: "The newsroom; all of them, if not said.") var newsroom: String?
  @Argument(help: "always or ask.") var wish: FullTextWish?

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    var newsrooms = try await store.newsrooms()
    if let name = newsroom {
      let meant = try await store.newsroom(meant: name)
      if let wish { try await store.setGetsFullText(meant.id, wish == .always) }
      newsrooms = try await store.newsrooms().filter { $0.id == meant.id }
    }
    if newsrooms.isEmpty { Output.line(session(NewsroomsCommand.none)) }
    for newsroom in newsrooms {
      let when = FullTextWish(newsroom).phrase
      Output.line(session("\(newsroom.name): full text \(when)"))
    }
  }
}
