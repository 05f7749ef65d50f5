import Foundation
import TestSupport
import Testing

@testable import Relay

/// What is served of a folder, and what never is.
@Suite(.timeLimit(.minutes(1)))
struct FolderTests {
  @Test func aFileComesWithTypeValidatorsAndNoBanner() async throws {
    try await ServedScene.play { scene in
      let response = try await scene.get("/news.atom")
      #expect(response.status == 200 && response.text == "<feed/>")
      #expect(response.headers["content-type"] == "application/atom+xml; charset=utf-8")
      #expect(response.headers["x-content-type-options"] == "nosniff" && response.headers["accept-ranges"] == "bytes")
      #expect(response.headers["etag"]?.hasPrefix("\"") == true && response.headers["last-modified"] != nil)
      #expect(response.headers["date"] != nil && response.headers["server"] == nil)
      let head = try await scene.get("/news.atom", method: "HEAD")
      #expect(head.status == 200 && head.body.isEmpty && head.headers["content-length"] == "7")
      #expect(head.headers["etag"] == response.headers["etag"])
    }
  }

  @Test(arguments: [
    ("a.xml", "application/xml; charset=utf-8"), ("a.rss", "application/rss+xml; charset=utf-8"),
    ("a.rdf", "application/rdf+xml; charset=utf-8"), ("a.json", "application/json; charset=utf-8"),
    ("a.HTML", "text/html; charset=utf-8"), ("a.txt", "text/plain; charset=utf-8"),
    ("a.css", "text/css; charset=utf-8"), ("a.opml", "text/x-opml; charset=utf-8"), ("a.jpg", "image/jpeg"),
    ("a.png", "image/png"), ("a.gif", "image/gif"), ("a.webp", "image/webp"), ("a.svg", "image/svg+xml"),
    ("a.mp3", "audio/mpeg"), ("a", "application/octet-stream"), ("a.unheard-of", "application/octet-stream"),
  ])
  func aTypeFollowsTheName(name: String, type: String) async throws {
    try await ServedScene.play(prepare: { try $0.write([1], to: name) }) { scene in
      let response = try await scene.get("/" + name)
      #expect(response.status == 200 && response.headers["content-type"] == type)
    }
  }

  @Test func anIndexStandsForItsFolder() async throws {
    try await ServedScene.play { scene in
      let index = try await scene.get("/pages/")
      #expect(index.text == "<p>index</p>" && index.headers["content-type"] == "text/html; charset=utf-8")
      let moved = try await scene.get("/pages?x=1")
      #expect(moved.status == 301 && moved.headers["location"] == "/pages/?x=1")
      var statuses: [Int] = []
      for path in ["/", "/pages/deep", "/pages/deep/", "/news.atom/", "/absent", "/absent/"] {
        statuses.append(try await scene.get(path).status)
      }
      #expect(statuses == [404, 404, 404, 404, 404, 404])
      let spaced = try await scene.get("/pages/deep/a%20b.txt")
      #expect(spaced.text == "spaced")
    }
  }

  @Test func everyTrickIs404OnAConnectionThatLivesOn() async throws {
    try await ServedScene.play(prepare: { try $0.write([1], to: ".hidden") }) { scene in
      let client = try await scene.client()
      // What is no target at all in HTTP is the decoder's to refuse.
      for target in RequestPathTests.tricks where target.hasPrefix("/") {
        let response = try await client.get(target)
        #expect(response.status == 404, "\(target)")
      }
      let alive = try await client.get("/news.atom")
      #expect(alive.status == 200)
    }
  }

