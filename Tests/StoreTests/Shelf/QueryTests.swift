import Foundation
import News
import Testing

@testable import Store

struct QueryTests {
  @Test func filtersWordsAndNegationsAreRead() throws {
    let query = try ArticleQuery(
      "strike -weather from:\"Kim Min\" -lang:ko after:7d unread 12:30 https://a.example/ pic*")
    #expect(
      query.parts.map(\.test) == [
        .words("strike"), .words("weather"), .from("Kim Min"), .language("ko"), .after(.back(days: 7)), .read,
        .words("12:30"), .words("https://a.example/"), .beginning("pic"),
      ])
    #expect(query.parts.map(\.isNegated) == [false, true, false, true, false, true, false, false, false])
    #expect(query.parts[2].range == 16..<30)
    #expect(try ArticleQuery("\"unread\" -unread").parts.map(\.test) == [.words("unread"), .read])
    #expect(try ArticleQuery("-unread").parts[0].isNegated == false)
  }

  @Test(arguments: [
    ("a from:", 2..<7), ("lang:한국어", 0..<8), ("x before:2026-13", 2..<16), ("after:tomorrow", 0..<14),
    ("has:film", 0..<8), ("is:new", 0..<6), ("auther:kim", 0..<10), ("ok \"open", 3..<8), ("a *", 2..<3),
    ("before:2026-02-29", 0..<17), ("before:26-01", 0..<12),
  ])
  func aWrongQuerySaysWhatAndWhere(text: String, range: Range<Int>) {
    #expect {
      _ = try ArticleQuery(text)
    } throws: { error in
      guard let fault = error as? QueryFault else { return false }
      return fault.range == range && !fault.phrase.pattern.isEmpty
    }
  }

  @Test func datesAreDaysOfTheReadersCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Asia/Seoul"))
    let now = try #require(calendar.date(from: DateComponents(year: 2026, month: 3, day: 31, hour: 1)))
    func day(_ text: String) throws -> String {
      let date = try #require(QueryDate(text)).moment(now: now, calendar)
      let parts = calendar.dateComponents([.year, .month, .day, .hour], from: date)
      return [parts.year, parts.month, parts.day, parts.hour].map { String($0 ?? -1) }.joined(separator: "-")
    }
    #expect(try day("2026") == "2026-1-1-0")
    #expect(try day("2024-02-29") == "2024-2-29-0")
    #expect(try day("today") == "2026-3-31-0")
    #expect(try day("yesterday") == "2026-3-30-0")
    #expect(try day("2w") == "2026-3-17-1")
    #expect(try day("1m") == "2026-2-28-1")
    #expect(try day("1y") == "2025-3-31-1")
  }

  /// What each filter finds, beside words and alone.
  @Test func filtersFindWhatTheySay() async throws {
    let scene = try await Scene()
    var a = article("Korean", id: "1", text: "strike 파업", published: -3 * 1440, sections: ["노동"])
    (a.language, a.authors) = ("ko-KR", ["김민", "Lee"])
    var b = article("English", id: "2", text: "strike again", published: -2 * 1440, sections: ["Labor rights"])
    (b.language, b.authors) = ("en", ["Kim Min"])
    var c = article("Picture", id: "3", text: "strike", published: -60)
    c.content = "<p><img src=\"http://a.example/x.jpg\" alt=\"\">strike</p>"
    let d = article("None", id: "4", text: "weather", published: -30)
    try await scene.deliver([a, b, c, d])
    let ids = try await scene.store.headlines(.all, limit: 9)
    try await scene.store.setRead([ids[3].id], true)
    try await scene.store.setStarred([ids[2].id], true)
    for (query, titles) in [
      ("lang:ko", ["Korean"]), ("lang:en strike", ["English"]), ("-lang:en strike", ["Picture", "Korean"]),
      ("from:kim", ["English"]), ("from:김", ["Korean"]), ("from:\"kim min\"", ["English"]), ("from:min", ["English"]),
      ("from:im", []), ("-from:kim -from:lee", ["None", "Picture"]), ("section:labor", ["English"]),
      ("section:rights strike", ["English"]), ("section:노", ["Korean"]), ("has:picture", ["Picture"]),
      ("-has:picture strike", ["Korean", "English"]), ("unread", ["None", "Picture", "English"]), ("read", ["Korean"]),
      ("starred", ["English"]), ("-starred strike", ["Picture", "Korean"]), ("newsroom:strike weather", ["None"]),
      ("newsroom:other", []), ("-strike", ["None"]), ("-\"strike again\" strike", ["Picture", "Korean"]),
      ("-파업 strike", ["Picture", "English"]), ("before:2025-10-08", ["English", "Korean"]),
      ("after:2025-10-08 strike", ["Picture"]), ("after:1d", ["None", "Picture"]), ("before:1d -lang:ko", ["English"]),
      ("tag:none", []), ("-tag:none weather", ["None"]),
    ] {
      let found = try await scene.store.search(query, limit: 9, now: Scene.noon).map(\.headline.title)
      #expect(Set(found) == Set(titles) && found.count == titles.count, "\(query): \(found)")
      if !query.contains("strike") { #expect(found == titles, "\(query)") }
    }
  }
}
