import Foundation
import News
import Testing

@testable import Store

struct SearchTests {
  @Test func everySubstringOfTwoOrMoreCharactersIsFound() async throws {
    let scene = try await Scene()
    try await scene.deliver([
      article("명동성당 앞 촛불집회", id: "1", text: "노동자들이 서울시청에서 2024년도 예산안을 규탄했다.", published: -60),
      article("新闻网站被封锁", id: "2", text: "记者协会发表声明，支持罢工。", published: -50),
      article("ストライキ続く", id: "3", text: "サーバーの契約が終わる。", published: -40),
    ])
    for (query, title) in [
      ("촛불", "명동성당 앞 촛불집회"), ("불집", "명동성당 앞 촛불집회"), ("시청에", "명동성당 앞 촛불집회"), ("울시청", "명동성당 앞 촛불집회"),
      ("2024년", "명동성당 앞 촛불집회"), ("년도 예산", "명동성당 앞 촛불집회"), ("규탄했다", "명동성당 앞 촛불집회"),
      ("网站", "新闻网站被封锁"), ("者协会发", "新闻网站被封锁"), ("罢工", "新闻网站被封锁"),
      ("ライキ", "ストライキ続く"), ("バーの契", "ストライキ続く"), ("続く", "ストライキ続く"),
    ] {
      #expect(try await scene.found(query) == [title], "\(query)")
    }
    for query in ["당앞", "에서2024", "声明支持", "불촛", "시장"] { #expect(try await scene.found(query).isEmpty, "\(query)") }
  }

  /// Seeded, so that a failure can be seen again.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func everySubstringOfRandomGaplessTextIsFound(seed: UInt64) async throws {
    var random = Random(state: seed)
    let scene = try await Scene()
    let texts = (0..<12).map { _ in random.text() }
    let page = texts.enumerated().map { article("t\($0)", id: "\($0)", text: $1, published: -60) }
    try await scene.deliver(page)
    for _ in 0..<120 {
      let number = Int.random(in: texts.indices, using: &random)
      let runs = texts[number].split(separator: " ").map(Array.init).filter { $0.count > 1 }
      let run = try #require(runs.randomElement(using: &random))
      let length = Int.random(in: 2...run.count, using: &random)
      let start = Int.random(in: 0...(run.count - length), using: &random)
      let query = String(run[start..<(start + length)])
      let expected = Set(texts.indices.filter { texts[$0].contains(query) }.map { "t\($0)" })
      #expect(Set(try await scene.found(query)) == expected, "\(query) of \(texts[number])")
    }
  }

  @Test func hangulInPiecesIsTheSameAsWhole() async throws {
    let scene = try await Scene()
    let pieces = "촛불집회 서울".decomposedStringWithCanonicalMapping
    try await scene.deliver([article("a", id: "1", text: "before " + pieces, published: -60)])
    #expect(try await scene.found("불집") == ["a"])
    #expect(try await scene.found("서울".decomposedStringWithCanonicalMapping) == ["a"])
    #expect(try await scene.found("before") == ["a"])
  }

  @Test func wordsAndPrefixesAreFoundElsewhere() async throws {
    let scene = try await Scene()
    try await scene.deliver([
      article("Café résumé", id: "1", text: "The STRIKERS met at Łódź, naïve or not. Ｗｅｂ３", published: -60),
      article("أخبار", id: "2", text: "أعلنت الحُكُومَة إغلاق المواقع ١٢٣", published: -50),
      article("Новости", id: "3", text: "Забастовка в Ёлкино", published: -40),
    ])
    for (query, title) in [
      ("cafe", "Café résumé"), ("CAFÉ", "Café résumé"), ("strikers", "Café résumé"), ("lodz", "Café résumé"),
      ("web3", "Café résumé"), ("strik*", "Café résumé"), ("strik", "Café résumé"), ("\"met at lodz\"", "Café résumé"),
      ("الحكومه", "أخبار"), ("اعلنت", "أخبار"), ("123", "أخبار"), ("забастовка", "Новости"), ("елкино", "Новости"),
    ] {
      #expect(try await scene.found(query) == [title], "\(query)")
    }
    // The last word may be unfinished; others are whole.
    for query in ["trikers", "\"strik\"", "strik met", "\"met lodz\"", "cafes"] {
      #expect(try await scene.found(query).isEmpty, "\(query)")
    }
    #expect(try await scene.found("strik* met") == ["Café résumé"])
  }

  @Test func aMatchInTheTitleRanksAboveOnesInTheText() async throws {
    let scene = try await Scene()
    let filler = String(repeating: "Nothing much of note. ", count: 20)
    try await scene.deliver([
      article("Weather", id: "1", text: filler + "strike strike", published: -10),
      article("Strike begins", id: "2", text: filler, published: -60),
      article("Rain", id: "3", text: filler + "strike", published: -5),
    ])
    #expect(try await scene.found("strike") == ["Strike begins", "Weather", "Rain"])
    let ranks = try await scene.store.search("strike", limit: 10).map(\.rank)
    #expect(ranks == ranks.sorted(by: >))
  }

