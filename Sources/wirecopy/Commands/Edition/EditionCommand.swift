import ArgumentParser
import Edition
import Foundation
import News
import Press
import Seal

/// The newsroom's side: what is published, signed, and carried by mirrors.
struct EditionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edition", abstract: "Publish a newsroom's signed edition, which any web host can carry.",
    discussion: """
      FOLDER is the newsroom's own: its keys, what waits, and what was published. Only what `publish` writes is for others. \
      Keep FOLDER on an encrypted disk, and the editors' keys apart from each other.
      """,
    subcommands: [
      EditionInitCommand.self, EditionAddCommand.self, EditionImportCommand.self, EditionPublishCommand.self,
      EditionRotateCommand.self, EditionLetterCommand.self, EditionRetractCommand.self, EditionRemoveCommand.self,
      EditionVerifyCommand.self,
      EditionInspectCommand.self,
    ])
}

/// What the commands share.
enum EditionErrand {
  /// Runs a piece of the newsroom's work; what it can't do becomes a line and an exit status.
  static func run<Result>(_ command: String, _ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch let fault as PressFault {
      throw Failure("\(command): \(Session.current(fault.phrase))")
    } catch let fault as TreeFolderFault {
      throw Failure("\(command): \(Session.current(fault.phrase))")
    }
  }

  /// - Parameter isReading: nothing is changed there.
  static func folder(_ path: String, isReading: Bool = false) throws -> NewsroomFolder {
    try NewsroomFolder(full(path), isReading: isReading)
  }

  /// `age1…`, as people give them.
  static func recipients(_ texts: [String], for command: String) throws(Failure) -> [AgeRecipient] {
    try texts.map { (text) throws(Failure) in
      guard let recipient = AgeRecipient(text) else {
        throw Failure("\(command): \(text) is no recipient of age: age1 and 58 more letters and digits", status: .usage)
      }
      return recipient
    }
  }

  /// An absolute path without a slash at its end.
  static func full(_ path: String) -> String {
    let place = NSString(string: path).expandingTildeInPath
    return URL(filePath: place).standardizedFileURL.path(percentEncoded: false).trimmingSuffix("/")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ end: String) -> String {
    var text = self
    while text.count > 1, text.hasSuffix(end) { text.removeLast(end.count) }
    return text
  }
}
