import ArgumentParser
import Foundation
import News
import Store
import Sync

struct MirrorsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirrors",
    abstract:
      "List mirrors and how they are; add, remove, order, pin, disable and test them; say how they are reached.",
    discussion: "A mirror is named by its URL, by a piece of it that no other has, or by its number.",
    subcommands: [
      MirrorsListCommand.self, MirrorsAddCommand.self, MirrorsRemoveCommand.self, MirrorsPinCommand.self,
      MirrorsUnpinCommand.self, MirrorsDisableCommand.self, MirrorsEnableCommand.self, MirrorsTestCommand.self,
      MirrorsWhyCommand.self, MirrorsAcceptCommand.self, MirrorsRetryCommand.self, MirrorsMoveCommand.self,
      MirrorsRouteCommand.self, MirrorsNetworkCommand.self, MirrorsImportCommand.self, MirrorsExportCommand.self,
    ],
    defaultSubcommand: MirrorsListCommand.self)
}

struct MirrorsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List mirrors and how they are.")

  @Argument(help: "Only this newsroom's.") var newsroom: String?
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let store = try Session.current.store()
    var mirrors = try await store.mirrors()
    if let newsroom {
      let id = try await store.newsroom(meant: newsroom).id
      mirrors = mirrors.filter { $0.newsroom == id }
    }
    let names = Dictionary(uniqueKeysWithValues: try await store.newsrooms().map { ($0.id, $0.name) })
    let now = Date()
    let groups = Dictionary(grouping: mirrors, by: \.newsroom)
    if json {
      let shapes = mirrors.map { mirror in
        let place = MirrorPlace(mirror, among: groups[mirror.newsroom] ?? [], now: now)
        return MirrorShape(place, newsroom: names[mirror.newsroom] ?? "", in: Session.current)
      }
      return try Output.json(MirrorsShape(mirrors: shapes))
    }
    var last: NewsroomID?
    for mirror in mirrors {
      if mirror.newsroom != last { Output.line(names[mirror.newsroom] ?? "") }
      last = mirror.newsroom
      Output.line("  " + mirror.line(in: Session.current, now: now))
      if let offer = mirror.offer { Output.line("      " + Session.current(offer.phrase)) }
    }
  }
}

extension Mirror {
  /// One line of `mirrors`: mark, number, URL, state or what was wrong.
  func line(in session: Session, now: Date) -> String {
    let mark =
      switch state {
      case .up: "✓"
      case .resting: "✗"
      case .disabled: "–"
      case .unknown: "?"
      }
    var parts = ["\(mark) \(id.rawValue)", url]
    if takesDrops { parts.append(session("relay")) }
    if isPinned { parts.append(session("pinned")) }
    if isDisabled { parts.append(session("disabled")) }
    if let verdict {
      parts.append(session(VerdictSentence.phrase(verdict, url: url, kind: kind)))
    } else if let latencyMilliseconds {
      parts.append("\(latencyMilliseconds) ms")
    }
    if let behindSeconds { parts.append(session("\(behindSeconds / 60) min behind")) }
    if !isDisabled, case .open(let until) = memory.breaker.state(at: now) {
      parts.append(session("left alone until \(session.times.long(until))"))
    }
    if let way = RouteWords.phrase(route) { parts.append(session(way)) }
    return parts.joined(separator: "  ")
  }
}

extension MovedOffer {
  /// What stands at the new address, and how to take it.
  var phrase: Phrase {
    switch found {
    case .feed(let title, isSame: true): "moved to \(url): the same feed (\(title)); `wirecopy mirrors accept` takes it"
    case .feed(let title, isSame: false): "moved to \(url): another feed (\(title)); `wirecopy mirrors accept` takes it"
    case .other(let what): "moved to \(url): no feed there, but \(what)"
    }
  }
}

extension MirrorShape {
  init(_ place: MirrorPlace, newsroom: String, in session: Session) {
    let mirror = place.mirror
    self.init(
      id: mirror.id.rawValue, newsroom: newsroom, url: mirror.url, kind: mirror.kind.rawValue,
      state: mirror.state.rawValue, pinned: mirror.isPinned, position: mirror.position,
      verdict: mirror.verdict?.symptom.rawValue, blocked: mirror.verdict?.isBlocked ?? false,
      sentence: mirror.verdict.map { session(VerdictSentence.phrase($0, url: mirror.url, kind: mirror.kind)) },
      latencyMilliseconds: mirror.latencyMilliseconds, behind: mirror.behindSeconds,
      lastGood: mirror.lastGood?.rfc3339, score: place.score, success: place.success, rest: place.rest?.rfc3339,
      route: RouteShape(mirror.route), offer: mirror.offer?.url)
  }
}
