import Foundation
import News
import Testing

@testable import Feeds

/// Articles to a mailbox and back.
@Suite struct MailboxTests {
  private static func kept(
    _ title: String, guid: String? = "urn:1", text: String = "One.\nTwo.", html: String? = "<p>One.<br>Two.</p>"
  ) -> KeptArticle {
    KeptArticle(
      Article(
        guid: guid, link: "https://a.example/1?x=y&z", title: title, authors: ["김 기자, \"desk\""],
        published: Date(timeIntervalSince1970: 1_772_600_767), updated: Date(timeIntervalSince1970: 1_772_700_000),
        content: html, text: text, sections: ["Labor", "노동, 사회", "\"quoted\" \\ back"], language: "ko",
        enclosures: [
          .init(url: "https://a.example/p q.png", type: "image/png", length: 7), .init(url: "http://b.example/"),
        ],
        inReplyTo: "tag:x@y 0", isUrgent: true),
      newsroom: "발전노조", arrived: Date(timeIntervalSince1970: 1_772_800_000), isRead: true, isStarred: true)
  }

  private func back(_ all: [KeptArticle]) -> [KeptArticle] {
    var found: [KeptArticle] = []
    MailboxReader.read(all.flatMap(MailboxWriter.message)) { found.append($0) }
    return found
  }

  @Test(arguments: [
    "Plain", "", "파업 소식: 조합원들이 모였다 그리고 아주 긴 제목이 되어 여러 줄로 접혀야 한다 정말로 길게 더 길게 끝까지",
    "=?utf-8?B?AAAA?= looks encoded", "two  blanks", "From here", String(repeating: "long ", count: 100) + "end",
    String(repeating: "x", count: 900), "tab\there \u{1F469}\u{200D}\u{1F692}",
  ])
  func whatGoesOutComesBack(title: String) {
    var kept = Self.kept(title)
    let found = back([kept, kept])
    // A header has no tabs.
    kept.article.title = title.replacing("\t", with: " ")
    // Nor has an address in one blanks.
    kept.article.enclosures[0].url = "https://a.example/p%20q.png"
    #expect(found == [kept, kept])
  }

  @Test(arguments: [
    "", "x", "ends with a line end\n", "\n\nbegins with two", "From me\n>From you\n>>From them\nFrom",
    "trailing blank \n\ttab\t\n.",
    "--=_wirecopy_\n--=_wirecopy_--\n=3D=", String(repeating: "가나다 ", count: 500), String(repeating: "y", count: 5_000),
    "a = b == c\n.hidden\n..two",
  ])
  func theTextComesBackToTheLetter(text: String) {
    let kept = Self.kept("T", text: text, html: "<p>x</p>")
    #expect(back([kept, kept]).map(\.article.text) == [text, text])
    let bare = Self.kept("T", text: text, html: nil)
    #expect(back([bare, bare]).map(\.article.text) == [text, text])
    #expect(back([bare]).first?.article.content == nil)
  }

