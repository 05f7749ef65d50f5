import Foundation
import MirrorLab
import Press
import Testing

extension WholeProgram {
  @Suite(.timeLimit(.minutes(2))) struct EditionImportTests {}
}

/// An existing site as the source of an edition, over the network, again and again.
extension WholeProgram.EditionImportTests {
  private func post(_ day: Int, _ words: String? = nil) -> String {
    let date = "2025-05-\(day < 10 ? "0" : "")\(day)T09:00:00"
    return """
      {"id":\(day),"date_gmt":"\(date)","modified_gmt":"\(date)","guid":{"rendered":"http://old.example/?p=\(day)"},
      "link":"http://old.example/\(day)/","title":{"rendered":"Day \(day)"},
      "content":{"rendered":"<p>\(words ?? "On day \(day) all lanterns were lit.")</p>"},
      "_embedded":{"author":[{"name":"Kim"}],"wp:term":[[{"name":"Labor","taxonomy":"category"}]]}}
      """
  }

  private func item(_ day: Int) -> String {
    "<item><title>Day \(day)</title><guid>http://old.example/?p=\(day)</guid><link>http://old.example/\(day)/</link>"
      + "<description>On day \(day) […]</description></item>"
  }

  private func rss(_ days: [Int], _ head: String = "") -> LabSite.File {
    .init(
      """
      <?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">
      <channel><title>Old</title>\(head)\(days.map(item).joined())</channel></rss>
      """, type: "application/rss+xml")
  }

  private func posts(_ posts: [String], pages: Int) -> LabSite.File {
    var file = LabSite.File("[\(posts.joined(separator: ","))]", type: "application/json")
    file.headers = [.init(name: "X-WP-TotalPages", value: "\(pages)")]
    return file
  }

  private static func page(_ number: Int) -> String {
    "/wp-json/wp/v2/posts?page=\(number)&per_page=100&_embed=author,wp:term"
  }

  /// The numbers that an import reports: new, changed, as before, taken back.
  private func counts(_ answer: Program.Answer) -> [Int] {
    answer.output.matches(of: /[0-9]+/).compactMap { Int($0.0) }
  }

