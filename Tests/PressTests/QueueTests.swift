import Edition
import Foundation
import News
import Press
import Seal
import TestSupport
import Testing

/// What waits for a publication: nothing that comes in is lost, and nothing that waits holds up the rest.
@Suite struct QueueTests {
  private func words(_ fault: PressFault?) -> String { fault.map { Phrasebook.english($0.phrase) } ?? "" }

  private func article(_ name: String, _ text: String) -> Article {
    Article(
      guid: "https://old.example/\(name)", link: "https://old.example/\(name)", title: name,
      published: Date(timeIntervalSince1970: 1_767_225_600), content: "<p>\(text)</p>", text: text)
  }

  /// Changes a JSON file of the folder.
  private func change(_ path: String, _ change: (inout [String: Any]) -> Void) throws {
    let url = URL(filePath: path)
    var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    change(&object)
    try JSONSerialization.data(withJSONObject: object).write(to: url)
  }

  @Test("A mark that makes one letter with the end of a tag does no harm, nor do line ends of two bytes")
  func marks() throws {
    let desk = try PressDesk(languages: ["en"])
    let mark = "\u{338}"
    let id = try desk.add(
      "# T\n\n[\(mark) word](other.md) [\(mark)here](#place)\(mark) ![\(mark)](a.png)\(mark) ![b](b.png)\(mark) [more words](other.md)\(mark)",
      pictures: ["a.png": PressDesk.png])
    try desk.newsroom.add(
      kind: "message", json: Array("{\"board\":\"open\",\"title\":\"\",\"text\":\"<a \(mark)> <img \(mark)>\"}".utf8),
      now: desk.now)
    try desk.publish()
    let page = try desk.text("articles/2026/01/\(id.dropFirst(9)).html")
    #expect(page.contains("word") && page.contains("more") && page.contains("../../../blob/"), "\(page)")
    #expect(page.contains("href=\"#place\""), "\(page)")
    for name in ["other.md", "folder.invalid", "b.png"] { #expect(!page.contains(name), "\(name): \(page)") }
    let article = try ArticleFile.read(Array("---\r\ntitle: One\r\nlang: ko\r\n---\r\nText.\r\n".utf8), isHTML: false)
    #expect(article.title == "One" && article.language == "ko" && article.html.contains("Text."))
  }

  @Test("What an import can't queue is not noted as queued: the next one has it")
  func importFails() async throws {
    let desk = try PressDesk()
    let (queue, away) = (desk.path + "/queue", desk.path + "/away")
    let all = [article("b", "2"), article("a", "1")]
    try Data().write(to: URL(filePath: queue))
    #expect(throws: PressFault.self) { try desk.newsroom.take(all, retracts: false, now: desk.now) }
    try FileManager.default.removeItem(atPath: queue)
    #expect(try desk.newsroom.take(all, retracts: false, now: desk.now).added == 2)
    try desk.publish()
    try FileManager.default.moveItem(atPath: queue, toPath: away)
    try Data().write(to: URL(filePath: queue))
    #expect(throws: PressFault.self) { try desk.newsroom.take([all[0]], retracts: true, now: desk.now) }
    try FileManager.default.removeItem(atPath: queue)
    #expect(try desk.newsroom.take([all[0]], retracts: true, now: desk.now).retracted == 1)
    #expect(try NewsroomFolder(desk.path, isReading: true).waiting == 1)
    try desk.publish(60)
    let check = try await desk.check()
    #expect(check.isSound && check.entries == 3, "\(check.faults)")
  }

  @Test("An article that waits, and was not noted for a kill, comes again as the same article")
  func importKilled() throws {
    let desk = try PressDesk()
    let path = desk.folder.file("killed")
    #expect(try desk.newsroom.take([article("a", "1")], retracts: false, now: desk.now).added == 1)
    // What was noted is on the disk.
    let book = try String(contentsOfFile: desk.path + "/newsroom.json", encoding: .utf8)
    #expect(book.contains("https://old.example/a"))
    try FileManager.default.copyItem(atPath: desk.path, toPath: path)
    try change(path + "/newsroom.json") { $0["imported"] = [String: Any]() }
    let newsroom = try NewsroomFolder(path)
    #expect(try newsroom.take([article("a", "1")], retracts: false, now: desk.now).added == 1)
    let report = try newsroom.publish(to: nil, signedBy: desk.key("head.key"), now: desk.now)
    var ids: [String] = []
    try PublishedTree(folder: newsroom.tree, size: report.point.size).each { ids.append($0.head?.id ?? "") }
    #expect(ids.count == 2 && Set(ids).count == 1, "\(ids)")
  }

  @Test("Nothing at all takes nothing back")
  func emptySource() throws {
    let desk = try PressDesk()
    _ = try desk.newsroom.take([article("a", "1")], retracts: false, now: desk.now)
    let fault = #expect(throws: PressFault.self) { try desk.newsroom.take([], retracts: true, now: desk.now) }
    #expect(words(fault).contains("nothing is taken back") && desk.newsroom.waiting == 1, "\(words(fault))")
    #expect(try desk.newsroom.take([], retracts: false, now: desk.now) == NewsroomFolder.ImportReport())
  }

  @Test("What no edition can hold is refused before it waits")
  func tooLong() throws {
    let desk = try PressDesk()
    let said = "{\"board\":\"open\",\"title\":\"\",\"text\":\"\(String(repeating: "x", count: 70_000))\"}"
    let fault = #expect(throws: PressFault.self) {
      try desk.newsroom.add(kind: "message", json: Array(said.utf8), now: desk.now)
    }
    #expect(words(fault).contains("an entry may not be longer than"), "\(words(fault))")
    let summary = "---\nsummary: \(String(repeating: "x", count: 66_000))\n---\n# Long\n\n![x](a.png)"
    #expect(throws: PressFault.self) { try desk.add(summary, pictures: ["a.png": PressDesk.png]) }
    let left = (try? FileManager.default.contentsOfDirectory(atPath: desk.path + "/queue")) ?? []
    #expect(desk.newsroom.waiting == 0 && left.isEmpty, "\(left)")
    // One of a whole site does not keep the others out. What is random can't be packed.
    let long = article("long", Base64.write(RandomBytes.make(2_200_000)))
    let report = try desk.newsroom.take([long, article("a", "1")], retracts: false, now: desk.now)
    #expect(report.added == 1 && report.leftOut == ["https://old.example/long"])
    #expect(try desk.publish().entries == 1)
    #expect(throws: PressFault.self) {
      try desk.newsroom.remove(0, note: String(repeating: "x", count: 4_000), now: desk.now)
    }
    #expect(desk.newsroom.waiting == 0)
  }

  @Test("A removal that was carried out is not asked for again, and one that waits all the same holds nothing up")
  func removedTwice() async throws {
    let desk = try PressDesk()
    for number in 0..<2 { _ = try desk.add("# Article \(number)\n\nText.") }
    try desk.publish()
    try desk.newsroom.remove(1, note: nil, now: desk.now)
    let queue = desk.path + "/queue/"
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: queue).first { $0.hasSuffix(".json") })
    try FileManager.default.copyItem(atPath: queue + name, toPath: desk.path + "/kept")
    try desk.publish(60)
    let fault = #expect(throws: PressFault.self) { try desk.newsroom.remove(1, note: nil, now: desk.now) }
    #expect(words(fault).contains("removed already"), "\(words(fault))")
    try FileManager.default.moveItem(atPath: desk.path + "/kept", toPath: queue + "00000099.json")
    #expect(desk.newsroom.waiting == 1)
    #expect(try desk.publish(120).entries == 0 && desk.newsroom.waiting == 0)
    #expect(try await desk.check().isSound)
  }

  @Test("What was never published is not taken back")
  func mistyped() throws {
    let desk = try PressDesk()
    let one = try desk.add("# Article\n\nText.")
    for id in ["foo", "", String(one.dropLast())] {
      let fault = #expect(throws: PressFault.self) { try desk.newsroom.retract(id, note: nil, now: desk.now) }
      #expect(words(fault).contains("there is no article"), "\(words(fault))")
    }
    #expect(desk.newsroom.waiting == 1)
    try desk.publish()
    #expect(throws: PressFault.self) { try desk.newsroom.retract(one + "0", note: nil, now: desk.now) }
    try desk.newsroom.retract(one, note: nil, now: desk.now)
    #expect(desk.newsroom.waiting == 1)
  }

  @Test("Of all that waits, what can't be published is named")
  func named() throws {
    let desk = try PressDesk()
    for number in 0..<2 { _ = try desk.add("# Article \(number)\n\nText.") }
    let second = desk.path + "/queue/00000002.json"
    // As earlier versions took it in.
    try change(second) { $0["members"] = "{\"title\":\"\(String(repeating: "x", count: 70_000))\"}" }
    let fault = #expect(throws: PressFault.self) { try desk.publish() }
    #expect(words(fault).hasPrefix(second + ": ") && words(fault).contains("move it away"), "\(words(fault))")
    #expect(desk.newsroom.waiting == 2)
    try FileManager.default.removeItem(atPath: second)
    #expect(try desk.publish().entries == 1)
  }

  @Test("A removed article goes from a readable site that is there, also where none is asked for")
  func removalWithoutASite() throws {
    let desk = try PressDesk(languages: ["en"])
    _ = try desk.add("# Keep\n\nText.")
    _ = try desk.add("---\nsections: Secret files\n---\n# Kim Secret\n\nThe secret place.")
    try desk.publish()
    _ = try desk.add("# Later\n\nText.", later: 60)
    try desk.publish(60, hasSite: false)
    #expect(try !desk.text("index.html").contains("Later") && desk.text("index.html").contains("Kim Secret"))
    try desk.newsroom.remove(1, note: nil, now: desk.now)
    try desk.publish(120, hasSite: false)
    for (name, data) in try desk.files() {
      for word in ["Secret", "secret place"] { #expect(data.range(of: Data(word.utf8)) == nil, "\(name)") }
    }
    #expect(try desk.text("index.html").contains("Keep"))
  }
}
