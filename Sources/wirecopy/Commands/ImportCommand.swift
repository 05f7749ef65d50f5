import ArgumentParser
import Foundation
import News
import Store

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take in articles from a file: a mailbox, JSON of `export`, or a feed.",
    discussion: """
      Needs no network. Articles go to the newsroom that each names; where that is followed through mirrors, only --into \
      puts them among its news, as anybody could have written the file. What is here already stays as it is, or is revised. \
      A newsroom that is not there is made, without mirrors.
      """)

  @Argument(help: "A file, or - for standard input.") var file: String
  @Option(help: "Put all of it into this newsroom, followed or new.") var into: String?

  private static let longestName = 60
  /// Articles stored in one transaction.
  private static let lot = 500

  func run() async throws {
    let session = Session.current
    let bytes = try InputFile.read(file, for: "import", most: ImportedFile.mostBytes, isCommand: true)
    let kept = try ImportedFile.read(bytes, from: file)
    if kept.isEmpty { throw Failure("import \(file): no article in it") }
    let store = try session.store()
    let groups = Dictionary(grouping: kept) {
      into ?? ($0.newsroom.isEmpty ? fallback : String($0.newsroom.prefix(Self.longestName)))
    }
    // All or nothing is asked of the names, before anything is stored.
    if into == nil { try await refuseFollowed(groups.keys.sorted(), store) }
    var (new, revised) = (0, 0)
    for name in groups.keys.sorted() {
      let newsroom = try await newsroom(name, store)
      let articles = groups[name] ?? []
      for start in stride(from: 0, to: articles.count, by: Self.lot) {
        let result = try await store.take(
          Array(articles[start..<min(start + Self.lot, articles.count)]), into: newsroom)
        new += result.new
        revised += result.revised
      }
    }
    let lines = [
      Phrase(new, one: "%1 new article", many: "%1 new articles"),
      Phrase(kept.count - new - revised, one: "%1 was here already", many: "%1 were here already"),
    ]
    for line in lines { Output.line(session(line)) }
    if revised > 0 {
      Output.line(session(Phrase(revised, one: "%1 article is worded anew", many: "%1 articles are worded anew")))
    }
  }

  /// For a message that names no newsroom: the file's own name.
  private var fallback: String {
    let name = file == "-" ? "" : URL(filePath: file).deletingPathExtension().lastPathComponent
    return name.isEmpty ? "imported" : String(name.prefix(Self.longestName))
  }

  private func refuseFollowed(_ names: [String], _ store: NewsStore) async throws {
    for name in names {
      guard let newsroom = try await store.newsroom(named: name), try await !store.mirrors(of: newsroom.id).isEmpty
      else {
        continue
      }
      throw Failure(
        "import \(file): \(name) is followed through its mirrors, and a file can say anything; --into \(name) puts it there all the same, --into OTHER beside it",
        status: .refused)
    }
  }

  private func newsroom(_ name: String, _ store: NewsStore) async throws -> NewsroomID {
    if let into, name == into, let meant = try? await store.newsroom(meant: into) { return meant.id }
    if let there = try await store.newsroom(named: name) { return there.id }
    return try await store.addNewsroom(name: name, mirrors: []).id
  }
}
