import ArgumentParser
import Desk
import Foundation
import Markup

/// Measures the reader page's way from HTML to rows, beside w3m.
struct RenderBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Measure HTML to text, beside w3m -dump of the same pages.",
    discussion: """
      The pages are made in a throw-away folder. Told is computing time of one thread; w3m reads all of them in one \
      process, and what it takes for one empty page, its start, is taken off.
      """)

  @Option(help: "How many pages.") var pages = 200
  @Option(help: "Runs of each figure; the median is told.") var runs = 5
  @Flag(inversion: .prefixedNo, help: "Measure w3m, too.") var peers = true
  @Flag(help: "Print one JSON object.") var json = false

  func validate() throws {
    if pages < 1 || pages > 1_000 { throw ValidationError("--pages must be between 1 and 1000") }
    if runs < 1 || runs > 100 { throw ValidationError("--runs must be between 1 and 100") }
  }

  func run() async throws {
    var figures = Figures()
    try Self.measure(pages: pages, runs: runs, peers: peers, into: &figures)
    if json { try figures.printJSON() } else { figures.printTable() }
  }

  static func measure(pages count: Int, runs: Int, peers: Bool, into figures: inout Figures) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wirecopy-bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pages = (0..<count).map { PageForge.page($0) }
    let files = pages.indices.map { "\(folder)/\($0).html" }
    for (page, file) in zip(pages, files) { try Data(page).write(to: URL(filePath: file)) }
    let empty = "\(folder)/empty.html"
    try Data("<p>x</p>\n".utf8).write(to: URL(filePath: empty))
    let size = Double(pages.reduce(0) { $0 + $1.count }) / 1e6
    let words = "\(count) pages, \(Figures.text(size)) MB"

    let ours = try Stopwatch.median(of: runs) {
      for page in pages {
        let html = CharacterSets.text(page, contentType: "text/html", kind: .html)
        let document = DocumentReader.document(html: html, base: "https://news.example/")
        let rows = DocumentText.lines(document, width: 80)
        guard rows.count > 100 else { throw Child.Fault(description: "a page of \(rows.count) rows") }
      }
    }
    figures.add(
      "HTML to rows", size / ours, "MB/s", command: "CharacterSets.text, DocumentReader.document, DocumentText.lines",
      note: "\(words) in \(Figures.text(ours)) s")
    guard peers else { return }
    guard Child.find("w3m") != nil else { return figures.skip("w3m is not installed (Debian package w3m)") }
    let command = ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"]
    let peer = try Stopwatch.child(command + files, idle: command + [empty], runs: runs)
    figures.add(
      "HTML to rows, w3m", size / peer, "MB/s", command: command.joined(separator: " ") + " PAGE…",
      note: "in \(Figures.text(peer)) s")
    figures.add(
      "HTML to rows, times as fast as w3m", peer / ours, "×", budget: "> 1", isMet: peer > ours)
  }
}