  @Test func linksAreFollowedInsideOnlyAndNothingHiddenIsShown() async throws {
    let outside = try TemporaryFolder()
    let secret = try outside.write(Array("secret".utf8), to: "secret.txt")
    try await ServedScene.play(prepare: { folder in
      try folder.write([1], to: ".hidden/file.txt")
      for (name, target) in [
        ("out.txt", secret), ("out", outside.path), ("up", ".."), ("passwd", "/etc/passwd"), ("loop", "loop"),
        ("dangling", "nowhere"), ("hidden.txt", ".hidden/file.txt"), ("hidden", ".hidden"), ("in.atom", "news.atom"),
        ("in", "pages"), ("chain", "in"), ("prefix", folder.path + "-not-this"),
      ] {
        try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: target)
      }
      try FileManager.default.createDirectory(atPath: folder.path + "-not-this", withIntermediateDirectories: true)
      try Data([1]).write(to: URL(filePath: folder.path + "-not-this/index.html"))
    }) { scene in
      defer { try? FileManager.default.removeItem(atPath: scene.folder.path + "-not-this") }
      for path in [
        "/out.txt", "/out/secret.txt", "/up/secret.txt", "/passwd", "/loop", "/dangling", "/hidden.txt",
        "/hidden/file.txt", "/prefix/", "/prefix/index.html",
      ] {
        let response = try await scene.get(path)
        #expect(response.status == 404, "\(path)")
      }
      for (path, text) in [("/in.atom", "<feed/>"), ("/in/deep/a%20b.txt", "spaced"), ("/chain/", "<p>index</p>")] {
        let response = try await scene.get(path)
        #expect(response.status == 200 && response.text == text, "\(path)")
      }
    }
  }

  @Test func aFIFOAndASocketAre404AndHangNobody() async throws {
    try await ServedScene.play(prepare: { folder in
      #expect(mkfifo(folder.file("fifo"), 0o600) == 0 && mkfifo(folder.file("index.html"), 0o600) == 0)
      #expect(mknod(folder.file("socket"), S_IFSOCK | 0o600, 0) == 0)
    }) { scene in
      for path in ["/fifo", "/", "/socket"] {
        let response = try await scene.get(path)
        #expect(response.status == 404, "\(path)")
      }
    }
  }

  @Test func theServedFolderMayItselfBeALink() async throws {
    let real = try TemporaryFolder()
    try real.write([1, 2, 3], to: "x.bin")
    let links = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: links.file("www"), withDestinationPath: real.path)
    let folder = try ServedFolder(links.file("www"))
    let path = try #require(RequestPath(target: "/x.bin"))
    guard case .file(let file) = try folder.find(path) else {
      Issue.record("the file was not found")
      return
    }
    #expect(file.size == 3)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "CONNECT"])
  func onlyGetAndHeadAreAllowed(method: String) async throws {
    try await ServedScene.play { scene in
      let response = try await scene.get("/news.atom", method: method)
      #expect(response.status == 405 && response.headers["allow"] == "GET, HEAD")
    }
  }

  @Test func anAnswerToHeadHasNoBodyWhateverItSays() async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client()
      for (path, status) in [("/absent", 404), ("/pages", 301), ("/news.atom", 200), ("/..", 404)] {
        let response = try await client.get(path, method: "HEAD")
        #expect(response.status == status && response.body.isEmpty && response.headers["content-length"] != "0")
      }
      let after = try await client.get("/news.atom")
      #expect(after.text == "<feed/>")
    }
  }

  @Test func aTargetMayNameItsHost() async throws {
    try await ServedScene.play { scene in
      let response = try await scene.get("http://localhost/news.atom")
      #expect(response.text == "<feed/>")
    }
  }

  @Test(arguments: [
    ("If-None-Match: ETAG", 304), ("If-None-Match: W/ETAG", 304), ("If-None-Match: \"x\" , ETAG", 304),
    ("If-None-Match: *", 304), ("If-None-Match: \"x\"", 200), ("If-Modified-Since: DATE", 304),
    ("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT", 200), ("If-Modified-Since: nonsense", 200),
    ("If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT", 304),
    ("If-None-Match: \"x\"\r\nIf-Modified-Since: DATE", 200), ("If-Match: ETAG", 200), ("If-Match: W/ETAG", 412),
    ("If-Match: \"x\"", 412), ("If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT", 412),
    ("If-Unmodified-Since: DATE", 200),
  ])
  func aConditionDecides(condition: String, status: Int) async throws {
    try await ServedScene.play { scene in
      let first = try await scene.get("/news.atom")
      let etag = try #require(first.headers["etag"])
      let date = try #require(first.headers["last-modified"])
      let field = condition.replacing("ETAG", with: etag).replacing("DATE", with: date)
      let response = try await scene.get("/news.atom", field)
      #expect(response.status == status)
      #expect(status != 304 || (response.headers["etag"] == etag && response.body.isEmpty))
    }
  }

  @Test func aChangedFileHasAnotherETag() async throws {
    try await ServedScene.play { scene in
      let first = try await scene.get("/news.atom")
      try scene.folder.write(Array("<feed>2</feed>".utf8), to: "news.atom")
      let second = try await scene.get("/news.atom", "If-None-Match: \(first.headers["etag"] ?? "")")
      #expect(second.status == 200 && second.text == "<feed>2</feed>")
      #expect(second.headers["etag"] != first.headers["etag"])
    }
  }

  @Test func partsOfALargeFileAreItsBytes() async throws {
    try await ServedScene.play { scene in
      let size = ServedScene.large.count
      for (field, bounds) in [
        ("bytes=0-0", 0..<1), ("bytes=65535-65537", 65535..<65538), ("bytes=100000-999999", 100_000..<1_000_000),
        ("bytes=-70000", size - 70_000..<size), ("bytes=\(size - 1)-", size - 1..<size),
      ] {
        let response = try await scene.get("/large.bin", "Range: \(field)")
        #expect(response.status == 206)
        #expect(response.headers["content-range"] == "bytes \(bounds.lowerBound)-\(bounds.upperBound - 1)/\(size)")
        #expect(response.body.elementsEqual(ServedScene.large[bounds]), "\(field)")
      }
      let beyond = try await scene.get("/large.bin", "Range: bytes=\(size)-")
      #expect(beyond.status == 416 && beyond.headers["content-range"] == "bytes */\(size)")
      let whole = try await scene.get("/large.bin")
      #expect(whole.status == 200 && whole.body == ServedScene.large)
      let head = try await scene.get("/large.bin", "Range: bytes=0-9", method: "HEAD")
      #expect(head.status == 200 && head.headers["content-length"] == "\(size)")
    }
  }

  @Test func aPartIsSentOfTheSameStateOnly() async throws {
    try await ServedScene.play { scene in
      let first = try await scene.get("/news.atom")
      let range = "Range: bytes=1-2\r\nIf-Range: "
      let same = try await scene.get("/news.atom", range + (first.headers["etag"] ?? ""))
      let dated = try await scene.get("/news.atom", range + (first.headers["last-modified"] ?? ""))
      let other = try await scene.get("/news.atom", range + "\"other\"")
      #expect(same.text == "fe" && dated.text == "fe" && other.status == 200 && other.text == "<feed/>")
    }
  }

  @Test func anEmptyFileIsServed() async throws {
    try await ServedScene.play(prepare: { try $0.write([], to: "empty.txt") }) { scene in
      let response = try await scene.get("/empty.txt")
      #expect(response.status == 200 && response.headers["content-length"] == "0")
    }
  }

  @Test func aFileThatIsCutShortMeanwhileEndsTheConnectionNotTheTruth() async throws {
    try await ServedScene.play { scene in
      let client = try await scene.client(receiveBuffer: 4096)
      try await client.send("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let (start, _) = await client.read(1)
      #expect(truncate(scene.folder.file("large.bin"), 100) == 0)
      let (rest, end) = await client.read()
      #expect(end == .closed || end == .reset)
      #expect(start.count + rest.count < ServedScene.large.count)
    }
  }
}
