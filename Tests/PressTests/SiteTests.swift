import Foundation
import Press
import TestSupport
import Testing

/// The readable site as whoever has nothing but a browser meets it.
@Suite struct SiteTests {
  /// Korean first: two articles in each language, one without any, a picture, a board, a correction, a retraction, mirrors.
  private func desk(_ languages: [String] = ["ko", "en"]) throws -> PressDesk {
    let desk = try PressDesk(languages: languages)
    let march = try desk.add(
      "---\nsections: 노동\nlang: ko\nbyline: 데스크\nplace: 서울\n---\n# 행진\n\n다리 위를 걸었다.\n\n![펼침막을 든 사람들](m.png)\n",
      pictures: ["m.png": PressDesk.png])
    _ = try desk.add(
      "---\nsections: Labor\nlang: en\nurgent: yes\n---\n# Walk-out\n\n| a | b |\n|---|---|\n\nAll left.")
    let talks = try desk.add("---\nsections: Labor\nlang: en-GB\n---\n# Talks\n\n> None yet.\n\n1. One\n2. Two")
    let rumour = try desk.add("---\nlang: ko\nsections: 소문\n---\n# 소문\n\n그렇다더라.")
    _ = try desk.add("---\nlang: de\nsections: Labor\n---\n# Streik\n\nAlle gingen.")
    for (kind, json) in [
      ("boards", "{\"boards\":[{\"name\":\"open\",\"title\":{\"ko\":\"열린 게시판\",\"en\":\"Open board\"}}]}"),
      ("sections", "{\"sections\":[{\"name\":\"Labor\",\"title\":{\"ko\":\"노동(영문)\",\"en\":\"Labour\"}}]}"),
      (
        "mirrors",
        "{\"mirrors\":[{\"url\":\"https://m1.example/s/\",\"operator\":\"Union\",\"country\":\"DE\",\"capabilities\":[\"read\",\"drop\"]}]}"
      ),
      ("message", "{\"id\":\"urn:uuid:1\",\"board\":\"open\",\"title\":\"어디서?\",\"text\":\"오늘 밤 어디서 모이나요?\"}"),
      (
        "message",
        "{\"board\":\"open\",\"title\":\"\",\"byline\":\"Min\",\"text\":\"At the cathedral.\",\"parent\":\"urn:uuid:1\"}"
      ),
    ] { try desk.newsroom.add(kind: kind, json: Array(json.utf8), now: desk.now) }
    try desk.publish()
    _ = try desk.add(
      "---\nlang: en-GB\nsections: Labor\nnote: They have begun.\n---\n# Talks\n\nThey have begun.", id: talks,
      later: 60)
    try desk.newsroom.retract(rumour, note: "사실이 아닙니다.", now: desk.now)
    _ = march
    try desk.publish(120)
    return desk
  }

