import ArgumentParser
import Edition
import Foundation
import News
import Press
import Seal

struct EditionRotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Replace the head key, editors, or who opens reports: a new root file, signed by the editors.",
    discussion: """
      After a theft of the desk's key, --new-desk makes another: readers seal to it from then on, also what they filed before \
      and what no desk has acknowledged. The old file stays, for what was sealed to it: `wirecopy inbox --key` takes it.
      After a theft of the head key, --trunk says up to which entry the editors still vouch for what was published: readers \
      that followed the thief beyond it go back to it. Publish afterwards.
      """)

  @Option(name: .customLong("signer"), help: "An editor's key file; as many as the newsroom asks for.") var signers:
    [String]
  @Flag(help: "Keep the head key: only editors change.") var keepHead = false
  @Option(name: .customLong("editor"), help: "The public key of an editor from now on, 64 digits; all of them.")
  var editors: [String] = []
  @Option(help: "How many editors must sign from now on.") var threshold: Int?
  @Option(
    name: .customLong("recipient"), help: "Who opens reports from now on, age1…; all of them, but for a new desk's key."
  )
  var recipients: [String] = []
  @Flag(help: "Make a new key of the desk, desk.key, in the place of the old one.") var newDesk = false
  @Option(help: "All that is trusted of the past: a number of entries, or now.") var trunk: String?
  @OptionGroup var passphrase: PassphraseWord
  @Argument(help: "The newsroom's folder.") var folder: String

  func run() async throws {
    let session = Session.current
    try await EditionErrand.run("edition rotate") {
      let newsroom = try EditionErrand.folder(folder)
      let keys = try editors.map { text in
        guard let bytes = Hexadecimal.read(text.lowercased().utf8), let key = VerifyingKey(bytes) else {
          throw Failure("edition rotate: \(text) is no public key: 64 hexadecimal digits", status: .usage)
        }
        return key
      }
      let signing = try signers.map { try newsroom.signingKey($0, passphrase: passphrase.read($0)) }
      let word = keepHead ? nil : try passphrase.read("head.key", isNew: true)
      let desk = newDesk ? try passphrase.read("desk.key", isNew: true) : nil
      let readers = try EditionErrand.recipients(recipients, for: "edition rotate")
      try newsroom.rotate(
        signers: signing, newHead: word, editors: keys.isEmpty ? nil : keys, threshold: threshold,
        recipients: readers.isEmpty ? nil : readers, newDesk: desk, trunk: try point(of: newsroom), now: Date())
      Output.line(session("root file \(newsroom.roots.files.count) is made; publish it with `edition publish`"))
    }
  }

  private func point(of newsroom: NewsroomFolder) throws -> TreePoint? {
    guard let trunk else { return nil }
    if trunk == "now" { return try newsroom.published()?.point }
    guard let size = Int(trunk) else {
      throw Failure("edition rotate: --trunk takes a number of entries, or now", status: .usage)
    }
    return try newsroom.point(at: size)
  }
}
