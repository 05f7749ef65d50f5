import ArgumentParser
import Feeds
import Foundation
import Glibc
import News
import Store

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write articles to a file that other programs read: a mailbox, or JSON.",
    discussion: """
      A mailbox (mbox) opens in any mail program, answers below what they answer. JSON is one object with everything. \
      `wirecopy import` takes both back. A new file is readable for its owner alone; what is there already is left alone.
      """)

  @Argument(help: "Only these newsrooms.") var newsrooms: [String] = []
  @Flag(help: "Write JSON instead of a mailbox.") var json = false
  @Flag(help: "Write a mailbox (as it is without --json).") var mbox = false
  @Flag(help: "Only what is starred.") var starred = false
  @Option(name: .shortAndLong, help: "The file to write; standard output, if not said.") var output: String?

  /// Articles that are in memory at once.
  private static let lot = 100

  func validate() throws {
    if json && mbox { throw ValidationError("--json and --mbox are two forms: choose one") }
  }

  func run() async throws {
    let store = try Session.current.store()
    let wanted = try await store.newsrooms(meant: newsrooms).map { $0.map(Optional.some) } ?? [nil]
    let sink = try ExportSink(output)
    do {
      var count = 0
      if json { try sink.write(Array("{\"articles\":[".utf8)) }
      for newsroom in wanted {
        var last: ArticleID?
        while true {
          let lot = try await store.kept(of: newsroom, starredOnly: starred, after: last, limit: Self.lot)
          for (_, kept) in lot {
            try sink.write(json ? try Self.json(kept, isFirst: count == 0) : MailboxWriter.message(kept))
            count += 1
          }
          guard lot.count == Self.lot, let end = lot.last else { break }
          last = end.id
        }
      }
      if json { try sink.write(Array("]}\n".utf8)) }
      try sink.finish()
      if output != nil {
        Output.remark(Session.current(Phrase(count, one: "%1 article written", many: "%1 articles written")))
      }
    } catch {
      sink.discard()
      throw error
    }
  }

  private static func json(_ kept: KeptArticle, isFirst: Bool) throws -> [UInt8] {
    var text = try Output.jsonText(KeptShape(kept))
    text.removeLast()
    return Array(((isFirst ? "\n" : ",\n") + text).utf8)
  }
}

/// Where an export goes: a new file, whole or not there, or standard output.
final class ExportSink {
  private let path: String?
  private let file: Int32

  /// - Throws: `Failure` where the file is there already or can't be made.
  init(_ path: String?) throws(Failure) {
    self.path = path.map { NSString(string: $0).expandingTildeInPath }
    guard let place = self.path else {
      file = STDOUT_FILENO
      return
    }
    file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      let reason = errno
      if reason == EEXIST { throw Failure("export: \(BackupFault.exists(place).phrase)") }
      throw Failure("export: can't write \(place): \(String(cString: strerror(reason)))")
    }
  }

  func write(_ bytes: [UInt8]) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        let reason = errno
        // `| head` has seen enough.
        if path == nil, reason == EPIPE { exit(0) }
        throw Failure("export: can't write \(path ?? "-"): \(String(cString: strerror(reason)))")
      }
    }
  }

  func finish() throws(Failure) {
    guard let path else { return }
    guard fsync(file) == 0, close(file) == 0 else {
      throw Failure("export: can't write \(path): \(String(cString: strerror(errno)))")
    }
  }

  func discard() {
    guard let path else { return }
    close(file)
    unlink(path)
  }
}
