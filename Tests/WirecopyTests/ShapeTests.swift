import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct ShapeTests {}
}

/// The JSON of `commands.md`: each member there, and of its type.
extension WholeProgram.ShapeTests {
  private enum Kind { case text, number, flag, texts, object }

  private func check(
    _ object: [String: Any], _ members: [String: Kind], optional: [String: Kind] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for name in members.keys {
      #expect(object[name] != nil, "\(name) is missing in \(object.keys.sorted())", sourceLocation: sourceLocation)
    }
    for (name, kind) in members.merging(optional, uniquingKeysWith: { $1 }) {
      guard let value = object[name] else { continue }
      let isRight =
        switch kind {
        case .text: value is String
        case .number: value is NSNumber
        case .flag: value is Bool
        case .texts: value is [String]
        case .object: value is [String: Any]
        }
      #expect(isRight, "\(name) is \(value)", sourceLocation: sourceLocation)
    }
  }

  private static let article: [String: Kind] = [
    "id": .number, "newsroom": .text, "title": .text, "link": .text, "published": .text, "sections": .texts,
    "language": .text, "byline": .text, "read": .flag, "starred": .flag, "urgent": .flag, "mirror": .text,
  ]

  @Test func everyCommandsAnswerHasTheMembersThatScriptsRelyOn() async throws {
    let lab = try await Lab.start(mirrors: 2, site: SampleFeed.site(3))
    let program = try Program()
    defer { program.clear() }
    let urls = lab.mirrors.map { $0.url("/news.atom") }
    #expect(try program.run(["add"] + urls + ["--name", "Strike"]).status == 0)
    lab.mirrors[0].fault = .reset
    let rounds = try object(try program.run("sync", "--json").output)["newsrooms"] as? [[String: Any]]
    lab.mirrors[1].fault = .reset
    let failed = try program.run("sync", "--json")
    await lab.stop()

    let round = try #require(rounds?.first)
    check(round, ["name": .text, "served": .text, "new": .number, "revised": .number, "milliseconds": .number])
    let outcomes = try #require(round["mirrors"] as? [[String: Any]])
    for outcome in outcomes {
      check(outcome, ["url": .text, "outcome": .text])
      #expect(["served", "unchanged", "lost", "failed"].contains(outcome["outcome"] as? String))
    }
    #expect(failed.status == 3)
    let unserved = try #require((try object(failed.output)["newsrooms"] as? [[String: Any]])?.first)
    #expect(unserved["served"] is NSNull)
    let bad = try #require(unserved["mirrors"] as? [[String: Any]])
    #expect(bad.count == 2 && bad.allSatisfy { $0["outcome"] as? String == "failed" })
    for outcome in bad { check(outcome, ["verdict": .text, "weight": .text, "sentence": .text, "evidence": .object]) }

    let listed = try #require(try object(try program.run("list", "--json").output)["articles"] as? [[String: Any]])
    #expect(listed.count == 3)
    for one in listed { check(one, Self.article, optional: ["updated": .text]) }
    let id = try #require(listed.first?["id"] as? Int)
    let read = try object(try program.run("read", "\(id)", "--json").output)
    check(read, Self.article.merging(["text": .text, "html": .text]) { $1 })
    let hits = try #require(
      try object(try program.run("search", "명동성당", "--json").output)["articles"] as? [[String: Any]])
    #expect(hits.count == 3)
    for hit in hits { check(hit, Self.article.merging(["snippet": .text, "rank": .number]) { $1 }) }

    let mirrors = try #require(try object(try program.run("mirrors", "--json").output)["mirrors"] as? [[String: Any]])
    #expect(mirrors.count == 2)
    for mirror in mirrors {
      check(
        mirror, ["newsroom": .text, "url": .text, "kind": .text, "state": .text, "pinned": .flag],
        optional: [
          "verdict": .text, "sentence": .text, "latencyMilliseconds": .number, "behind": .number, "lastGood": .text,
        ])
      #expect(["up", "resting", "disabled", "unknown"].contains(mirror["state"] as? String))
    }
  }

  @Test func parsePrintsOneObjectWithWhatTheDocumentGives() throws {
    let program = try Program()
    defer { program.clear() }
    let site = SampleFeed.site(2)
    let file = program.file("news.atom")
    try Data(try #require(site["/news.atom"]).bytes).write(to: URL(filePath: file))
    let parsed = try program.run("parse", file)
    #expect(parsed.status == 0)
    let feed = try object(parsed.output)
    check(feed, ["format": .text, "title": .text, "link": .text, "updated": .text])
    #expect(feed["format"] as? String == "atom")
    let items = try #require(feed["items"] as? [[String: Any]])
    #expect(items.count == 2)
    for item in items {
      check(
        item,
        [
          "id": .text, "title": .text, "link": .text, "authors": .texts, "published": .text, "content": .text,
          "categories": .texts, "language": .text,
        ])
    }
    let bare = try program.run(
      "parse", "-", input: "<rss version='2.0'><channel><item><title>x</title></item></channel></rss>")
    let item = try #require((try object(bare.output)["items"] as? [[String: Any]])?.first)
    #expect(item.keys.sorted() == ["title"] || item["content"] == nil, "what is not given is absent: \(item)")
  }
}
