import Foundation
import News
import Screen
import Testing

@testable import Desk

/// A newsroom's signed record as it is shown: keys to be compared, what of it is here.
@Suite struct EditionScenes {
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

  @Test func `the record of a newsroom that is well, at 40×10`() throws {
    let scene = try scene(40, 10, "V", Fixture.edition)
    #expect(
      scene.picture == #"""
         Sori · signed record,…  signed 2 h ago
         What of it is here ◂
         title       Sori News
         signed      2026-03-04 07:00, 2 h ago
         asked       2026-03-04 09:28, 2 min
                     ago
         entries     609, all here
         removed     1 entry, by the newsroom
         unknown     200 entries that this
         c compare  E export  ? help  q back
        """#)
  }

  @Test func `the record of a newsroom that is well, at 80×24`() throws {
    let scene = try scene(80, 24, "V", Fixture.edition)
    #expect(
      scene.picture == #"""
         Sori · signed record, 55 %                  de1 ✓ 2/4 mirrors · signed 2 h ago
         What of it is here ◂
         title         Sori News
         signed        2026-03-04 07:00, 2 h ago
         asked         2026-03-04 09:28, 2 min ago
         entries       609, all here
         removed       1 entry, by the newsroom
         unknown       200 entries that this version can't show
         on disk       879 KiB
         last mirror   de1
         compared      us1 says the same, 3 h ago
         keys until    2026-12-07 04:10

         The keys: read this aloud, and compare it
         These are the keys of the link by which you follow this newsroom.
         c compares them with what somebody reads to you.

             wc1   Whiskey Charlie one
          1  bcpq  Bravo Charlie Papa Quebec
          2  nu6c  November Uniform six Charlie
          3  k6hw  Kilo six Hotel Whiskey
          4  wlth  Whiskey Lima Tango Hotel
          5  lpcs  Lima Papa Charlie Sierra
         c compare  E export  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `the keys to be read aloud, at 40×10`() throws {
    let scene = try scene(40, 10, "V<C-f><C-f>", Fixture.edition)
    #expect(
      scene.picture == #"""
         Sori · signed record,…  signed 2 h ago
         The keys: read this aloud, and compare ◂
         it
         These are the keys of the link by
         which you follow this newsroom.
         c compares them with what somebody
         reads to you.

             wc1   Whiskey Charlie one
         c compare  E export  ? help  q back
        """#)
  }

  @Test func `all of it, at 140×60`() throws {
    let scene = try scene(140, 60, "V", Fixture.edition)
    #expect(
      scene.picture == #"""
         Sori · signed record                                                                                    de1 ✓ 2/4 mirrors · signed 2 h ago
         What of it is here ◂
         title         Sori News
         signed        2026-03-04 07:00, 2 h ago
         asked         2026-03-04 09:28, 2 min ago
         entries       609, all here
         removed       1 entry, by the newsroom
         unknown       200 entries that this version can't show
         on disk       879 KiB
         last mirror   de1
         compared      us1 says the same, 3 h ago
         keys until    2026-12-07 04:10

         The keys: read this aloud, and compare it
         These are the keys of the link by which you follow this newsroom.
         c compares them with what somebody reads to you.

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

         Who signs
         name          sori.example/news
         keys no.      2
         editors       2 of 3 must sign new keys
                       1f2e1f2e 1f2e1f2e 1f2e1f2e 1f2e1f2e
                       3d4c3d4c 3d4c3d4c 3d4c3d4c 3d4c3d4c
                       5b6a5b6a 5b6a5b6a 5b6a5b6a 5b6a5b6a
         signing key   77aa77aa 77aa77aa 77aa77aa 77aa77aa
         reports       are sealed to keys: 2
         ×18
         c compare  E export  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `the keys to be read aloud in Korean, at 80×24`() throws {
    let scene = try scene(80, 24, "V<C-f>", Fixture.edition, in: "ko")
    #expect(
      scene.picture == #"""
         Sori · 서명된 기록, 100 %                       de1 ✓ 미러 2/4 · 서명 2시간 전
          2  nu6c  노벰버 유니폼 여섯 찰리 ◂
          3  k6hw  킬로 여섯 호텔 위스키
          4  wlth  위스키 리마 탱고 호텔
          5  lpcs  리마 파파 찰리 시에라
          6  fckb  폭스트롯 찰리 킬로 브라보
          7  zgsj  줄루 골프 시에라 줄리엣
          8  rjcg  로미오 줄리엣 찰리 골프
          9  nrl2  노벰버 로미오 리마 둘
         10  nuts  노벰버 유니폼 탱고 시에라
         11  kbdu  킬로 브라보 델타 유니폼
         12  futm  폭스트롯 유니폼 탱고 마이크
         13  n4ua  노벰버 넷 유니폼 알파

         서명하는 이
         이름          sori.example/news
         열쇠 번호     2
         편집자        3명 가운데 2명이 새 열쇠에 서명해야 합니다
                       1f2e1f2e 1f2e1f2e 1f2e1f2e 1f2e1f2e
                       3d4c3d4c 3d4c3d4c 3d4c3d4c 3d4c3d4c
                       5b6a5b6a 5b6a5b6a 5b6a5b6a 5b6a5b6a
         서명 열쇠     77aa77aa 77aa77aa 77aa77aa 77aa77aa
         보고          봉인하는 열쇠 2개
         c 견주기  E 내보내기  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `a newsroom trusted at first sight, with a part of its record, at 80×24`() throws {
    let scene = try scene(80, 24, "V", Fixture.firstSeen)
    #expect(
      scene.picture == #"""
         Sori · signed record, 51 %                  de1 ✓ 2/4 mirrors · signed 2 h ago
         What of it is here ◂
         title         Sori News
         signed        2026-03-04 07:00, 2 h ago
         asked         2026-03-04 09:28, 2 min ago
         entries       200 of 609 here: all from 410 on
         missing       texts 12, pictures and files 3
         removed       1 entry, by the newsroom
         unknown       200 entries that this version can't show
         on disk       879 KiB
         last mirror   de1
         compared      not yet: once a day a second mirror is asked, too
         keys until    2026-02-28 22:10: older than the editors wanted; what is here
                       stays readable

         The keys: read this aloud, and compare it
         Nobody has vouched for these keys: they were trusted because they came first.
         Compare them with what the newsroom prints, says, or has on its own site.
         c compares them with what somebody reads to you.

             wc1   Whiskey Charlie one
          1  bcpq  Bravo Charlie Papa Quebec
          2  nu6c  November Uniform six Charlie
         c compare  E export  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `keys that are compared and the same are vouched for`() throws {
    var played = try scene(80, 24, "V", Fixture.firstSeen)
    try played.press("cBCPQ NU6C-k6hw wlth lpcs fckb zgsj rjcg nrl2 nuts kbdu futm n4ua<Enter>")
    #expect(played.wanted == [.mirror(.vouch(Fixture.newsroom.id, fingerprint: Fixture.fingerprint))])
    // Those of a link are vouched for already.
    played = try scene(80, 24, "V:compare https://m.example/#\(Fixture.fingerprint)<Enter>", Fixture.edition)
    #expect(played.wanted.isEmpty && played.grid.text.contains("the same: these are the keys"))
  }

  @Test func `other keys are told by the group in which they differ, and nothing is vouched for`() throws {
    var scene = try scene(80, 24, "V", Fixture.firstSeen)
    try scene.press("cwc1 bcpq nu6c k6hx<Enter>")
    #expect(scene.grid.text.contains("NOT the same: group 3 is k6hw here, and k6hx there"))
    try scene.press("cwc1 bcpq nu<Enter>")
    #expect(scene.grid.text.contains("the same so far; groups still to be compared: 12"))
    try scene.press("c\(Fixture.fingerprint)a<Enter>")
    #expect(scene.grid.text.contains("NOT the same: group 14"))
    #expect(scene.wanted.isEmpty)
  }

  @Test func `the link of the newsroom is copied, and evidence written only where there is some`() throws {
    var played = try scene(80, 24, "VyE", Fixture.edition)
    #expect(played.wanted == [.world(.copy("https://de1.sori.example/feed/#" + Fixture.fingerprint))])
    #expect(played.grid.text.contains("nothing is wrong, so there is nothing to write"))
    played = try scene(80, 24, "VEproof.txt<Enter>", Fixture.forked)
    #expect(played.wanted == [.mirror(.exportEvidence(path: "proof.txt", Fixture.newsroom.id))])
  }

  @Test func `a newsroom without a signature says so`() throws {
    var scene = Scene(80, 24)
    try scene.press("j<Enter>V")
    #expect(scene.model.page == .reader && scene.grid.text.contains("Sori is not signed"))
    try scene.press("i")
    #expect(scene.grid.text.contains("this article is not signed"))
  }

  @Test func `sections have the newsroom's own words for them`() throws {
    var shelf = Fixture.shelf(Fixture.edition)
    shelf.titles = [Fixture.newsroom.id: ["Labor": "Work", "노동": "일터"]]
    var scene = Scene(140, 40, shelf: shelf)
    try scene.press("j<S-Tab>jjj")
    #expect(scene.grid.text.contains("Work") && scene.grid.text.contains("일터"))
    #expect(!scene.grid.text.contains("Labor") && !scene.grid.text.contains("노동 "))
    #expect(scene.model.common.scopeName == "Sori / Work")
  }

  @Test func `a mirror that the record names says whose it is and from where on it has the news`() throws {
    var shelf = Fixture.shelf
    shelf.mirrors[0].mirror.signed = SignedMirror(url: "x", operatorName: "Union", country: "DE", first: 256)
    var scene = Scene(80, 24, shelf: shelf)
    try scene.press("m")
    #expect(scene.grid.text.contains("by the newsroom itself: Union, DE; it has the entries from 256 on"))
  }

  @Test func `hostile words of a record change nothing but their own place`() throws {
    var status = Fixture.forked
    let bad = "\u{1B}]0;x\u{7}" + String(repeating: "가\u{301}", count: 5_000)
    (status.title, status.origin) = (bad, bad)
    status.fork?.held = bad
    status.tampering = [
      EditionStatus.Tampering(mirror: bad, path: bad, seen: Fixture.now, fault: Phrase(verbatim: bad))
    ]
    for keys in ["V", "Ve", "Ve<C-f><C-f>G"] {
      let grid = try scene(80, 24, keys, status).grid
      #expect(grid.size == Size(columns: 80, rows: 24))
      #expect(!grid.cells.contains { $0.text.unicodeScalars.contains { $0.value < 0x20 } })
    }
  }
}
