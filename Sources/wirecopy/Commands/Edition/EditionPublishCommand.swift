import ArgumentParser
import Edition
import Foundation
import News
import Press

struct EditionPublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Sign what waits, and write the edition to where it is served.",
    discussion: """
      PLACE is a folder that a web host serves, a stick, anything that holds files. Only what is new or changed is written, \
      the checkpoint last: whoever reads meanwhile sees the old edition or the new. A readable site and a feed are written \
      beside the signed files, for browsers and feed readers.
      """)

  @Flag(help: "Don't write the readable site and the feed. Where they are already, a removal writes them all the same.")
  var noSite = false
  @Option(help: "The head key's file.") var key = "head.key"
  @OptionGroup var passphrase: PassphraseWord
  @Argument(help: "The newsroom's folder.") var folder: String
  @Argument(help: "The folder to be served.") var place: String?

  func run() async throws {
    let session = Session.current
    try await EditionErrand.run("edition publish") {
      let newsroom = try EditionErrand.folder(folder)
      let head = try newsroom.signingKey(key, passphrase: passphrase.read(key))
      let report = try newsroom.publish(
        to: place.map(EditionErrand.full), signedBy: head, hasSite: !noSite, now: Date())
      Output.line(session(Phrase(report.entries, one: "%1 new entry", many: "%1 new entries")))
      Output.line(session("published: \(report.point.size) entries; \(report.files) files written"))
      Output.line(session("fingerprint: \(newsroom.fingerprint?.text ?? "")"))
    }
  }
}
