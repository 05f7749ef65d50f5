import ArgumentParser
import Foundation
import News
import Store

struct NewsroomsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "newsrooms", abstract: "List the newsrooms that you follow.")

  static let none: Phrase = "no newsroom yet: `wirecopy add URL…` follows one, `wirecopy demo` shows one"

  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let store = try Session.current.store()
    let mirrors = Dictionary(grouping: try await store.mirrors(), by: \.newsroom)
    let counts = try await store.scopes()
    let editions = try await store.editionStatuses()
    let shapes = try await store.newsrooms().map { newsroom in
      let count = counts.first { $0.scope == .newsroom(newsroom.id) }
      return NewsroomShape(
        id: newsroom.id.rawValue, name: newsroom.name, title: newsroom.title, added: newsroom.added.rfc3339,
        lastServed: newsroom.lastServed?.rfc3339, mirrors: (mirrors[newsroom.id] ?? []).filter(\.servesNews).map(\.url),
        relays: (mirrors[newsroom.id] ?? []).filter(\.takesDrops).map(\.url),
        consent: ConsentWord(newsroom.consent).rawValue, fullText: FullTextWish(newsroom).rawValue,
        unread: count?.unread ?? 0, total: count?.total ?? 0, edition: editions[newsroom.id].map(EditionShape.init))
    }
    if json { return try Output.json(NewsroomsShape(newsrooms: shapes)) }
    if shapes.isEmpty {
      Output.line(Session.current(Self.none))
    }
    for shape in shapes {
      let line: Phrase = "\(shape.name) · \(shape.unread) unread of \(shape.total)"
      Output.line(Session.current(line))
      if let edition = editions[NewsroomID(rawValue: shape.id)] {
        for line in EditionWords.lines(edition, now: Date()) { Output.line("  " + Session.current(line)) }
      }
      for url in shape.mirrors { Output.line("  " + url) }
      for url in shape.relays { Output.line("  " + Session.current("\(url) (relay)")) }
    }
  }
}
