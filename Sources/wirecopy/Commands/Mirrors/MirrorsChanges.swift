import ArgumentParser
import News
import Store
import Sync

/// Commands that change one mirror by the user's hand.

struct MirrorsRemoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove a mirror or a relay; the articles that it brought stay.")
  @Argument(help: "The mirror.") var mirror: String

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    try await store.removeMirror(mirror.id)
    Output.line(Session.current("removed \(mirror.url)"))
  }
}

struct MirrorsPinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Ask this mirror alone, until it is unpinned.")
  @Argument(help: "The mirror.") var mirror: String

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    if mirror.takesDrops {
      throw Failure(
        "mirrors pin \(mirror.url): it is a relay, and a report goes to two of them; disable the others instead",
        status: .usage)
    }
    try await store.setPinned(mirror.id, true)
    Output.line(Session.current("pinned \(mirror.url): no other mirror of this newsroom is asked until it is unpinned"))
  }
}

struct MirrorsUnpinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpin", abstract: "Let the other mirrors be asked again.")
  @Argument(help: "The mirror.") var mirror: String

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    try await store.setPinned(mirror.id, false)
    Output.line(Session.current("unpinned \(mirror.url)"))
  }
}

struct MirrorsDisableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "disable", abstract: "Don't ask this mirror.")
  @Argument(help: "The mirror.") var mirror: String

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    try await store.setDisabled(mirror.id, true)
    Output.line(Session.current("disabled \(mirror.url)"))
  }
}

struct MirrorsEnableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "enable", abstract: "Ask this mirror again.")
  @Argument(help: "The mirror.") var mirror: String

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    try await store.setDisabled(mirror.id, false)
    Output.line(Session.current("enabled \(mirror.url)"))
  }
}

struct MirrorsMoveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "Give a mirror another place in your order; it counts where nothing else decides.")
  @Argument(help: "The mirror.") var mirror: String
  @Argument(help: "Its place, counted from 1.") var place: Int

  func validate() throws {
    if place < 1 { throw ValidationError("places are counted from 1") }
  }

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    try await store.moveMirror(mirror.id, to: place - 1)
    // Beyond the end is the end, and relays stand behind the mirrors.
    let order = try await store.mirrors(of: mirror.newsroom)
    let got = order.firstIndex { $0.id == mirror.id }.map { $0 + 1 } ?? place
    Output.line(Session.current("moved \(mirror.url) to place \(got)"))
  }
}

struct MirrorsAcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Take the new address that a mirror redirects to, or turn it down.")
  @Argument(help: "The mirror.") var mirror: String
  @Flag(help: "Turn the offer down instead.") var dismiss = false

  func run() async throws {
    let store = try Session.current.store()
    let mirror = try await store.mirror(meant: mirror, of: nil)
    guard let offer = mirror.offer else {
      throw Failure("\(mirror.url) redirects nowhere: there is nothing to accept", status: .usage)
    }
    if dismiss {
      try await store.dismissOffer(mirror.id)
      Output.line(Session.current("turned \(offer.url) down; \(mirror.url) stays as it is"))
    } else {
      try await store.acceptOffer(mirror.id)
      Output.line(Session.current("\(mirror.url) is now \(offer.url)"))
    }
  }
}
