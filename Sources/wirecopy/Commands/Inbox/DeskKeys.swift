import ArgumentParser
import Foundation
import News
import Press
import Seal

/// Which keys open sealed reports, for a command.
struct DeskKeys: ParsableArguments {
  @Option(
    help: "The newsroom's folder: its desk.key opens sealed reports, and each that is opened gets a receipt.")
  var edition: String?
  @Option(
    name: .customLong("key"),
    help: "A further key file that opens reports, such as one that was replaced; may be said again.")
  var keys: [String] = []
  @OptionGroup var passphrase: PassphraseWord

  init() {}

  init(edition: String, keys: [String], passphrase: PassphraseWord) {
    self.edition = edition
    self.keys = keys
    self.passphrase = passphrase
  }

  /// What they are once they are opened.
  struct Opened {
    var newsroom: NewsroomFolder?
    var identities: [AgeIdentity] = []
  }

  /// - Throws: `PressFault`, `Failure`.
  func open(for command: String) throws -> Opened {
    guard edition != nil || !keys.isEmpty else { return Opened() }
    guard let edition else {
      throw Failure("\(command): --key goes with --edition, the folder of the newsroom", status: .usage)
    }
    let newsroom = try EditionErrand.folder(edition)
    let identities = try (["desk.key"] + keys).map { try newsroom.identity($0, passphrase: passphrase.read($0)) }
    return Opened(newsroom: newsroom, identities: identities)
  }
}