  private func play(_ scene: (Program, EditorRoom, LabMirror) async throws -> Void) async throws {
    let program = try Program()
    defer { program.clear() }
    let room = try EditorRoom(program)
    let lab = try await Lab.start(site: LabSite())
    do { try await scene(program, room, lab.mirrors[0]) } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  @Test func wordPressIsReadWholeAndWhatChangesBecomesARevision() async throws {
    try await play { program, room, mirror in
      let url = mirror.url("/feed/")
      let generator = "<generator>https://wordpress.org/?v=6.5</generator>"
      mirror.site["/feed/"] = rss([5, 4], generator)
      mirror.site[Self.page(1)] = posts([5, 4, 3].map { post($0) }, pages: 2)
      mirror.site[Self.page(2)] = posts([2, 1].map { post($0) }, pages: 2)
      let first = try program.run("edition", "import", room.path, url)
      #expect(first.status == 0 && counts(first) == [5, 0, 0, 0], "\(first)")
      let again = try program.run("edition", "import", room.path, url)
      #expect(counts(again) == [0, 0, 5, 0], "\(again)")
      #expect(try room.publish(program.file("www")).status == 0)

      // One is new, one is corrected, one is gone: gone is nothing, unless it is asked for.
      mirror.site[Self.page(1)] = posts([post(6), post(5), post(4, "Corrected.")], pages: 2)
      let third = try program.run("edition", "import", room.path, url)
      #expect(counts(third) == [1, 1, 3, 0], "\(third)")
      let told = try program.run("edition", "import", "--retract", room.path, url)
      #expect(told.status == 0 && counts(told) == [0, 0, 5, 1], "\(told)")
      #expect(try room.publish(program.file("www")).status == 0)
      let entries = try program.run("edition", "inspect", "--entries", room.path)
      #expect(entries.output.contains("8 entries") && entries.output.contains(" retraction "), "\(entries)")
      let page = try program.run("edition", "verify", program.file("www") + "#" + room.fingerprint)
      #expect(page.status == 0, "\(page)")
    }
  }

  @Test func aPageThatDoesNotComeTakesNothingBack() async throws {
    try await play { program, room, mirror in
      let url = mirror.url("/feed/")
      mirror.site["/feed/"] = rss([3, 2], "<generator>https://wordpress.org/?v=6.5</generator>")
      mirror.site[Self.page(1)] = posts([3, 2].map { post($0) }, pages: 2)
      mirror.site[Self.page(2)] = posts([post(1)], pages: 2)
      #expect(counts(try program.run("edition", "import", room.path, url)) == [3, 0, 0, 0])
      mirror.site[Self.page(2)] = nil
      let broken = try program.run("edition", "import", "--retract", room.path, url)
      #expect(broken.status == 3 && broken.complaint.contains("404"), "\(broken)")
      // The first page is enough to be a site of its own, and is not taken for all of it either.
      let short = try program.run("edition", "import", "--retract", "--pages", "1", room.path, url)
      #expect(short.status == 1 && short.complaint.contains("--retract needs"), "\(short)")
      mirror.site[Self.page(2)] = posts([post(1)], pages: 2)
      #expect(counts(try program.run("edition", "import", "--retract", room.path, url)) == [0, 0, 3, 0])
    }
  }

  @Test func aFeedIsReadWithItsPagesAndAFeedOfTheNewestTakesNothingBack() async throws {
    try await play { program, room, mirror in
      let url = mirror.url("/news.rss")
      mirror.site["/news.rss"] = rss([4, 3], "<atom:link rel=\"next\" href=\"\(mirror.url("/2.rss"))\"/>")
      mirror.site["/2.rss"] = rss([2, 1])
      #expect(counts(try program.run("edition", "import", room.path, url)) == [4, 0, 0, 0])
      mirror.site["/2.rss"] = rss([2])
      #expect(counts(try program.run("edition", "import", "--retract", room.path, url)) == [0, 0, 3, 1])
      // The newest alone: the others have but scrolled away.
      mirror.site["/news.rss"] = rss([5, 4])
      let plain = try program.run("edition", "import", "--retract", room.path, url)
      #expect(plain.status == 1 && plain.complaint.contains("--retract needs"), "\(plain)")
      #expect(counts(try program.run("edition", "import", room.path, url)) == [1, 0, 1, 0])
      // What says that it is complete, and is empty, is no site that took everything back.
      mirror.site["/news.rss"] = rss([], "<fh:complete/>")
      let empty = try program.run("edition", "import", "--retract", room.path, url)
      #expect(empty.status == 1 && empty.complaint.contains("nothing is taken back"), "\(empty)")
      mirror.site["/news.rss"] = rss([5, 4], "<fh:complete/>")
      #expect(counts(try program.run("edition", "import", "--retract", room.path, url)) == [0, 0, 2, 2])
    }
  }

  @Test func whoeverDoesNotAnswerIsNamed() async throws {
    try await play { program, room, mirror in
      mirror.fault = .refuse
      let answer = try program.run("edition", "import", room.path, mirror.url("/feed/"))
      #expect(answer.status == 3 && answer.complaints.count == 1 && answer.complaint.contains("/feed/"), "\(answer)")
    }
  }

  @Test func twoCommandsAtOnceInOneFolderAreTold() async throws {
    let program = try Program()
    defer { program.clear() }
    let room = try EditorRoom(program)
    do {
      let held = try NewsroomFolder(room.path)
      let refused = try room.add("Too early")
      #expect(refused.status == 1 && refused.complaints.count == 1, "\(refused)")
      #expect(refused.complaint.contains("another command is at work in \(room.path)"), "\(refused)")
      #expect(try program.run("edition", "inspect", room.path).output.contains("0 entries wait"))
      withExtendedLifetime(held) {}
    }
    // Many at once: whoever came through is there, with a number of its own.
    try program.write("# One\n\nText.", to: "one.md")
    let adding = try (0..<6).map { _ in try program.start(["edition", "add", room.path, program.file("one.md")]) }
    for process in adding { process.waitUntilExit() }
    let came = adding.count { $0.terminationStatus == 0 }
    #expect(came > 0)
    let waiting = try program.run("edition", "inspect", room.path)
    #expect(waiting.output.contains(came == 1 ? "1 entry waits" : "\(came) entries wait"), "\(waiting)")
  }

  @Test func withoutASiteNothingButTheSignedFilesIsWritten() async throws {
    let program = try Program()
    defer { program.clear() }
    let room = try EditorRoom(program)
    #expect(try room.add("One").status == 0)
    let place = program.file("www")
    let answer = try program.run("edition", "publish", "--no-site", room.path, place, "--passphrase-file", room.words)
    #expect(answer.status == 0, "\(answer)")
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: place)) == ["checkpoint", "root", "segment", "tile"])
    #expect(try program.run("edition", "verify", place + "#" + room.fingerprint).status == 0)
    // The site can still come, and show everything.
    #expect(try room.publish(place).status == 0)
    #expect(FileManager.default.fileExists(atPath: place + "/index.html"))
  }
}
