import Foundation
import MirrorLab
import Testing

extension WholeProgram {
  @Suite struct ExportTests {}
}

/// Articles out to files that others read, and back in.
extension WholeProgram.ExportTests {
  private func home(_ articles: Int = 12) async throws -> Program {
    let lab = try await Lab.start(mirrors: 1, site: SampleFeed.site(articles))
    let program = try Program()
    let added = try program.run("add", lab.mirrors[0].url("/news.atom"), "--name", "Strike 파업")
    await lab.stop()
    #expect(added.status == 0, "\(added)")
    return program
  }

  private func json(_ program: Program) throws -> [[String: Any]] {
    let answer = try program.run("export", "--json")
    #expect(answer.status == 0, "\(answer.complaint)")
    return try #require(object(answer.output)["articles"] as? [[String: Any]])
  }

  /// What an article says, without when it arrived where.
  private func words(_ articles: [[String: Any]]) -> [String] {
    articles.map { article in
      let kept = article.filter { $0.key != "arrived" && $0.key != "newsroom" }
      return kept.keys.sorted().map { "\($0)=\(kept[$0] ?? "")" }.joined(separator: "|")
    }.sorted()
  }

  @Test(.enabled(if: Program.has("python3"), "needs python3")) func aMailboxIsReadByPythonAndComesBackAsItWas()
    async throws
  {
    let program = try await home()
    let other = try Program()
    defer {
      program.clear()
      other.clear()
    }
    #expect(try program.run("star", "3").status == 0 && program.run("mark", "4").status == 0)
    let file = program.file("out.mbox")
    let written = try program.run("export", "--output", file)
    #expect(written.status == 0 && written.complaint.contains("12 articles written"), "\(written)")
    #expect(try program.run("export", "--output", file).status == 1, "what is there is left alone")
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let script = """
      import mailbox, email, email.policy, json, sys
      box = mailbox.mbox(sys.argv[1], factory=lambda f: email.message_from_binary_file(f, policy=email.policy.default))
      out = []
      for m in box:
          assert not m.defects, m.defects
          for part in m.walk(): assert not part.defects, part.defects
          assert m["Date"].datetime.tzinfo is not None and m["Message-ID"].startswith("<")
          out.append({"subject": str(m["Subject"]), "room": str(m["X-Wirecopy-Newsroom"]), "from": str(m["From"]),
              "plain": m.get_body(("plain",)).get_content(), "html": m.get_body(("html",)).get_content(),
              "keywords": str(m["Keywords"]), "language": str(m["Content-Language"])})
      print(json.dumps(out))
      """
    let read = try Errand(["python3", "-c", script, file], environment: program.environment, seconds: 60).answer
    #expect(read.status == 0, "\(read.complaint)")
    let messages = try #require(JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [[String: String]])
    let articles = try json(program)
    #expect(messages.count == 12 && articles.count == 12)
    for (message, article) in zip(messages, articles) {
      #expect(message["subject"] == article["title"] as? String)
      #expect(message["plain"] == article["text"] as? String)
      #expect(message["html"] == article["html"] as? String)
      #expect(message["room"] == "Strike 파업" && message["keywords"] == "\"Labor\"" && message["language"] == "ko")
    }
    // Python writes it again, and so it comes back, marks included.
    let rewritten = program.file("python.mbox")
    let copy = """
      import mailbox, sys
      a, b = mailbox.mbox(sys.argv[1]), mailbox.mbox(sys.argv[2])
      for m in a: b.add(m)
      b.flush()
      """
    #expect(
      try Errand(
        ["python3", "-c", copy, file, rewritten], environment: [:].merging(program.environment) { $1 }, seconds: 60
      ).answer.status == 0)
    for path in [file, rewritten] {
      let fresh = try Program()
      defer { fresh.clear() }
      let taken = try fresh.run("import", path)
      #expect(taken.status == 0 && taken.output.contains("12 new articles"), "\(taken)")
      #expect(words(try json(fresh)) == words(articles), "\(path)")
      let again = try fresh.run("import", path)
      #expect(again.output.contains("12 were here already") && again.output.contains("0 new"), "\(again)")
      #expect(
        try fresh.run("list", "--starred").output.contains("파업 소식")
          || fresh.run("list", "--starred").output.contains("Report"))
    }
  }

  @Test func jsonComesBackAsItWasAndAFollowedNewsroomIsNotWrittenIntoByAFile() async throws {
    let program = try await home()
    let other = try Program()
    defer {
      program.clear()
      other.clear()
    }
    let file = program.file("out.json")
    #expect(try program.run("export", "--json", "-o", file).status == 0)
    let refused = try program.run("import", file)
    #expect(refused.status == 4 && refused.complaint.contains("--into"), "\(refused)")
    #expect(try program.run("import", file, "--into", "Copy").output.contains("12 new articles"))
    #expect(try program.run("import", file, "--into", "Strike").output.contains("12 were here already"))
    #expect(try other.run("import", file).output.contains("12 new articles"))
    #expect(words(try json(other)) == words(try json(program).filter { $0["newsroom"] as? String != "Copy" }))
    let starred = try object(try program.run("export", "--json", "--starred").output)["articles"] as? [Any]
    #expect(starred?.isEmpty == true)
    // A feed that was saved is taken, too; what is nothing of these is not.
    try program.write(
      "<rss version=\"2.0\"><channel><title>Saved</title><item><title>One</title></item></channel></rss>",
      to: "saved.xml")
    #expect(try other.run("import", program.file("saved.xml")).output.contains("1 new article"))
    let wrong = try other.run("import", try program.write("Hello", to: "hello.txt"))
    #expect(wrong.status == 1 && wrong.complaint.contains("no mailbox"), "\(wrong)")
    let html =
      #"{"articles":[{"newsroom":"X","title":"a\u001b[2J","link":"javascript:x","html":"<script>x</script><p onclick=y>ok</p>","text":"\u001b]52;c;AA"}]}"#
    #expect(try other.run("import", "-", input: html).status == 0)
    let shown = try other.run("export", "--json", "X").output
    #expect(!shown.contains("script") && !shown.contains("onclick") && !shown.contains("u001b"), "\(shown)")
  }
}
