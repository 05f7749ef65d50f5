import Foundation

/// A corpus of `gen_corpus.py`.
struct Corpus {
  let folder: String
  /// Paths of the feeds, one a newsroom.
  let feeds: [String]
  let articles: Int

  init(folder: String) throws {
    self.folder = folder
    feeds = try String(contentsOfFile: "\(folder)/urls.mixed", encoding: .utf8).split(separator: "\n").map(String.init)
    struct Manifest: Decodable { var articles: Int }
    let manifest = try Data(contentsOf: URL(filePath: "\(folder)/manifest.json"))
    articles = try JSONDecoder().decode(Manifest.self, from: manifest).articles
  }

  /// `10k`, `100k`: how figures are named.
  var name: String { articles % 1_000 == 0 ? "\(articles / 1_000)k" : "\(articles)" }
}
