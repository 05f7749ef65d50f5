import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What can't be overlooked: a fork, and a mirror that gives what the newsroom did not sign.
@Suite struct AlarmScenes {
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

  @Test func `a fork on top of the front page, at 40×10`() throws {
    let scene = try scene(40, 10, "", Fixture.forked)
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         !! <F5> STOPPED: two different editio…
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `a fork on top of the front page, at 80×24`() throws {
    let scene = try scene(80, 24, "", Fixture.forked)
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         !! <F5> STOPPED: two different editions of Sori are signed
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko ◂
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           ✗ Sori     41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×13
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }

  @Test func `a fork on top of the reader, at 140×40`() throws {
    let scene = try scene(140, 40, "j<Enter>", Fixture.forked) { $0.proofs[.init(rawValue: 2)] = Fixture.proof }
    #expect(
      scene.picture == #"""
         Sori · article                                                                                                 stopped: signed in two ways
         !! <F5> STOPPED: two different editions of Sori are signed
         Workers scatter across Seoul after the cathedral ◂
         Kim Haru · Sori · Labor · en
         2026-03-04 08:40 · from de1
         ✓ signed by sori.example/news · entry 42 of 609 · text checked · this newsroom
         is stopped · i more

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

           curl -O mirror/feed.xml

         [1] https://union.example/statement
         ×10
         <Tab> next unread  f link  c report  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `a fork on top of the composer, at 80×24`() throws {
    let scene = try scene(80, 24, "j<Enter>c", Fixture.forked)
    #expect(
      scene.picture == #"""
         Sori · report                                      stopped: signed in two ways
         !! <F5> STOPPED: two different editions of Sori are signed
         Title ◂
         Section
         Language  ko
         Place
         Byline    김하루
         Urgent    [ ]
        ─ 0 words · 0 characters ────────────────────────────────────── saved 09:12:00 ─
         ×14
         <C-s> review  <C-o> attach  <Esc><Esc> leave  <A-x> command  <F1> help
        """#)
  }

  @Test func `what a fork means, at 40×10`() throws {
    let scene = try scene(40, 10, "<F5>", Fixture.forked)
    #expect(
      scene.picture == #"""
         Sori · s…  stopped: signed in two ways
         !! STOPPED: two different editions of…
         STOPPED: two different editions are ◂
         signed
         What happened: two records that can't
         both be true were signed with this
         newsroom's key. One is the one that
         you have; the other came from us1 on
         2026-03-04 09:27.
         c compare  E export  ? help  q back
        """#)
  }

  @Test func `what a fork means, at 80×24`() throws {
    let scene = try scene(80, 24, "<F5>", Fixture.forked)
    #expect(
      scene.picture == #"""
         Sori · signed record, 33 %                         stopped: signed in two ways
         !! STOPPED: two different editions of Sori are signed
         STOPPED: two different editions are signed ◂
         What happened: two records that can't both be true were signed with this
         newsroom's key. One is the one that you have; the other came from us1 on
         2026-03-04 09:27.
         What it means: somebody else may have the newsroom's key, or somebody makes it
         show one thing to you and another to others. Nobody can tell from here which
         of the two is true.
         What is done: nothing more is taken from this newsroom, and nothing is sent to
         it, no reports either. What you have stays readable, and was checked.
         What to do: compare the two states below, and the newsroom's keys, with people
         whom you trust, by telephone or in person and not by these mirrors. Be careful
         with what you would tell this newsroom until then.
         It goes on when its editors have signed new keys that say which one is theirs;
         nothing else starts it again.

         yours         entries: 609 · 00000000 00000000 00000000 00000000 00000000
                       00000000 00000000 00000000
         the other     entries: 609 · 04104104 10410410 41041041 04104104 10410410
                       41041041 04104104 10410410

         <Enter> shows or hides what proves it; E writes that to a file.
         c compare  E export  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `what a fork means in Korean, at 80×24`() throws {
    let scene = try scene(80, 24, "<F5>", Fixture.forked, in: "ko")
    #expect(
      scene.picture == #"""
         Sori · 서명된 기록, 33 %                                멈춤: 두 갈래로 서명됨
         !! 멈췄습니다: 서로 다른 두 판에 서명되어 있습니다 (Sori)
         멈췄습니다: 서로 다른 두 판에 서명되어 있습니다 ◂
         무슨 일인가: 둘 다 참일 수 없는 두 기록에 이 뉴스룸의 열쇠로 서명되어
         있습니다. 하나는 지금 가지고 있는 것이고, 다른 하나는 이 미러에서 왔습니다:
         us1 (2026년 3월 4일 (수) 09:27).
         무슨 뜻인가: 다른 누군가가 뉴스룸의 열쇠를 가졌을 수도 있고, 사람마다 다른
         것을 보이도록 누군가 시키고 있을 수도 있습니다. 어느 쪽이 참인지 여기서는 알
         수 없습니다.
         무엇을 하는가: 이 뉴스룸에서 더는 아무것도 받지 않고, 보고를 포함해 아무것도
         보내지 않습니다. 가지고 있는 것은 검사를 마쳤으며 계속 읽을 수 있습니다.
         무엇을 할 것인가: 아래 두 상태와 뉴스룸의 열쇠를 믿는 사람과 견주어 보세요. 이
         미러들을 거치지 말고 전화로 하거나 직접 만나서 하세요. 그때까지는 이 뉴스룸에
         무엇을 알릴지 조심하세요.
         편집자들이 어느 쪽이 자기 것인지 밝히는 새 열쇠에 서명하면 다시 이어집니다.
         다른 무엇으로도 다시 시작되지 않습니다.

         내 것         항목 609 · 00000000 00000000 00000000 00000000 00000000 00000000
                       00000000 00000000
         다른 것       항목 609 · 04104104 10410410 41041041 04104104 10410410 41041041
                       04104104 10410410

         <Enter>: 증거를 보이거나 숨깁니다. E: 파일에 씁니다.
         c 견주기  E 내보내기  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test func `both notes, at 140×60`() throws {
    let scene = try scene(140, 60, "<F5>e", Fixture.forked)
    #expect(
      scene.picture == #"""
         Sori · signed record, 74 %                                                                                     stopped: signed in two ways
         !! STOPPED: two different editions of Sori are signed
         STOPPED: two different editions are signed ◂
         What happened: two records that can't both be true were signed with this newsroom's key. One is
         the one that you have; the other came from us1 on 2026-03-04 09:27.
         What it means: somebody else may have the newsroom's key, or somebody makes it show one thing to
         you and another to others. Nobody can tell from here which of the two is true.
         What is done: nothing more is taken from this newsroom, and nothing is sent to it, no reports
         either. What you have stays readable, and was checked.
         What to do: compare the two states below, and the newsroom's keys, with people whom you trust,
         by telephone or in person and not by these mirrors. Be careful with what you would tell this
         newsroom until then.
         It goes on when its editors have signed new keys that say which one is theirs; nothing else
         starts it again.

         yours         entries: 609 · 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                       00000000
         the other     entries: 609 · 04104104 10410410 41041041 04104104 10410410 41041041 04104104
                       10410410

         The note that you have:
           sori.example/news
           609
           AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

           — sori.example/news q83vAAAA=


         The other note:
           sori.example/news
           609
           BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=

           — sori.example/news q83vAAAA=


         <Enter> shows or hides what proves it; E writes that to a file.
         a takes this off the other pages.

         What of it is here
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
         c compare  E export  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `a fork on the mirrors page, at 80×24`() throws {
    let scene = try scene(80, 24, "m", Fixture.forked)
    #expect(
      scene.picture == #"""
         Sori · mirrors                                     stopped: signed in two ways
         !! <F5> STOPPED: two different editions of Sori are signed
         Sori                                               stopped: signed in two ways
          ✗ kr1                           90 ms  reset after the TLS hello ◂
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  gave the other edition; V says more
          ? old                                  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×6
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test func `a mirror that tampers, at 80×24`() throws {
    let scene = try scene(80, 24, "<F5>e", Fixture.tampered) { $0.evidence = Fixture.pieces }
    #expect(
      scene.picture == #"""
         Sori · signed record, 36 %                  de1 ✓ 2/4 mirrors · signed 2 h ago
         !! REFUSED: what kr1 gave is not signed by Sori
         kr1 gave what the newsroom did not sign ◂
         What happened: the text of an article was altered (segment 3, byte 4,096)
         (segment/000003, 2026-03-04 09:22).
         What it means: the mirror, or somebody on the way to it, altered, cut or
         withheld something; a broken disk does so, too. Nothing of it was kept or
         shown, and other mirrors are asked.
         What to do: nothing, where it is this one alone. If several do so, somebody
         may be altering your line: try another network, or Tor. The mirrors page
         removes a mirror.

         segment/000003, 2026-03-04 09:22: the text of an article was altered (segment
         3, byte 4,096)
           1f8b0800 ff80

         <Enter> shows or hides what proves it; E writes that to a file.
         a takes this off the other pages.

         What of it is here
         title         Sori News
         signed        2026-03-04 07:00, 2 h ago
         asked         2026-03-04 09:28, 2 min ago
         c compare  E export  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test func `a mirror that tampers in Korean, at 80×24`() throws {
    let scene = try scene(80, 24, "<F5>", Fixture.tampered, in: "ko") { $0.evidence = Fixture.pieces }
    #expect(
      scene.picture == #"""
         Sori · 서명된 기록, 39 %                        de1 ✓ 미러 2/4 · 서명 2시간 전
         !! 거부함: kr1 미러가 준 것에 뉴스룸 서명이 없습니다 (Sori)
         kr1: 뉴스룸이 서명하지 않은 것을 주었습니다 ◂
         무슨 일인가: 기사 글이 바뀌었습니다 (조각 3, 바이트 4,096) (segment/000003,
         2026년 3월 4일 (수) 09:22).
         무슨 뜻인가: 미러나 가는 길의 누군가가 무엇을 바꾸었거나 잘랐거나
         감추었습니다. 디스크가 고장 나도 그렇게 됩니다. 그중 아무것도 보관하거나
         보이지 않았고, 다른 미러에 묻습니다.
         무엇을 할 것인가: 이 미러 하나뿐이면 할 일이 없습니다. 여럿이 그러면 누군가
         회선을 건드리고 있을 수 있으니 다른 네트워크나 Tor를 써 보세요. 미러 화면에서
         미러를 지울 수 있습니다.

         <Enter>: 증거를 보이거나 숨깁니다. E: 파일에 씁니다.
         a: 다른 화면에서 이 경보를 치웁니다.

         여기 있는 것
         제목          Sori News
         서명          2026년 3월 4일 (수) 07:00, 2시간 전
         물어봄        2026년 3월 4일 (수) 09:28, 2분 전
         항목          609, 모두 있음
         삭제됨        뉴스룸이 삭제한 항목 1건
         모름          이 판이 보일 수 없는 항목 200건
         디스크        879 KiB
         c 견주기  E 내보내기  r 동기화  m 미러  : 명령  ? 도움말  q 뒤로
        """#)
  }

  @Test(arguments: ["", "j<Enter>", "m", "L", "/march<Enter>", "?", "x", "jjp", "T", "b", "K", "j<Enter>c", "V"])
  func `a fork is on top of every page, at every size`(_ keys: String) throws {
    for (columns, rows) in [(40, 10), (80, 24), (140, 40)] {
      let scene = try scene(columns, rows, keys, Fixture.forked)
      let second = scene.grid.text.components(separatedBy: "\n")[1]
      #expect(second.hasPrefix(" !! ") && second.contains("STOPPED"), "\(keys): \(second)")
    }
  }

  @Test func `putting it away is noted, and starts nothing`() throws {
    let scene = try scene(80, 24, "<F5>a", Fixture.forked)
    #expect(scene.wanted == [.mark(.alarmSeen(Fixture.newsroom.id))])
    #expect(scene.grid.text.contains("the newsroom stays stopped"))
  }

  @Test func `what was put away is still said where the newsroom is named`() throws {
    var status = Fixture.forked
    status.fork?.acknowledged = Fixture.minutes(1)
    var scene = try scene(80, 24, "m", status)
    #expect(scene.grid.text.contains("stopped: signed in two ways") && !scene.grid.text.contains("!!"))
    try scene.press("q<S-Tab>")
    #expect(scene.grid.text.contains("✗ Sori"))
    try scene.press("V")
    #expect(scene.grid.text.contains("STOPPED: two different editions are signed"))
  }

  @Test func `an alarm rings when it comes, not at each start`() throws {
    var scene = try scene(80, 24, "", Fixture.forked)
    #expect(!scene.wanted.contains(.world(.bell)))
    scene.shelf = Fixture.shelf(Fixture.edition)
    scene.happen(.loaded(.changed))
    scene.shelf = Fixture.shelf(Fixture.tampered)
    scene.happen(.loaded(.changed))
    scene.happen(.loaded(.changed))
    #expect(scene.wanted.filter { $0 == .world(.bell) }.count == 1)
    #expect(scene.grid.text.contains("REFUSED: what kr1 gave is not signed by Sori"))
  }

  @Test func `the key leads nowhere where nothing is wrong`() throws {
    let scene = try scene(80, 24, "<F5>", Fixture.edition)
    #expect(scene.model.page == .front && scene.bottom.contains("nothing is wrong"))
  }
}
