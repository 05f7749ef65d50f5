import ArgumentParser
import Foundation
import Glibc
import News
import Store

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Bring back what `backup` wrote, into a home that has nothing yet.",
    discussion: """
      Everything is unpacked and checked beside the home first: a wrong passphrase, or a file that was cut or altered, changes \
      nothing. Where settings or news are already, nothing is overwritten; WIRECOPY_HOME=DIR names another home.
      """)

  @OptionGroup var passphrase: PassphraseWord
  @Argument(help: "The file that `backup` wrote.", completion: .file()) var file: String

  func run() async throws {
    let session = Session.current
    let path = NSString(string: file).expandingTildeInPath
    let restoring = Restoring(places: session.places)
    try await HomeErrand.run("restore", on: file) {
      try await restoring.checkIsEmpty()
      guard access(path, R_OK) == 0 else { throw BackupFault.reading(path) }
      let secret = try passphrase.read("backup")
      let reader = BackupReader(places: session.places)
      let unpacked = try await HomeErrand.stoppable { progress in
        try await reader.unpack(path, passphrase: secret, progress: progress)
      }
      do {
        try await restoring.checkIsEmpty()
        try restoring.commit(unpacked)
      } catch {
        unpacked.folder.remove()
        throw error
      }
      try RestoredHome.settle(session.places)
      let isStored = FileManager.default.fileExists(atPath: session.places.storePath)
      let kept = try await isStored ? session.store().counts() : StoredCounts()
      Output.line(session(kept.restoredPhrase))
      if let remark = Restoring.remark(damaged: unpacked.damaged) { Output.complaint(session(remark)) }
    }
  }
}

extension StoredCounts {
  /// What was restored, in one line.
  var restoredPhrase: Phrase { "restored: newsrooms \(newsrooms), articles \(articles), reports \(reports)" }
}
