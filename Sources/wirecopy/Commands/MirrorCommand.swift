import ArgumentParser
import Edition
import Foundation
import News
import Store
import Sync

struct MirrorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirror", abstract: "Write a signed newsroom as a mirror that others can follow.",
    discussion: """
      Writes the newsroom's signed files into a folder, byte for byte as its editors published them, from your own copy alone. \
      Put the folder on any web server, `wirecopy serve`, or a USB stick: others follow it by its address and the newsroom's \
      keys, and nothing in it can be forged. Again, it writes only what is new.
      """)

  @Argument(help: "The folder; made where there is none.", completion: .directory) var folder: String
  @Argument(help: "The newsroom; not needed where one alone is signed.") var newsroom: String?
  @Flag(help: "Look at every file, also those that were written before.") var thorough = false
  @Flag(help: "Print one JSON object.") var json = false

  struct Shape: Encodable {
    var newsroom: String
    var folder: String
    var fingerprint: String?
    var size: Int
    var first: Int
    var files: Int
    var missingFiles: Int
  }

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let newsroom = try await meant(store)
    let status = try await store.editionStatus(of: newsroom.id)
    let copied: TreeCopy.Copied
    do {
      copied = try await EditionCopy.write(newsroom.id, of: store, to: folder, isThorough: thorough) { done, all in
        guard done % 16 == 0 || done == all else { return }
        var bar = ProgressBar()
        bar.show(done: done, of: all, newsroom.name)
      }
    } catch let fault as TreeFolderFault {
      throw Failure("mirror: \(session(fault.phrase))")
    } catch let fault as StoreFault {
      throw Failure("mirror: \(session(fault.phrase))")
    }
    ProgressBar().clear()
    let missing = status?.missingFiles ?? 0
    if json {
      return try Output.json(
        Shape(
          newsroom: newsroom.name, folder: folder, fingerprint: status?.fingerprint, size: copied.point.size,
          first: copied.first, files: copied.files, missingFiles: missing))
    }
    let size = Phrase(copied.point.size - copied.first, one: "%1 entry", many: "%1 entries")
    let files = Phrase(copied.files, one: "%1 file written", many: "%1 files written")
    Output.line(session("\(newsroom.name): \(size) in \(folder), \(files)" as Phrase))
    if copied.first > 0 {
      Output.line(session("  begins with entry \(copied.first): older ones are not here" as Phrase))
    }
    if missing > 0 {
      Output.line(
        session(
          Phrase(
            missing, one: "  %1 picture or file is not here yet", many: "  %1 pictures and files are not here yet")))
    }
    if let fingerprint = status?.fingerprint {
      Output.line(session("  to be followed by its address with #\(fingerprint) behind it" as Phrase))
    }
  }

  private func meant(_ store: NewsStore) async throws -> Newsroom {
    if let newsroom {
      let meant = try await store.newsroom(meant: newsroom)
      guard try await store.editionStatus(of: meant.id) != nil else {
        throw Failure(
          "mirror: \(meant.name) has feeds alone, and nothing signed that could be passed on", status: .usage)
      }
      return meant
    }
    let signed = try await store.signedNewsrooms()
    let all = try await store.newsrooms().filter { signed.contains($0.id) }
    if all.count == 1, let only = all.first { return only }
    if all.isEmpty {
      throw Failure("mirror: no signed newsroom yet; `wirecopy add URL#wc1…` follows one", status: .usage)
    }
    throw Failure("mirror: which one? \(all.map(\.name).joined(separator: ", "))", status: .usage)
  }
}
