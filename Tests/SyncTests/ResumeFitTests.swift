import News
import Testing
import Wire

@testable import Sync

/// What a head says of whether a body may be gone on with, and whether an answer is what was asked for.
@Suite struct ResumeFitTests {
  private let way = ResumeDocument.Way("https://kr1.example/feed", WireRoute())

  private func head(_ status: Int, _ fields: [String: String]) -> WireHead {
    WireHead(status: status, headers: fields.map { WireHeader($0.key, $0.value) })
  }

  private let good = ["ETag": "\"1\"", "Accept-Ranges": "bytes", "Content-Length": "100000"]

  private func document(_ change: [String: String?] = [:], status: Int = 200) throws -> ResumeDocument? {
    var fields = good
    for (name, value) in change { fields[name] = value }
    return ResumeDocument(head(status, fields), way: try #require(way))
  }

  @Test func aStrongTagRangesAndALengthMakeABodyThatOthersCanGoOnWith() throws {
    let document = try #require(try document())
    #expect(document.etag == "\"1\"")
    #expect(document.total == 100_000)
  }

  @Test(
    arguments: [
      ["ETag": nil], ["ETag": "W/\"1\""], ["ETag": "1"], ["ETag": "\""], ["ETag": "\"a\"b\""], ["ETag": "\"a\nb\""],
      ["ETag": "\"" + String(repeating: "x", count: 300) + "\""], ["Accept-Ranges": nil], ["Accept-Ranges": "none"],
      ["Content-Encoding": "gzip"], ["Content-Length": nil], ["Content-Length": "-1"], ["Content-Length": "0"],
      ["Content-Length": "9999999999999999999999"], ["Content-Length": "8388609"], ["Transfer-Encoding": "chunked"],
    ] as [[String: String?]])
  func anythingElseIsNoBeginning(change: [String: String?]) throws { #expect(try document(change) == nil) }

  @Test(arguments: [201, 203, 204, 304, 404, 206]) func anotherStatusIsNoBeginning(status: Int) throws {
    #expect(try document(status: status) == nil)
  }

  @Test func twoTagsAreNone() throws {
    let fields = good.map { WireHeader($0.key, $0.value) } + [WireHeader("etag", "\"2\"")]
    #expect(ResumeDocument(WireHead(status: 200, headers: fields), way: try #require(way)) == nil)
  }

  @Test(
    arguments: [
      ("bytes 10-99/100", 10, 100), ("Bytes 0-0/1", 0, 1), ("bytes 10-98/100", nil, nil),
      ("bytes 10-100/100", nil, nil),
      ("bytes 99-10/100", nil, nil), ("bytes 10-99/*", nil, nil), ("bytes */100", nil, nil), ("bytes 10-99", nil, nil),
      ("bytes 10-99/100/100", nil, nil), ("bytes -10-99/100", nil, nil), ("bytes +10-99/100", nil, nil),
      ("bytes 10 - 99/100", nil, nil), ("items 10-99/100", nil, nil), ("", nil, nil), ("bytes ", nil, nil),
      ("bytes 10-99999999999999999999/100000000000000000000", nil, nil), ("bytes 10-99/0", nil, nil),
      ("bytes 9223372036854775807-9223372036854775807/9223372036854775807", nil, nil), ("bytes １０-99/100", nil, nil),
      ("bytes 0-0/0x1", nil, nil),
    ] as [(String, Int?, Int?)])
  func aContentRangeIsReadStrictly(text: String, first: Int?, total: Int?) {
    let range = ContentRange(head(206, ["Content-Range": text]))
    #expect(range?.first == first && range?.total == total)
  }

  @Test func theRestIsAskedForFromALittleBeforeTheEndUnderTheTagsCondition() throws {
    let document = try #require(try document())
    #expect(BodyResume(document, bytes: 16_383) == nil, "too little to be worth it")
    #expect(BodyResume(document, bytes: 100_000) == nil, "nothing is missing")
    let resume = try #require(BodyResume(document, bytes: 50_000))
    #expect(resume.from == 45_904)
    #expect(
      resume.headers == [
        WireHeader("Range", "bytes=45904-"), WireHeader("If-Range", "\"1\""), WireHeader("Accept-Encoding", "identity"),
      ])
  }

  @Test(
    arguments: [
      ([:], .rest), (["Content-Range": "bytes 45905-99999/100000"], .none),
      (["Content-Range": "bytes 45904-99999/100001"], .none), (["Content-Range": "bytes 45904-100000/100001"], .none),
      (["Content-Range": nil], .none), (["ETag": "\"2\""], .none), (["ETag": "W/\"1\""], .none), (["ETag": nil], .none),
      (["Content-Encoding": "gzip"], .none), (["Content-Range": "bytes 45904-50000/100000"], .none),
      (["Content-Type": "multipart/byteranges; boundary=x", "Content-Range": nil], .none),
    ] as [([String: String?], BodyResume.Fit)])
  func aPartThatIsNotExactlyTheRestIsOfNoUse(change: [String: String?], fit: BodyResume.Fit) throws {
    let resume = try #require(try document().flatMap { BodyResume($0, bytes: 50_000) })
    var fields = ["ETag": "\"1\"", "Content-Range": "bytes 45904-99999/100000", "Content-Length": "54096"]
    for (name, value) in change { fields[name] = value }
    #expect(resume.fit(head(206, fields)) == fit)
  }

  @Test(
    arguments: [(200, .whole), (404, .whole), (503, .whole), (451, .whole), (416, .none), (304, .none)]
      as [(Int, BodyResume.Fit)])
  func anotherStatusIsAnAnswerOfItsOwnOrOfNoUse(status: Int, fit: BodyResume.Fit) throws {
    let resume = try #require(try document().flatMap { BodyResume($0, bytes: 50_000) })
    #expect(resume.fit(head(status, ["Content-Range": "bytes */100000", "ETag": "\"1\""])) == fit)
  }

  @Test func whatCameInTheClearOrThroughAnotherProxyIsNotGoneOnWith() throws {
    let tor = WireRoute(proxy: .socks5h(host: "127.0.0.1", port: 9050))
    let ways = [
      ResumeDocument.Way("http://kr1.example/feed", WireRoute()), ResumeDocument.Way("https://kr1.example/feed", tor),
      ResumeDocument.Way("https://kr1.example/feed", WireRoute(proxy: .direct)),
    ]
    #expect(Set(ways + [way]).count == 4)
    #expect(ResumeDocument.Way("https://de1.example/other", WireRoute(pins: ["x"])) == way)
    #expect(ResumeDocument.Way("gopher://kr1.example/", WireRoute()) == nil)
    var parts = ResumeParts()
    let document = try #require(try document())
    parts.begin(1, of: .init(rawValue: 1), document, from: 0)
    parts.take(1, bytes: 50_000)
    #expect(parts.resume(try #require(way)) != nil)
    for other in ways { #expect(parts.resume(try #require(other)) == nil) }
  }
}
