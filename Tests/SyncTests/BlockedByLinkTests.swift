import Testing
import Wire

@testable import Sync

@Suite struct BlockedByLinkTests {
  private func withheld(_ link: String) -> WireResponse {
    WireResponse(status: 451, headers: [WireHeader("Link", link)], url: "https://kr1.example/feed")
  }

  @Test(
    arguments: [
      ("<https://a.example/x,y>; title=\"one, two; rel=x\"; rel=\"next blocked-by\"", "https://a.example/x,y"),
      ("</why>;rel=blocked-by", "https://kr1.example/why"),
      ("<https://a.example/>; REL = \"Blocked-By\"", "https://a.example/"),
      ("<javascript:alert(1)>; rel=blocked-by", nil), ("<https://a.example/>; rel=author; rel=blocked-by", nil),
      ("<https://a.example/>, rel=blocked-by", nil), ("<https://a.example/", nil), ("; rel=blocked-by", nil),
      ("<https://a.example/\(String(repeating: "x", count: 3_000))>; rel=blocked-by", nil),
    ] as [(String, String?)])
  func aBlockedByLinkIsReadAsRFC8288HasIt(header: String, target: String?) {
    #expect(BlockedByLink.target(of: withheld(header)) == target)
  }

  @Test func noLinkHeaderOverwhelmsItsReader() {
    var generator = SeededNumbers(seed: 7)
    let pieces = ["<", ">", ";", ",", "\"", "rel", "=", "blocked-by", "https://a.example/", " ", "\\", "é", "\u{0}"]
    for _ in 0..<3_000 {
      let header = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      let target = BlockedByLink.target(of: withheld(header))
      #expect(target.map { $0.hasPrefix("http") } ?? true)
    }
  }
}
