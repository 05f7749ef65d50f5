import ArgumentParser
import Desk
import Foundation
import Markup
import News
import Store
import Sync

struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Print one article and mark it read.",
    discussion: """
      Needs no network, but for --full. Where the article's full text is kept, that is printed, below a line that says where \
      it is from; --feed prints the feed's own words. With --json the article keeps its status, text and html are the \
      feed's, and fullText is the other; --html prints safe HTML.
      """)

  @Argument(help: "The article's number, as `wirecopy list` prints it.") var id: Int64
  @Option(help: "Columns; the terminal's own, at most 100, if not said.") var width: Int?
  @Flag(help: "Fetch its full text first, from its page on the mirrors, where that is not kept.") var full = false
  @Flag(help: "Print the feed's own words, though a full text is kept.") var feed = false
  @Flag(help: "Print the safe HTML.") var html = false
  @Flag(help: "Print one JSON object, with text and html.") var json = false

  func validate() throws {
    if full, feed { throw ValidationError("--full and --feed are opposites: give one of them") }
    if let width, width < 20 || width > 1_000 { throw ValidationError("--width must be between 20 and 1000") }
  }

  func run() async throws {
    let session = Session.current
    let store = try session.store()
    let number = ArticleID(rawValue: id)
    guard var article = try await store.article(number) else {
      throw Failure("read \(id): no such article; `wirecopy list` prints the numbers")
    }
    var refusal: Phrase?
    if full, article.fullText?.isOfEarlierWording ?? true {
      refusal = try await fetch(number, store, session)
      article = try await store.article(number) ?? article
    }
    let proof = try await store.proof(of: number)
    if json {
      var shape = ArticleShape(article)
      shape.proof = proof.map(ProofShape.init)
      try Output.json(shape)
    } else {
      if html {
        Output.line((feed ? nil : article.fullText?.html) ?? article.html)
      } else {
        print(article, proof, try await SectionTitles(store))
      }
      try await store.setRead([article.id], true)
    }
    if let refusal { throw Failure("read \(id): \(session(refusal))") }
  }

  /// Why there is none; nil where it is kept now.
  private func fetch(_ number: ArticleID, _ store: NewsStore, _ session: Session) async throws -> Phrase? {
    let line = try session.line(to: store)
    defer { line.close() }
    let engine = line.engine
    let work = Task { try await engine.fullText(of: number) }
    let signals = StopSignals {
      if work.isCancelled { Foundation.exit(Failure.Status.failed.rawValue) }
      work.cancel()
    }
    let outcome = try await work.value
    signals.stop()
    return switch outcome {
    case .kept, .keptBefore: nil
    case .refused(let why): why
    case .cancelled: "cancelled"
    }
  }

  private func print(_ article: StoredArticle, _ proof: ArticleProof?, _ titles: SectionTitles) {
    let columns = width ?? TerminalWidth.columns()
    let headline = article.headline
    Output.line(headline.title)
    let times: [String?] = [
      headline.byline, headline.newsroomName, titles(headline).joined(separator: ", "),
      headline.published.map(Session.current.times.long),
      headline.updated.flatMap {
        $0 == headline.published ? nil : Session.current("updated \(Session.current.times.long($0))")
      },
      headline.mirror.map { Session.current("from \($0)") },
    ]
    Output.line(times.compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: " · "))
    if let withdrawn = headline.withdrawn {
      let time = Session.current.times.long(withdrawn)
      Output.line("✗ " + Session.current("withdrawn by the newsroom, \(time); what it said is kept here"))
      if let note = proof?.withdrawal, !note.isEmpty { Output.line("  “\(note)”") }
    }
    if let proof {
      let line: Phrase = "entry \(proof.place + 1) of \(proof.size), signed by \(proof.signer ?? "?")"
      let text: Phrase = proof.lacksText ? "its text is not here yet" : "text checked"
      Output.line("✓ " + Session.current(line) + " · " + Session.current(text))
    }
    let text = feed ? nil : article.fullText
    if let text { Output.line("¶ " + Session.current(FullTextMark.phrase(text))) }
    Output.line("")
    let document = DocumentReader.document(html: text?.html ?? article.html, base: text?.url ?? headline.link)
    for line in DocumentText.lines(document, width: columns) { Output.line(line) }
    for enclosure in article.enclosures { Output.line("▣ " + enclosure.url) }
  }
}