  @Test func aSnippetShowsTheMatchInItsPlace() async throws {
    let scene = try await Scene()
    let lead = String(repeating: "앞말 ", count: 60)
    try await scene.deliver([
      article("제목", id: "1", text: lead + "\n\n광장에서 촛불집회가\n열렸다. " + lead, published: -60),
      article("Only the title has café", id: "2", text: "Text alone.", published: -60),
    ])
    let hit = try #require(try await scene.store.search("촛불 \"열렸다\"", limit: 1).first)
    #expect(hit.snippet.filter(\.isMatch).map(\.text) == ["촛불", "열렸다"])
    let line = hit.snippet.map(\.text).joined()
    #expect(line.contains("광장에서 촛불집회가 열렸다. 앞말"))
    #expect(line.hasPrefix("…") && line.hasSuffix("…"))
    #expect(line.count <= Snippet.length + 2)
    let titled = try #require(try await scene.store.search("cafe", limit: 1).first)
    #expect(titled.snippet == [.init("Text alone.")])
  }

  @Test func aSearchKeepsToItsScope() async throws {
    let scene = try await Scene()
    let other = try await scene.store.addNewsroom(name: "other", mirrors: ["http://o.example/feed"])
    let mirror = try await scene.store.mirrors(of: other.id)[0]
    try await scene.deliver([
      article("Ours", id: "1", text: "strike", published: -60, sections: ["Labor"]),
      article("Ours too", id: "2", text: "strike", published: -50, sections: ["World"]),
    ])
    try await scene.store.commit(
      Delivery(
        newsroom: other.id, mirror: mirror.id, mirrorURL: mirror.url, cursor: Cursor(),
        articles: [article("Theirs", id: "1", text: "strike", published: -40)], now: Scene.noon))
    let ours = try #require(try await scene.store.headlines(.newsroom(scene.newsroom.id), limit: 5).last)
    try await scene.store.setStarred([ours.id], true)
    #expect(Set(try await scene.found("strike")) == ["Ours", "Ours too", "Theirs"])
    #expect(try await scene.found("strike", .newsroom(other.id)) == ["Theirs"])
    #expect(try await scene.found("strike", .section(scene.newsroom.id, "World")) == ["Ours too"])
    #expect(try await scene.found("strike", .starred) == ["Ours"])
  }

  @Test func aRemovedNewsroomLeavesNoWordBehind() async throws {
    let scene = try await Scene()
    try await scene.deliver((0..<30).map { article("t\($0)", id: "\($0)", text: "촛불 strike \($0)", published: -60) })
    try await scene.store.removeNewsroom(scene.newsroom.id)
    #expect(try await scene.found("strike").isEmpty)
    for table in ["newsroom", "mirror", "section", "article", "revision", "status", "listing", "round"] {
      #expect(try await scene.store.number("SELECT count(*) FROM \(table)") == 0, "\(table)")
    }
    #expect(try await scene.store.number("SELECT count(*) FROM search WHERE search MATCH '\"strike\"'") == 0)
  }

  @Test(arguments: ["", "   ", "\"open", "*", "«»", "...", "-", "( )", "\"\"", String(repeating: "a ", count: 40)])
  func aWrongQueryIsToldInWords(query: String) async throws {
    let scene = try await Scene()
    await #expect {
      try await scene.store.search(query, limit: 5)
    } throws: { error in
      guard case .badQuery(let phrase) = error as? StoreFault else { return false }
      return !phrase.pattern.isEmpty
    }
  }

  @Test(arguments: [
    "a AND", "NOT", "OR b", "words:strike", "^strike", "NEAR(a b)", "a\u{0}b", "{x}: y", "'; DROP TABLE article; --",
    "a -b", "\u{E000}n1", "한", "🚨 strike", "strike*", "((((", "\\\" strike",
  ])
  func nothingOfAQueryReachesTheIndexAsSyntax(query: String) async throws {
    let scene = try await Scene()
    try await scene.deliver([article("a", id: "1", text: "strike", published: -60)])
    do {
      _ = try await scene.store.search(query, limit: 5)
    } catch {
      guard case .badQuery = error else {
        Issue.record("\(error)")
        return
      }
    }
    #expect(try await scene.found("strike") == ["a"])
  }
}

/// SplitMix64.
private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// Runs of Hangul, Han and Kana of few different characters, so that substrings repeat.
  mutating func text() -> String {
    let letters = Array("가나다라마정부서울漢字新闻かなカナー𠮷")
    return (0..<40).map { _ in
      String((0..<Int.random(in: 1...9, using: &self)).compactMap { _ in letters.randomElement(using: &self) })
    }.joined(separator: " ")
  }
}
