import NIOCore
import Testing

@testable import Relay

/// What the relay decides without a socket.
struct RequestPathTests {
  @Test(arguments: [
    ("/", [], true), ("/news.atom", ["news.atom"], false), ("/a/b/", ["a", "b"], true),
    ("/a%20b?x=/../y", ["a b"], false), ("/%ED%95%9C%EA%B8%80.html", ["한글.html"], false),
    ("/a%2Bb+c", ["a+b+c"], false), ("http://mirror.example:80/a/b", ["a", "b"], false), ("/a#b", ["a"], false),
    ("/a..b/..c".replacing("..c", with: "c.."), ["a..b", "c.."], false),
  ])
  func aTargetNamesAFile(target: String, names: [String], isFolder: Bool) throws {
    let path = try #require(RequestPath(target: target))
    #expect(path.names == names && path.isFolder == isFolder)
  }

  static let tricks = [
    "", "*", "news.atom", "//", "//news.atom", "/pages//index.html", "/..", "/../etc/passwd", "/pages/../news.atom",
    "/./news.atom", "/%2e%2e/news.atom", "/%2E%2e%2fetc/passwd", "/pages%2findex.html", "/pages%2Findex.html",
    "/pages%5cindex.html", "/pages\\index.html", "/..%5c..%5cetc", "/news.atom%00", "/news.atom%00.html", "/%00",
    "/.hidden", "/%2ehidden", "/.git/config", "/pages/.secret", "/%", "/%4", "/%zz", "/%+1", "/%-1", "/%ff%fe",
    "/%c0%ae%c0%ae/x",
    "/a%0d%0ab", "/a%7f", "/" + String(repeating: "a/", count: 2100) + "b", "/" + String(repeating: "x", count: 256),
    "http://mirror.example", "https://mirror.example/x",
  ]

  @Test(arguments: tricks)
  func aTrickNamesNothing(target: String) {
    #expect(RequestPath(target: target) == nil)
  }
}

struct ByteRangeTests {
  @Test(arguments: [
    ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=2-4", .part(2..<5)), ("BYTES=9-", .part(9..<10)),
    ("bytes=0-999999999999999999999999", .part(0..<10)), ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)),
    ("bytes=10-", .unsatisfiable), ("bytes=10-12", .unsatisfiable), ("bytes=-0", .unsatisfiable),
    ("bytes=99999999999999999999999-", .unsatisfiable), ("bytes=5-4", .whole), ("bytes=-", .whole),
    ("bytes=a-b", .whole), ("bytes=0-1,3-4", .whole), ("bytes=+1-2", .whole), ("bytes=1", .whole),
    ("lines=0-1", .whole),
    ("bytes=1-2-3", .whole), ("", .whole),
  ])
  func aFieldAsksForAPart(field: String, expected: ByteRange) {
    #expect(ByteRange(field, size: 10) == expected)
  }

  @Test func anEmptyFileHasNoParts() {
    #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
    #expect(ByteRange(nil, size: 0) == .whole)
  }
}

struct HeadScanTests {
  @Test(arguments: 1...7)
  func aHeadEndsAtItsFirstEmptyLineInPiecesOfAnySize(size: Int) {
    let heads = ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /b HTTP/1.1\nA: b\n\n", "\r\nGET /c HTTP/1.1\r\n\r\n"]
    var scan = HeadScan()
    var pieces: [String] = []
    var current: [UInt8] = []
    var bytes = Array(heads.joined().utf8)[...]
    while !bytes.isEmpty {
      var buffer = ByteBuffer(bytes: bytes.prefix(size))
      bytes = bytes.dropFirst(size)
      while buffer.readableBytes > 0, let piece = scan.next(in: &buffer) {
        current += piece.readableBytesView
        if current.suffix(3).elementsEqual("\n\r\n".utf8) || current.suffix(2).elementsEqual("\n\n".utf8) {
          pieces.append(String(decoding: current, as: UTF8.self))
          current = []
        }
      }
    }
    #expect(pieces == heads && current.isEmpty)
  }
}

struct ConnectionWatchTests {
  static let limits = ServeLimits()
  let start = NIODeadline.now()

  @Test func aHeadHasTenSecondsFromConnecting() {
    var watch = ConnectionWatch(limits: Self.limits, now: start)
    #expect(watch.check(now: start + .seconds(10), taken: 0, waiting: false) == nil)
    #expect(watch.readHead(10, now: start + .seconds(9)) == nil)
    #expect(watch.check(now: start + .milliseconds(10_001), taken: 0, waiting: false) == .headTooSlow)
  }

  @Test func aHeadHas16KiBWhateverItsPieces() {
    var watch = ConnectionWatch(limits: Self.limits, now: start)
    #expect(watch.readHead(10_000, now: start) == nil && watch.readHead(6_384, now: start) == nil)
    #expect(watch.readHead(1, now: start) == .headTooLong)
  }

  @Test func aNextHeadIsCountedAndTimedAnew() {
    var watch = answered(at: start + .seconds(1))
    #expect(watch.check(now: start + .seconds(20), taken: 0, waiting: false) == nil)
    #expect(watch.readHead(16_384, now: start + .seconds(20)) == nil)
    #expect(watch.check(now: start + .seconds(29), taken: 0, waiting: false) == nil)
    #expect(watch.check(now: start + .seconds(31), taken: 0, waiting: false) == .headTooSlow)
  }

  @Test func betweenRequestsItMayPauseForThirtySeconds() {
    var watch = answered(at: start)
    #expect(watch.check(now: start + .seconds(30), taken: 0, waiting: false) == nil)
    #expect(watch.check(now: start + .seconds(31), taken: 0, waiting: false) == .idle)
  }

  @Test func aBodyHasItsTimeAndItsSize() {
    var watch = ConnectionWatch(limits: Self.limits, now: start)
    watch.beganRequest(now: start + .seconds(9))
    #expect(watch.readBody(16_384) == nil && watch.readBody(1) == .bodyTooLarge)
    #expect(watch.check(now: start + .seconds(19), taken: 0, waiting: false) == nil)
    #expect(watch.check(now: start + .seconds(20), taken: 0, waiting: false) == .bodyTooSlow)
  }

  @Test func aClientThatTakesNothingOfItsResponseIsStalledAndOneThatTakesLittleIsNot() {
    var watch = ConnectionWatch(limits: Self.limits, now: start)
    watch.beganRequest(now: start)
    watch.endedRequest(now: start)
    for second in stride(from: Int64(50), through: 500, by: 50) {
      #expect(watch.check(now: start + .seconds(second), taken: Int(second), waiting: true) == nil)
    }
    #expect(watch.check(now: start + .seconds(561), taken: 500, waiting: true) == .stalled)
  }

  @Test func aResponseThatWaitsForTheDiskIsNotTheClientsFault() {
    var watch = ConnectionWatch(limits: Self.limits, now: start)
    watch.beganRequest(now: start)
    watch.endedRequest(now: start)
    #expect(watch.check(now: start + .seconds(500), taken: 0, waiting: false) == nil)
  }

  /// A connection whose first request was answered.
  private func answered(at time: NIODeadline) -> ConnectionWatch {
    var watch = ConnectionWatch(limits: Self.limits, now: start)
    _ = watch.readHead(100, now: start)
    watch.beganRequest(now: start)
    watch.endedRequest(now: start)
    watch.answered(now: time)
    return watch
  }
}