  @Test func everyLineIsASCIIAndShortAndNoHeaderIsSmuggledIn() throws {
    let evil = "Title\r\nBcc: victim@example\n\nFrom x\n\u{0}\u{1B}[2J"
    var kept = Self.kept(evil, guid: "id>\r\nX-Evil: 1", text: evil)
    kept.newsroom = evil
    kept.article.authors = [evil]
    kept.article.sections = [evil, "a,b"]
    kept.article.link = "https://a.example/\r\nX-Evil: 1"
    kept.article.inReplyTo = evil
    kept.article.language = "en\r\nX-Evil: 1"
    kept.article.enclosures = [.init(url: "http://a.example/\nX-Evil: 1", type: "a\nX-Evil: 1")]
    let bytes = MailboxWriter.message(kept)
    #expect(bytes.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 < 0x7F })
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 998 })
    #expect(!lines.contains { $0.hasPrefix("X-Evil") })
    #expect(lines.filter { $0.hasPrefix("From ") }.count == 1)
    let head = try #require(lines.firstIndex(of: ""))
    // In the text it may stand.
    #expect(!lines[..<head].contains { $0.hasPrefix("Bcc:") })
    #expect(lines[1..<head].allSatisfy { $0.hasPrefix(" ") || $0.contains(": ") })
  }

  @Test func anAnswerNamesTheMessageThatItAnswers() throws {
    var parent = Self.kept("Parent", guid: "tag:strike.example,2026:1 글")
    parent.article.inReplyTo = nil
    var child = Self.kept("Child", guid: "tag:2")
    child.article.inReplyTo = parent.article.guid
    func field(_ name: String, _ kept: KeptArticle) -> String? {
      String(decoding: MailboxWriter.message(kept), as: UTF8.self).components(separatedBy: "\n")
        .first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
    let id = try #require(field("Message-ID", parent))
    #expect(id == "<g.tag%3Astrike%2Eexample%2C2026%3A1%20%EA%B8%80@wirecopy.invalid>")
    #expect(field("In-Reply-To", child) == id && field("References", child) == id)
    #expect(field("In-Reply-To", parent) == nil)
    #expect(field("Date", parent) == "Wed, 04 Mar 2026 05:06:07 +0000")
    let long = MessageID.text(guid: String(repeating: "글", count: 5_000))
    #expect(long.utf8.count < 700 && long != MessageID.text(guid: String(repeating: "글", count: 5_001)))
  }

  @Test func messagesOfOthersAreReadAsArticles() throws {
    let mail = """
      From someone@example.org Wed Mar  4 05:06:07 2026
      From: =?ISO-8859-1?Q?J=F6rg_M=FCller?= <j@example.org>
      Subject: =?utf-8?q?R=C3=A9union?= and
       =?euc-kr?B?xMTHu8XN?=
      Message-ID: <abc@example.org>
      In-Reply-To: <before@example.org>
      Date: Wed, 4 Mar 2026 14:06:07 +0900 (KST)
      Keywords: one, "two, three"
      Content-Type: multipart/mixed; boundary="b/1"

      preamble
      --b/1
      Content-Type: multipart/alternative; boundary=c

      --c
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      caf=E9 =
      noir
      --c
      Content-Type: text/html; charset=utf-8

      <p>café noir <script>alert(1)</script><a href="javascript:x">x</a></p>
      --c--
      --b/1
      Content-Type: application/octet-stream
      Content-Transfer-Encoding: base64

      AAAA
      --b/1--

      >From the epilogue

      From other@example.org Wed Mar  4 05:06:07 2026\r
      Subject: Second\r
      \r
      >From here\r
      >>From there\r

      """
    var found: [KeptArticle] = []
    MailboxReader.read(Array(mail.utf8)) { found.append($0) }
    try #require(found.count == 2)
    let first = found[0].article
    #expect(first.title == "Réunion and 컴퓨터")
    #expect(first.authors == ["Jörg Müller"])
    #expect(first.guid == "abc@example.org" && first.inReplyTo == "before@example.org")
    #expect(first.published == Date(timeIntervalSince1970: 1_772_600_767))
    #expect(first.sections == ["one", "two, three"])
    #expect(first.text.contains("café noir") && first.content?.contains("script") == false)
    #expect(first.content?.contains("javascript") == false)
    #expect(found[1].article.title == "Second")
    #expect(found[1].article.text == "From here\n>From there")
    #expect(found[0].newsroom == "")
  }

  @Test(arguments: [
    "From ", "From x\n", "From x\n\n", "From x\n\nFrom y\n\n\n",
    "From x\nContent-Type: multipart/mixed; boundary=\n\nbody\n",
    "From x\nContent-Type: multipart/mixed; boundary=a\n\n--a\n--a\n--a", "From x\nSubject: =?utf-8?B?",
    "From x\n: no name\n a\n\n=",
    "From x\nContent-Transfer-Encoding: quoted-printable\n\n=\n=4\n==41=",
  ])
  func whatIsBrokenIsReadAsFarAsItGoes(mail: String) {
    var count = 0
    MailboxReader.read(Array(mail.utf8)) { _ in count += 1 }
    #expect(count >= 1)
  }

  @Test func nestedPartsAndEndlessFieldsAreBounded() {
    var mail = "From x\n" + String(repeating: "X-A: b\n", count: 5_000)
    for level in 0..<200 { mail += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
    mail += "Content-Type: text/plain\n\ndeep\n" + String(repeating: "--b0\n\npart\n", count: 5_000)
    let clock = ContinuousClock()
    let took = clock.measure { MailboxReader.read(Array(mail.utf8)) { _ in } }
    #expect(took < .seconds(5))
  }
}
