import Testing

@testable import wirecopy

/// What is prose in a list of mirrors, and what is an address.
@Suite struct MirrorLinesTests {
  @Test func proseIsTakenOutAndLinesKeepTheirNumbers() {
    let taken = [
      "# a list", "kr1.example/news.atom", "localhost:8080/feed relay", "192.0.2.7", "[2001:db8::7]:80/", "2001:db8::7",
      "https://intranet/feed", "feed:kr2.example", "",
    ]
    let prose = ["wirecopy reads news", "sent. me@here", "foo", ".hidden/feed", "news:8080/feed", "feed:foo", "소식"]
    let lines = MirrorLines((taken + prose + ["https://last.example/"]).joined(separator: "\r\n"))
    #expect(lines.prose.map(\.line) == prose.indices.map { taken.count + $0 + 1 })
    #expect(lines.prose.map(\.text) == prose.map { $0.contains("@") ? "" : $0 }, "no password is repeated")
    let left = lines.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let empty = [String](repeating: "", count: prose.count)
    #expect(left == taken + empty + ["https://last.example/"])
    #expect(lines.sentences.count == 4)
    #expect(MirrorLines("https://a.example/\n").sentences.isEmpty)
  }
}
