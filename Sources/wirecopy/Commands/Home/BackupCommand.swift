import ArgumentParser
import Foundation
import Glibc
import News
import Seal
import Store

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write settings, news, drafts, reports and pictures to one sealed file.",
    discussion: """
      The file is sealed with a passphrase, which is asked for twice. Who loses it has lost the backup. The desk may stay open. \
      On any machine, `age -d FILE | tar tv` shows what is in it; `wirecopy restore FILE` brings it back.
      """)

  @OptionGroup var passphrase: PassphraseWord
  @Argument(help: "The new file.", completion: .file()) var file: String

  func run() async throws {
    let session = Session.current
    let path = NSString(string: file).expandingTildeInPath
    try await HomeErrand.run("backup", on: file) {
      var status = stat()
      if lstat(path, &status) == 0 { throw BackupFault.exists(path) }
      let isStored = FileManager.default.fileExists(atPath: session.places.storePath)
      let writer = BackupWriter(places: session.places, store: isStored ? try session.store() : nil)
      let secret = try passphrase.read("backup", isNew: true)
      guard secret.count > 0 else {
        throw Failure("backup \(file): an empty passphrase seals nothing", status: .usage)
      }
      let leftOut = try await HomeErrand.stoppable { progress in
        try await writer.write(to: path, passphrase: secret, now: Date(), progress: progress)
      }
      for place in leftOut { Output.complaint(session("backup: \(place) is no plain file, and was left out")) }
      Output.line(session("written: \(file), \(ByteText.text(NewsStore.size(at: path)))"))
    }
  }
}
