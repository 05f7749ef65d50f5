import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What vouches for an article, in the reader.
@Suite struct ProofScenes {
  private func scene(
    _ columns: Int, _ rows: Int, _ keys: String, _ status: EditionStatus, in language: String = "en",
    change: (inout Scene) -> Void = { _ in }
  ) throws -> Scene {
    let book = try LanguageTests.phrasebook(language)
    var scene = Scene(columns, rows, shelf: Fixture.shelf(status)) { $0.phrasebook = book }
    change(&scene)
    try scene.press(keys)
    return scene
  }

  @Test func `a signed article at 40×10`() throws {
    let scene = try scene(40, 10, "j<Enter>", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(
      scene.picture == #"""
         Sori · article, 25 %    signed 2 h ago
         Workers scatter across Seoul after the ◂
         cathedral
         Kim Haru · Sori · Labor · en
         2026-03-04 08:40 · from de1
         ✓ signed by sori.example/news · entry
         42 of 609 · text checked · i more

         After sixteen nights at the cathedral,
         <Tab> next unread  ? help  q back
        """#)
  }

  @Test func `a signed article at 80×24`() throws {
    let scene = try scene(80, 24, "j<Enter>", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(
      scene.picture == #"""
         Sori · article, 84 %                        de1 ✓ 2/4 mirrors · signed 2 h ago
         Workers scatter across Seoul after the cathedral ◂
         Kim Haru · Sori · Labor · en
         2026-03-04 08:40 · from de1
         ✓ signed by sori.example/news · entry 42 of 609 · text checked · i more

         After sixteen nights at the cathedral, the workers left in small groups. The
         union's statement[1] says that nobody goes back until the plan is withdrawn.

         What they ask for

         1. No sale of the power stations.
         2. 발전소 매각 철회와 대화 재개, 그리고 연행자의 즉각 석방.

         │ 우리는 흩어져도 끊어지지 않는다. We scatter, but nothing is cut.

         City     People
         ───────  ──────
         서울     5,600
         Incheon  310

         [▣ The march at night]
         명동, 화요일 밤
         <Tab> next unread  f link  c report  r sync  m mirrors  ? help  q back
        """#)
  }

  @Test func `its proof at 40×10`() throws {
    let scene = try scene(40, 10, "j<Enter>i", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(
      scene.picture == #"""
         Sori · article, proof   signed 2 h ago
         What vouches for this article ◂
         Every mirror serves the same signed
         record. A mirror can withhold or delay
         it; it can't change a letter of it
         without being found out.

         signed by   sori.example/news
         signed      2026-03-04 07:00, 2 h ago
         <Tab> next unread  ? help  q back
        """#)
  }

  @Test func `its proof at 80×24`() throws {
    let scene = try scene(80, 24, "j<Enter>i", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(
      scene.picture == #"""
         Sori · article, proof                       de1 ✓ 2/4 mirrors · signed 2 h ago
         What vouches for this article ◂
         Every mirror serves the same signed record. A mirror can withhold or delay it;
         it can't change a letter of it without being found out.

         signed by     sori.example/news
         signed        2026-03-04 07:00, 2 h ago
         entry         42 of 609 in the newsroom's record
         written       2026-03-04 06:50
         came from     de1
         checked       its title, its text, and that both stand in the record that was
                       signed
         SHA-256       0123abcd 0123abcd 0123abcd 0123abcd 0123abcd 0123abcd 0123abcd
                       0123abcd
         id            urn:uuid:8a6f3c1e-0000-4000-8000-000000000029
         place         Seoul
         a file        image/png, 20 KiB, 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f
                       9f9f9f9f 9f9f9f9f 9f9f9f9f

         The newsroom's keys
         These are the keys of the link by which you follow this newsroom.
             wc1   Whiskey Charlie one
          1  bcpq  Bravo Charlie Papa Quebec
         <Tab> next unread  f link  c report  r sync  m mirrors  ? help  q back
        """#)
  }

  @Test func `its proof at 140×60`() throws {
    let scene = try scene(140, 60, "j<Enter>i", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(
      scene.picture == #"""
         Sori · article, proof                                                                                   de1 ✓ 2/4 mirrors · signed 2 h ago
         What vouches for this article ◂
         Every mirror serves the same signed record. A mirror can withhold or delay it;
         it can't change a letter of it without being found out.

         signed by     sori.example/news
         signed        2026-03-04 07:00, 2 h ago
         entry         42 of 609 in the newsroom's record
         written       2026-03-04 06:50
         came from     de1
         checked       its title, its text, and that both stand in the record that was
                       signed
         SHA-256       0123abcd 0123abcd 0123abcd 0123abcd 0123abcd 0123abcd 0123abcd
                       0123abcd
         id            urn:uuid:8a6f3c1e-0000-4000-8000-000000000029
         place         Seoul
         a file        image/png, 20 KiB, 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f
                       9f9f9f9f 9f9f9f9f 9f9f9f9f

         The newsroom's keys
         These are the keys of the link by which you follow this newsroom.
             wc1   Whiskey Charlie one
          1  bcpq  Bravo Charlie Papa Quebec
          2  nu6c  November Uniform six Charlie
          3  k6hw  Kilo six Hotel Whiskey
          4  wlth  Whiskey Lima Tango Hotel
          5  lpcs  Lima Papa Charlie Sierra
          6  fckb  Foxtrot Charlie Kilo Bravo
          7  zgsj  Zulu Golf Sierra Juliett
          8  rjcg  Romeo Juliett Charlie Golf
          9  nrl2  November Romeo Lima two
         10  nuts  November Uniform Tango Sierra
         11  kbdu  Kilo Bravo Delta Uniform
         12  futm  Foxtrot Uniform Tango Mike
         13  n4ua  November four Uniform Alfa
         ×24
         <Tab> next unread  f link  c report  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `a signed article in Korean, at 80×24`() throws {
    let scene = try scene(80, 24, "j<Enter>", Fixture.edition, in: "ko") {
      $0.proofs[.init(rawValue: 2)] = Fixture.proof
    }
    #expect(
      scene.picture == #"""
         Sori · 기사, 84 %                               de1 ✓ 미러 2/4 · 서명 2시간 전
         Workers scatter across Seoul after the cathedral ◂
         Kim Haru · Sori · Labor · en
         2026년 3월 4일 (수) 08:40 · 출처 de1
         ✓ 서명 sori.example/news · 항목 42/609 · 글 검사함 · i: 자세히

         After sixteen nights at the cathedral, the workers left in small groups. The
         union's statement[1] says that nobody goes back until the plan is withdrawn.

         What they ask for

         1. No sale of the power stations.
         2. 발전소 매각 철회와 대화 재개, 그리고 연행자의 즉각 석방.

         │ 우리는 흩어져도 끊어지지 않는다. We scatter, but nothing is cut.

         City     People
         ───────  ──────
         서울     5,600
         Incheon  310

         [▣ The march at night]
         명동, 화요일 밤
         <Tab> 다음 안 읽음  f 링크  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `its proof in Korean, at 80×24`() throws {
    let scene = try scene(80, 24, "j<Enter>i", Fixture.edition, in: "ko") {
      $0.proofs[.init(rawValue: 2)] = Fixture.proof
    }
    #expect(
      scene.picture == #"""
         Sori · 기사, 증명                               de1 ✓ 미러 2/4 · 서명 2시간 전
         이 기사를 보증하는 것 ◂
         모든 미러는 같은 서명된 기록을 줍니다. 미러는 기록을 감추거나 늦출 수는
         있어도, 들키지 않고 한 글자도 바꿀 수 없습니다.

         서명한 이     sori.example/news
         서명          2026년 3월 4일 (수) 07:00, 2시간 전
         항목          뉴스룸 기록 609건 가운데 42번
         쓴 때         2026년 3월 4일 (수) 06:50
         온 곳         de1
         검사          제목과 글, 그리고 둘 다 서명된 기록에 있다는 것
         SHA-256       0123abcd 0123abcd 0123abcd 0123abcd 0123abcd 0123abcd 0123abcd
                       0123abcd
         id            urn:uuid:8a6f3c1e-0000-4000-8000-000000000029
         장소          Seoul
         파일          image/png, 20 KiB, 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f 9f9f9f9f
                       9f9f9f9f 9f9f9f9f 9f9f9f9f

         뉴스룸의 열쇠
         이 뉴스룸을 구독할 때 쓴 링크의 열쇠입니다.
             wc1   위스키 찰리 하나
          1  bcpq  브라보 찰리 파파 퀘벡
          2  nu6c  노벰버 유니폼 여섯 찰리
         <Tab> 다음 안 읽음  f 링크  c 보고  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `a signed article that was taken back, its text still to come, at 80×24`() throws {
    let scene = try scene(80, 24, "j<Enter>", Fixture.firstSeen) { $0.takeBack() }
    #expect(
      scene.picture == #"""
         Sori · article, 75 %                        de1 ✓ 2/4 mirrors · signed 2 h ago
         Workers scatter across Seoul after the cathedral ◂
         Kim Haru · Sori · Labor · en
         2026-03-04 08:40 · from de1
         ✗ withdrawn by the newsroom, 2026-03-04 09:20; what it said is kept here
           “It was another hall.”
         ✓ signed by sori.example/news · entry 42 of 609 · its text is not here yet ·
         keys not compared yet · i more

         After sixteen nights at the cathedral, the workers left in small groups. The
         union's statement[1] says that nobody goes back until the plan is withdrawn.

         What they ask for

         1. No sale of the power stations.
         2. 발전소 매각 철회와 대화 재개, 그리고 연행자의 즉각 석방.

         │ 우리는 흩어져도 끊어지지 않는다. We scatter, but nothing is cut.

         City     People
         ───────  ──────
         서울     5,600
         Incheon  310
         <Tab> next unread  f link  c report  r sync  m mirrors  ? help  q back
        """#)
  }

  @Test func `what the newsroom removes while it is read goes from the screen, with its words`() throws {
    var scene = try scene(80, 24, "j<Enter>", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(scene.grid.text.contains("sixteen nights"))
    let id = ArticleID(rawValue: 2)
    scene.headlines.removeAll { $0.id == id }
    scene.removals[id] = SignedRemoval(place: 41, note: "A name stood in it", time: Fixture.minutes(1))
    scene.happen(.loaded(.gone(id)))
    #expect(!scene.grid.text.contains("sixteen nights"))
    #expect(scene.grid.text.contains("The newsroom has removed this article"))
    #expect(scene.grid.text.contains("A name stood in it"))
  }

  @Test func `what is no longer kept for another reason stays on the screen while it is read`() throws {
    var scene = try scene(80, 24, "j<Enter>", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    scene.happen(.loaded(.gone(.init(rawValue: 2))))
    #expect(scene.grid.text.contains("sixteen nights"))
  }

  @Test func `proof is shown and left by one key, and the place in the text is its own`() throws {
    var scene = try scene(80, 24, "j<Enter>i", Fixture.edition) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(scene.grid.text.contains("What vouches for this article"))
    try scene.press("i")
    #expect(scene.grid.text.contains("sixteen nights") && !scene.grid.text.contains("What vouches"))
  }
}
