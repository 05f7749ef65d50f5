import ArgumentParser
import Foundation
import News
import Press

struct EditionAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add articles from Markdown or HTML files; they wait for the next publication.",
    discussion: """
      Words about an article may stand before its text, between lines of `---`: title, lang, sections, byline, place, summary, \
      urgent, published, source, note. Pictures that the text names are taken from its own folder, without their metadata. \
      With --kind the file is the JSON of an entry: boards, sections, mirrors, message, retraction, receipt or letter.
      """)

  @Option(help: "The id of a published article: the file is a new revision of it.") var id: String?
  @Option(help: "The kind of an entry that is no article.") var kind: String?
  @Argument(help: "The newsroom's folder.") var folder: String
  @Argument(help: "Files: .md, .html, or .json with --kind.") var files: [String]

  func validate() throws {
    if id != nil, files.count > 1 { throw ValidationError("--id takes one file") }
  }

  func run() async throws {
    let session = Session.current
    try await EditionErrand.run("edition add") {
      let newsroom = try EditionErrand.folder(folder)
      for file in files {
        let bytes = try InputFile.read(file, for: "edition add", isCommand: true)
        do {
          if let kind {
            try newsroom.add(kind: kind, json: bytes, now: Date())
            Output.line(session("\(file): waits for the next publication"))
            continue
          }
          let isHTML = [".html", ".htm"].contains { file.lowercased().hasSuffix($0) }
          let article = try ArticleFile.read(bytes, isHTML: isHTML)
          var cleaned: [String: [UInt8]] = [:]
          for picture in article.pictures {
            cleaned[picture.source] = try await ArticlePicture.clean(picture.source, beside: file)
          }
          let made = try newsroom.add(article, id: id, now: Date()) { cleaned[$0.source] }
          Output.line(session("\(file): \(article.title) waits for the next publication as \(made)"))
        } catch let fault as PressFault {
          throw Failure("edition add \(file): \(session(fault.phrase))")
        }
      }
    }
  }
}

/// A picture beside an article's file: found in its folder or below, its metadata removed.
enum ArticlePicture {
  static func clean(_ source: String, beside file: String) async throws -> [UInt8] {
    let base = URL(filePath: EditionErrand.full(file)).deletingLastPathComponent().resolvingSymlinksInPath().path
    let place = URL(filePath: base + "/" + source).resolvingSymlinksInPath().path
    // An article from elsewhere must not publish what lies about on this disk.
    guard place.hasPrefix(base + "/") else {
      throw Failure("edition add \(file): the picture \(source) is not in the folder of the article", status: .refused)
    }
    let bytes = try InputFile.read(place, for: "edition add", isCommand: true)
    guard let kind = PictureKind(bytes) else {
      throw Failure("edition add \(file): \(source) is no picture that browsers show (PNG, JPEG, GIF, WebP)")
    }
    do {
      let folder = try CleaningFolder(in: Session.current.places.storePath + "-work")
      let name = "picture." + (kind.type.split(separator: "/").last.map(String.init) ?? "png")
      guard
        FileManager.default.createFile(
          atPath: folder.file(name), contents: Data(bytes), attributes: [.posixPermissions: 0o600])
      else { throw Failure("edition add \(file): the picture \(source) can't be copied to be cleaned") }
      let answer = try await MetadataCleaner().clean(name, in: folder)
      defer { withExtendedLifetime(folder) {} }
      return try InputFile.read(answer.path, for: "edition add")
    } catch let refusal as AttachmentRefusal {
      throw Failure("edition add \(file): \(source): \(Session.current(refusal.phrase))", status: .refused)
    }
  }
}
