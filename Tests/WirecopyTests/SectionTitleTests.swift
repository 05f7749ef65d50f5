import Foundation
import Testing

extension WholeProgram {
  @Suite(.timeLimit(.minutes(2))) struct SectionTitleTests {}
}

/// Sections and boards are shown by the newsroom's own words for them; programs read their names.
extension WholeProgram.SectionTitleTests {
  @Test func textShowsTitlesInTheReadersLanguageAndJSONShowsNames() throws {
    let (editors, reader) = (try Program(), try Program())
    defer { for program in [editors, reader] { program.clear() } }
    let room = try EditorRoom(editors)
    let lists = [
      "sections": #"{"sections":[{"name":"labor","title":{"en":"Labor","ko":"노동"}}]}"#,
      "boards": #"{"boards":[{"name":"open","title":{"en":"Open board","ko":"열린 게시판"}}]}"#,
      "message": #"{"board":"open","title":"Who has a megaphone?","text":"We need one.","byline":"Mina"}"#,
    ]
    for kind in ["sections", "boards", "message"] {
      let file = try editors.write(try #require(lists[kind]), to: "\(kind).json")
      #expect(try editors.run("edition", "add", "--kind", kind, room.path, file).status == 0)
    }
    let file = try editors.write("---\nsections: labor\n---\n# Out on strike\n\nThe march.\n", to: "article.md")
    #expect(try editors.run("edition", "add", room.path, file).status == 0)
    #expect(try room.publish(editors.file("www")).status == 0)
    #expect(try reader.run("add", editors.file("www") + "/#" + room.fingerprint).status == 0)
    let articles = try reader.articles()
    let number = { (title: String) in
      String(try #require(articles.first { $0["title"] as? String == title }?["id"] as? Int))
    }
    let (post, march) = (try number("Who has a megaphone?"), try number("Out on strike"))
    let korean: [String: String?] = ["LANGUAGE": "ko"]

    for (words, more) in [(["[", "Labor]", "Open board]"], [:]), (["[", "노동]", "열린 게시판]"], korean)] {
      let listed = try reader.run(["list"], environment: more).output
      for word in words { #expect(listed.contains(word), "\(listed)") }
      #expect(!listed.contains("· open]") && !listed.contains("· labor]"), "\(listed)")
      #expect(try reader.run(["search", "megaphone"], environment: more).output.contains("· \(words[2])"))
      let read = try reader.run(["read", march], environment: more).output
      #expect(read.contains(" · \(words[1].dropLast()) · "), "\(read)")
      #expect(try reader.run(["read", post], environment: more).output.contains(" · \(words[2].dropLast()) · "))
    }
    // By the name, and by what is shown in its place.
    let newsroom = try #require(articles.first?["newsroom"] as? String)
    for section in ["open", "Open board"] {
      let listed = try reader.run("list", newsroom, "--section", section).output
      #expect(listed.contains("megaphone") && !listed.contains("strike  ["), "\(listed)")
    }
    #expect(articles.flatMap { $0["sections"] as? [String] ?? [] }.sorted() == ["labor", "open"])
    #expect(try object(try reader.run("read", post, "--json").output)["sections"] as? [String] == ["open"])
  }
}
