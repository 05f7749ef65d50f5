import Foundation
import TestSupport
import Testing

@testable import Relay

/// Who sees what of the drops that are there.
@Suite(.timeLimit(.minutes(1)))
struct DropFetchTests {
  static let drop = DropTests.drop
  static let path = "/drop/\(DropTests.name)"

  @Test func everyoneMayAskForOneByItsName() async throws {
    try await ServedScene.relay { scene in
      _ = try await scene.put(Self.drop)
      let held = try await scene.get(Self.path, method: "HEAD")
      #expect(held.status == 200 && held.body.isEmpty && held.headers["content-length"] == "\(Self.drop.count)")
      try await scene.expect(404, getting: "/drop/\(ServedScene.name([1]))", method: "HEAD")
    }
  }

  @Test func theDeskListsAndFetches() async throws {
    try await ServedScene.relay { scene in
      let empty = try await scene.get("/drop/", ServedScene.credentials)
      #expect(empty.text == "[\r\n]" && empty.headers["content-type"] == "application/json")
      _ = try await scene.put(Self.drop)
      _ = try await scene.put(DropTests.large)
      try scene.folder.write([1], to: "spool/not-a-drop")
      try scene.folder.write([1], to: "spool/\(DropSpool.prefix)00")
      struct Entry: Decodable, Hashable { var name, type, mtime: String, size: Int }
      let list = try await scene.get("/drop/", ServedScene.credentials)
      let entries = try JSONDecoder().decode([Entry].self, from: Data(list.body))
      let drops = [Self.drop, DropTests.large]
      #expect(Set(entries.map(\.name)) == Set(drops.map(ServedScene.name)) && entries.count == 2)
      #expect(Set(entries.map(\.size)) == Set(drops.map(\.count)) && entries.allSatisfy { $0.type == "file" })
      let date = try Regex(#"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT"#)
      #expect(entries.allSatisfy { $0.mtime.wholeMatch(of: date) != nil })
      let fetched = try await scene.get(Self.path, ServedScene.credentials)
      #expect(fetched.status == 200 && fetched.body == Self.drop)
      let part = try await scene.get(Self.path, ServedScene.credentials + "\r\nRange: bytes=2-")
      #expect(part.status == 206 && part.text == "report")
      try await scene.expect(404, getting: "/drop/\(ServedScene.name([1]))", ServedScene.credentials)
    }
  }

  @Test(arguments: [
    "X-None: 1", ServedScene.authorization("desk:wrong"), ServedScene.authorization("desk:"),
    ServedScene.authorization("other:secret"), ServedScene.authorization("desk"), ServedScene.authorization(":secret"),
    ServedScene.authorization("desk:secret\0more"), "Authorization: Basic !!!", "Authorization: Bearer secret",
    "Authorization: Basic", "Authorization:",
  ])
  func anybodyElseIsAskedForThePassword(header: String) async throws {
    try await ServedScene.relay { scene in
      _ = try await scene.put(Self.drop)
      for (path, method) in [("/drop/", "GET"), ("/drop/", "HEAD"), (Self.path, "GET")] {
        let response = try await scene.get(path, header, method: method)
        #expect(response.status == 401 && response.headers["www-authenticate"]?.hasPrefix("Basic realm=") == true)
        #expect(!response.text.contains("report"))
      }
    }
  }

  @Test func withoutPasswordsNobodyListsOrFetches() async throws {
    try await ServedScene.relay(rules: { $0.auth = nil }) { scene in
      try await scene.expect(201, putting: Self.drop)
      for path in ["/drop/", Self.path] {
        try await scene.expect(403, getting: path, ServedScene.credentials)
      }
      try await scene.expect(200, getting: Self.path, method: "HEAD")
    }
  }

  @Test(arguments: [("0.0.0.0", false, 403), ("0.0.0.0", true, 200), ("127.0.0.1", false, 200)])
  func aPasswordInClearIsForThisMachineAloneUnlessToldOtherwise(host: String, isAllowed: Bool, status: Int) async throws
  {
    try await ServedScene.relay(host: host, rules: { $0.allowsPlainAuth = isAllowed }) { scene in
      try await scene.expect(201, putting: Self.drop)
      try await scene.expect(status, getting: "/drop/", ServedScene.credentials)
      // It is never asked for where it would be refused.
      try await scene.expect(status == 200 ? 401 : 403, getting: Self.path)
    }
  }

  @Test func theSpoolIsNoFolderOfTheMirror() async throws {
    try await ServedScene.relay(prepare: { folder in
      try folder.write(Self.drop, to: "spool/\(DropTests.name)")
      try folder.write([1], to: "spool/index.html")
      try folder.write([1], to: "spool/below/file.txt")
      try folder.write([1], to: "drop/file.txt")
      let links = FileManager.default
      try links.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "spool")
      try links.createSymbolicLink(atPath: folder.file("drop.bin"), withDestinationPath: "spool/\(DropTests.name)")
    }) { scene in
      for path in [
        "/spool/\(DropTests.name)", "/spool/", "/spool", "/spool/index.html", "/spool/below/file.txt", "/link/",
        "/link/\(DropTests.name)", "/drop.bin", "/pages/../spool/index.html", "/%73pool/index.html", "/drop/file.txt",
      ] {
        let response = try await scene.get(path, ServedScene.credentials)
        #expect(response.status == 404, "\(path)")
      }
      let text = try await scene.get("/news.atom").text
      #expect(text == "<feed/>")
    }
  }

