import News
import Store

/// What newsrooms call their sections and boards, in the reader's language. Names alone stand in what programs read.
struct SectionTitles {
  let byNewsroom: [NewsroomID: [String: String]]

  init(_ store: NewsStore, languages: [String] = ReaderLanguages.all) async throws {
    byNewsroom = try await store.signedTitles().mapValues { names in
      names.compactMapValues { ReaderLanguages.choose($0, for: languages) }
    }
  }

  /// Of an article, in its order; the name itself where the newsroom has no title for it.
  func callAsFunction(_ headline: Headline) -> [String] {
    headline.sections.map { byNewsroom[headline.newsroom]?[$0] ?? $0 }
  }

  /// The section that is meant by its name, or by its title as it is shown; capitals count where two differ in them alone.
  ///
  /// - Throws: `Failure` that says which sections there are.
  func section(meant text: String, of newsroom: Newsroom, in store: NewsStore) async throws -> String {
    let titles = byNewsroom[newsroom.id] ?? [:]
    let names = Set(try await store.sections(of: newsroom.id)).union(titles.keys).sorted()
    if names.contains(text) { return text }
    if let name = names.first(where: { titles[$0] == text }) { return name }
    let wanted = text.lowercased()
    let near = names.first { $0.lowercased() == wanted || titles[$0]?.lowercased() == wanted }
    if let near { return near }
    let known = names.map { titles[$0] ?? $0 }.joined(separator: ", ")
    throw Failure(
      names.isEmpty
        ? "\(newsroom.name) has no sections" : "\(newsroom.name) has no section \(text); its sections are \(known)",
      status: .usage)
  }
}
