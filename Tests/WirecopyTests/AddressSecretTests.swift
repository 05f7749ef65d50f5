import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite(.timeLimit(.minutes(2))) struct AddressSecretTests {}
}

/// The user and the password in an address go to the server that they are for, and nowhere else.
extension WholeProgram.AddressSecretTests {
  private static let secret = "lantern-77"

  /// All of an item's addresses are relative, but for one with another's password.
  private func item(_ day: Int) -> String {
    """
    <item><title>Day \(day)</title><guid isPermaLink="false">day-\(day)</guid><link>/news/\(day).html</link>
    <pubDate>Mon, 0\(day) Jun 2026 09:00:00 GMT</pubDate><enclosure url="/files/\(day).jpg" type="image/jpeg" length="9"/>
    <description>&lt;p&gt;They walk on day \(day). &lt;a href="more/\(day).html"&gt;More&lt;/a&gt;
    &lt;a href="http://other:\(Self.secret)@other.example/x"&gt;Other&lt;/a&gt;&lt;img src="/p/\(day).png"&gt;&lt;/p&gt;</description></item>
    """
  }

  private func rss(_ days: [Int], next: String? = nil) -> LabSite.File {
    let link = next.map { "<atom:link rel=\"next\" href=\"\($0)\"/>" } ?? ""
    return .init(
      """
      <?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Strike</title>
      <link>/</link>\(link)\(days.map(item).joined())</channel></rss>
      """, type: "application/rss+xml")
  }

  /// Its address with user and password.
  private func asked(_ mirror: LabMirror, _ path: String) -> String {
    mirror.url(path).replacing("http://", with: "http://desk:\(Self.secret)@")
  }

  private func play(_ scene: (Program, LabMirror) async throws -> Void) async throws {
    let program = try Program()
    defer { program.clear() }
    let lab = try await Lab.start(site: LabSite(["/news.rss": rss([2, 1])]))
    do { try await scene(program, lab.mirrors[0]) } catch {
      await lab.stop()
      throw error
    }
    await lab.stop()
  }

  private func hasSecret(_ request: LabRequest) -> Bool { request.header("Authorization")?.hasPrefix("Basic ") == true }

  @Test func nothingThatIsPrintedOrHandedOnHasTheMirrorsPassword() async throws {
    try await play { program, mirror in
      let added = try program.run("add", asked(mirror, "/news.rss"), "--name", "Strike")
      #expect(added.status == 0, "\(added)")
      #expect(try program.run("sync").status == 0)
      #expect(mirror.requests.allSatisfy(hasSecret), "it is asked with them")
      for command in [
        ["list", "--json"], ["read", "1"], ["read", "1", "--json"], ["read", "1", "--html"], ["export"],
        ["export", "--json"],
      ] {
        let answer = try program.run(command)
        #expect(answer.status == 0 && !answer.output.isEmpty, "\(command): \(answer)")
        #expect(!(answer.output + answer.complaint).contains(Self.secret), "\(command): \(answer)")
      }
      let read = try program.run("read", "1", "--json").output.replacing("\\/", with: "/")
      #expect(read.contains(mirror.url("/news/")) && read.contains(mirror.url("/p/")), "\(read)")
      #expect(read.contains("http://other.example/x") && read.contains("\"mirror\":\"\(mirror.url("/news.rss"))\""))
      let list = try program.run("opml", "export")
      #expect(list.status == 0 && !list.output.contains(Self.secret), "\(list)")
      #expect(list.complaints.count == 1 && list.complaint.contains("left out"), "\(list)")
      #expect(!list.complaint.contains(Self.secret))
    }
  }

  @Test func aFeedThatAPageNamesIsAskedWithWhatThePageWasAskedWith() async throws {
    try await play { program, mirror in
      let page = "<html><head><link rel=alternate type=\"application/rss+xml\" href=\"news.rss\"></head></html>"
      mirror.site["/"] = LabSite.File(page, type: "text/html")
      let added = try program.run("add", asked(mirror, "/"), "--name", "Strike")
      #expect(added.status == 0, "\(added)")
      mirror.forgetRequests()
      #expect(try program.run("sync").status == 0)
      #expect(mirror.requests.contains { $0.path == "/news.rss" && hasSecret($0) })
    }
  }

  @Test func whatIsImportedIntoAnEditionHasNoPasswordAndItsPagesAreAskedWithIt() async throws {
    try await play { program, mirror in
      let room = try EditorRoom(program)
      mirror.site["/news.rss"] = rss([4, 3], next: "/2.rss")
      mirror.site["/2.rss"] = rss([2, 1])
      let imported = try program.run("edition", "import", room.path, asked(mirror, "/news.rss"))
      #expect(imported.status == 0 && imported.output.hasPrefix("new: 4"), "\(imported)")
      #expect(mirror.requests.count == 2 && mirror.requests.allSatisfy(hasSecret))
      let place = program.file("www")
      let published = try room.publish(place)
      #expect(published.status == 0, "\(published)")
      // What is packed in it is read by whoever follows it.
      let added = try program.run("add", place + "/#" + room.fingerprint, "--name", "Signed")
      #expect(added.status == 0, "\(added)")
      let json = try program.run("export", "--json").output
      #expect(json.contains("Day 1") && json.contains("Day 4"), "\(json)")
      #expect(!json.contains(Self.secret), "\(json)")
      for folder in [room.path, place] {
        let found = try Errand(["grep", "-rl", Self.secret, folder], environment: program.environment, seconds: 20)
        #expect(found.answer.status == 1, "\(found.answer.output)")
      }
    }
  }
}