  private func pages(_ desk: PressDesk) throws -> [String: String] {
    try desk.files().filter { $0.key.hasSuffix(".html") }.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test("Each article speaks its own language, and lists are there in both")
  func languages() throws {
    let desk = try desk()
    let (front, english) = (try desk.text("index.html"), try desk.text("index.en.html"))
    #expect(front.contains("<html lang=\"ko\">") && front.contains("최신 기사") && front.contains("href=\"index.en.html\""))
    for title in ["행진", "Walk-out", "Talks", "Streik"] { #expect(front.contains(">\(title)</a>"), "\(title)") }
    #expect(english.contains("<html lang=\"en\">") && english.contains("<h1>Latest</h1>") && english.contains("한국어"))
    #expect(english.contains(">Walk-out</a>") && english.contains(">Talks</a>"))
    #expect(!english.contains(">행진</a>") && !english.contains(">Streik</a>"))
    let pages = try pages(desk)
    let talks = try #require(pages.first { $0.key.hasPrefix("articles/") && $0.value.contains("<h1>Talks") }?.value)
    #expect(
      talks.contains("<html lang=\"en\">") && talks.contains("Corrected 2026-01-01") && talks.contains(">Labour</a>"))
    #expect(talks.contains("href=\"../../../archive/index.en.html\"") && talks.contains(">Archive</a>"))
    // In none of our languages: the site's first one, and its own is said.
    let german = try #require(pages.first { $0.key.hasPrefix("articles/") && $0.value.contains("<h1>Streik") }?.value)
    #expect(german.contains("<html lang=\"ko\">") && german.contains("<article lang=\"de\">"))
    #expect(try desk.text("mirrors.en.html").contains("The same news, elsewhere"))
    #expect(try desk.text("corrections.en.html").contains("They have begun."))
    #expect(try !desk.text("corrections.en.html").contains("사실이 아닙니다."))
    #expect(try desk.text("boards/open.en.html").contains("<h1>Open board</h1>"))
    #expect(pages["sections/" + "index.en.html"]?.contains("소문") == false)
  }

  @Test("A newsroom with one language has no second set of lists, and one whose language is not ours has English words")
  func oneLanguage() throws {
    for (languages, word) in [(["ko"], "최신 기사"), (["fr", "de"], "Latest"), (["en", "en-US"], "Latest")] {
      let desk = try desk(languages)
      #expect(try pages(desk).keys.allSatisfy { !$0.contains(".en.") && !$0.contains(".ko.") }, "\(languages)")
      #expect(try desk.text("index.html").contains(word))
    }
  }

  @Test("No link of the site leads nowhere")
  func links() throws {
    let desk = try desk()
    let files = Set(try desk.files().keys)
    var seen = 0
    for (path, page) in try pages(desk) {
      let folder = path.split(separator: "/").dropLast()
      for match in page.matches(of: /(?:href|src)="([^"#]+)"/) where !match.1.contains("://") {
        var place = Array(folder)
        for part in match.1.split(separator: "/") { if part == ".." { place.removeLast() } else { place.append(part) } }
        #expect(files.contains(place.joined(separator: "/")), "\(path): \(match.1)")
        seen += 1
      }
    }
    #expect(seen > 200)
  }

  @Test("Every page has a language, a title, one heading above all, a main part to skip to, and words for each picture")
  func landmarks() throws {
    for (path, page) in try pages(try desk()) {
      #expect(
        page.contains("<html lang=\"") && page.contains("<main id=\"text\">") && page.contains("href=\"#text\""),
        "\(path)")
      #expect(page.matches(of: /<h1/).count == 1 && page.matches(of: /<title>[^<]+<\/title>/).count == 1, "\(path)")
      #expect(page.contains("<nav aria-label=\"") && page.contains("width=device-width"), "\(path)")
      for image in page.matches(of: /<img [^>]*>/) { #expect(image.0.contains(/alt="[^"]+"/), "\(path): \(image.0)") }
      #expect(!page.contains("<script") && !page.contains(" style=\"") && !page.contains(" onload="), "\(path)")
      // A browser that shows the page asks nobody else for anything.
      #expect(!page.contains(/<(?:img|link|iframe|video|audio|source)[^>]*(?:src|href)="https?:/), "\(path)")
    }
  }

  private static let tidy = ["/usr/bin/tidy", "/usr/local/bin/tidy"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(
    "The validator has nothing to say of any page",
    .enabled(if: SiteTests.tidy != nil, "tidy is not installed (Debian package tidy): no page was checked with it"))
  func valid() throws {
    let desk = try desk()
    let process = Process()
    process.executableURL = URL(filePath: Self.tidy ?? "")
    process.arguments = ["-e", "-q", "-utf8"] + (try pages(desk).keys.sorted().map { desk.place + "/" + $0 })
    let said = desk.folder.file("tidy.txt")
    try Data().write(to: URL(filePath: said))
    process.standardError = FileHandle(forWritingAtPath: said)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOfFile: said, encoding: .utf8)
    #expect(process.terminationStatus == 0 && text.isEmpty, "\(text)")
  }
}
