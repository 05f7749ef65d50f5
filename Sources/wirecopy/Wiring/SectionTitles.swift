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

  /// The name that is meant by a name, or by a title as it is shown.
  func name(meant text: String, in newsroom: NewsroomID) -> String {
    let titles = byNewsroom[newsroom] ?? [:]
    guard titles[text] == nil else { return text }
    return titles.filter { $0.value == text }.map(\.key).min() ?? text
  }
}