  @Test func whatLiesInTheSpoolButIsNoFileIsNoDrop() async throws {
    try await ServedScene.relay { scene in
      let (link, folder) = (ServedScene.name([1]), ServedScene.name([2]))
      try FileManager.default.createSymbolicLink(
        atPath: "\(scene.spool)/\(link)", withDestinationPath: scene.folder.file("news.atom"))
      try FileManager.default.createDirectory(atPath: "\(scene.spool)/\(folder)", withIntermediateDirectories: false)
      for name in [link, folder] {
        try await scene.expect(404, getting: "/drop/\(name)", ServedScene.credentials)
      }
      let text = try await scene.get("/drop/", ServedScene.credentials).text
      #expect(text == "[\r\n]")
    }
  }

  @Test func guessingPasswordsKeepsNobodyWaiting() async throws {
    // 2^12 rounds: a quarter of a second each, for it is the C library's work in any build.
    let slow = "desk:$2y$12$YtayP7vH8fxQqBMIfPTtjueV.iOnii403ubUu7.JvPA/r/J8hMOnq"
    let auth = try DropAuth(text: slow, path: "passwords")
    try await ServedScene.relay(rules: { $0.auth = auth }) { scene in
      let guesses = (0..<24).map { number in
        let header = ServedScene.authorization("desk:\(number)")
        let request = "GET /drop/ HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n\r\n"
        return Task {
          let status = try await scene.client().exchange(request, within: .seconds(40)).status
          return (status, ContinuousClock.now)
        }
      }
      for _ in 0..<5 {
        try await scene.expect(200, getting: "/news.atom")
        try await scene.expect(404, getting: Self.path, method: "HEAD")
      }
      try await scene.expect(201, putting: Self.drop)
      let others = ContinuousClock.now
      var answers: [(status: Int, time: ContinuousClock.Instant)] = []
      for guess in guesses { answers.append(try await guess.value) }
      #expect(Set(answers.map(\.status)) == [401, 503])
      // Eight hashes take their time; nobody else waited for it.
      #expect(answers.contains { $0.time > others })
    }
  }

  @Test func theDeskGetsPastTheQueueOnceItWasLetIn() async throws {
    let hash = "desk:$2y$10$aDeBbMNTu/rKCDaUQNpoouMOWZ2mfLZ9Kip/WNOVqnl7UZDIYfnQG"
    let login = DropLogin(try DropAuth(text: hash, path: "passwords"))
    let field = String(ServedScene.credentials.dropFirst("Authorization: ".count))
    #expect(await login.verdict(on: field) == .admitted)
    await withTaskGroup(of: DropLogin.Verdict.self) { group in
      for number in 0..<2 * DropLogin.mostWaiting {
        let guess = ServedScene.authorization("desk:\(number)").dropFirst("Authorization: ".count)
        group.addTask { await login.verdict(on: String(guess)) }
      }
      // The first answer is that of one for whom there was no place.
      #expect(await group.next() == .busy)
      #expect(await login.verdict(on: field) == .admitted)
      for await verdict in group { #expect(verdict != .admitted) }
    }
    await login.stop()
  }
}
