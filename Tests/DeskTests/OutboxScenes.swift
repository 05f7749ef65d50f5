import News
import Testing

@testable import Desk

/// The outbox at three sizes.
@Suite struct OutboxScenes {
  @Test("drafts and filed reports stand with their marks at 40×10") func list40() throws {
    var scene = Scene(40, 10)
    scene.box = Fixture.fullBox
    try scene.press("xjj")
    #expect(
      scene.picture == #"""
         Sori · outbox                2 min old
         ✎ Tonight at the gate            09:12
         ✎ 발전소 매각 반대               09:12
         ◔ 행진 소식                      09:24 ◂
         ◌ Police at the gate             09:21
         ● 가족들의 밤                    09:00
         ✓ Numbers at the rally           03-02
         – Yesterday                      03-01
         ◌ For a friend                   02-28
         <Enter> open  c report  ? help  q back
        """#)
  }

  @Test("drafts and filed reports stand with their marks at 80×24") func list80() throws {
    var scene = Scene(80, 24)
    scene.box = Fixture.fullBox
    try scene.press("xjj")
    #expect(
      scene.picture == #"""
         Sori · outbox                                    de1 ✓ 2/4 mirrors · 2 min old
         ✎ draft     Tonight at the gate        Sori      09:12 8 words
         ✎ draft     발전소 매각 반대           Sori      09:12 16 words
         ◔ 1 of 2    행진 소식                  Sori      09:24 1 of 2 relays has it;… ◂
         ◌ filed     Police at the gate         Sori      09:21 kept, not sent
         ● relayed   가족들의 밤                Sori      09:00 2 of 2 relays have it
         ✓ received  Numbers at the rally       Sori      03-02 the desk has it
         – withdrawn Yesterday                  Sori      03-01 taken back
         ◌ filed     For a friend               Sori      02-28 waits for a relay
         ×5
        ────────────────────────────────────────────────────────────────────────────────
         행진 소식
         1 of 2 relays has it; the next try is in 40 s
         drop.sori.example: has it, asked again
         kr2: reset after the TLS hello, again in 40 s
         Sori · report · 노동
         filed 2026-03-04 09:24 · 64 KiB packed
         drop cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc

         <Enter> open  c report  r send now  e edit  w withdraw  ? help  q back
        """#)
  }

  @Test("drafts and filed reports stand with their marks at 140×40") func list140() throws {
    var scene = Scene(140, 40)
    scene.box = Fixture.fullBox
    try scene.press("xjj")
    #expect(
      scene.picture == #"""
         Sori · outbox                                                                                                de1 ✓ 2/4 mirrors · 2 min old
         ✎ draft     Tonight at the gate                            Sori      09:12 8 words
         ✎ draft     발전소 매각 반대                               Sori      09:12 16 words
         ◔ 1 of 2    행진 소식                                      Sori      09:24 1 of 2 relays has it; the next try is in 40 s ◂
         ◌ filed     Police at the gate                             Sori      09:21 kept, not sent
         ● relayed   가족들의 밤                                    Sori      09:00 2 of 2 relays have it
         ✓ received  Numbers at the rally                           Sori      03-02 the desk has it
         – withdrawn Yesterday                                      Sori      03-01 taken back
         ◌ filed     For a friend                                   Sori      02-28 waits for a relay
         ×18
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         행진 소식
         1 of 2 relays has it; the next try is in 40 s
         drop.sori.example: has it, asked again
         kr2: reset after the TLS hello, again in 40 s
         Sori · report · 노동
         filed 2026-03-04 09:24 · 64 KiB packed
         drop cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
         ×4
         <Enter> open  c report  r send now  e edit  w withdraw  : command  ? help  q back
        """#)
  }

  @Test("plain, the marks are words at 40×10") func plain40() throws {
    var scene = Scene(40, 10, change: { $0.isPlain = true })
    scene.box = Fixture.fullBox
    try scene.press("x")
    #expect(
      scene.picture == #"""
         Sori · outbox                2 min old
         draft     Tonight at the gate    09:12 ◂
         draft     발전소 매각 반대       09:12
         1 of 2    행진 소식              09:24
         filed     Police at the gate     09:21
         relayed   가족들의 밤            09:00
         received  Numbers at the rally   03-02
         withdrawn Yesterday              03-01
         filed     For a friend           02-28
         <Enter> open  c report  ? help  q back
        """#)
  }

  @Test("plain, the marks are words at 80×24") func plain80() throws {
    var scene = Scene(80, 24, change: { $0.isPlain = true })
    scene.box = Fixture.fullBox
    try scene.press("x")
    #expect(
      scene.picture == #"""
         Sori · outbox                                    de1 ✓ 2/4 mirrors · 2 min old
         draft     Tonight at the gate        Sori      09:12 8 words ◂
         draft     발전소 매각 반대           Sori      09:12 16 words
         1 of 2    행진 소식                  Sori      09:24 1 of 2 relays has it; th…
         filed     Police at the gate         Sori      09:21 kept, not sent
         relayed   가족들의 밤                Sori      09:00 2 of 2 relays have it
         received  Numbers at the rally       Sori      03-02 the desk has it
         withdrawn Yesterday                  Sori      03-01 taken back
         filed     For a friend               Sori      02-28 waits for a relay
         ×6
         Tonight at the gate
         8 words
         Sori · report
         begun 2026-03-04 09:10 · saved 2026-03-04 09:12
         ×4
         <Enter> open  c report  r send now  e edit  w withdraw  ? help  q back
        """#)
  }

  @Test("a report that nobody agreed to send says what to do at 80×24") func waits80() throws {
    var scene = Scene(80, 24)
    scene.box = Fixture.fullBox
    try scene.press("xjjj")
    #expect(
      scene.picture == #"""
         Sori · outbox                                    de1 ✓ 2/4 mirrors · 2 min old
         ✎ draft     Tonight at the gate        Sori      09:12 8 words
         ✎ draft     발전소 매각 반대           Sori      09:12 16 words
         ◔ 1 of 2    행진 소식                  Sori      09:24 1 of 2 relays has it;…
         ◌ filed     Police at the gate         Sori      09:21 kept, not sent ◂
         ● relayed   가족들의 밤                Sori      09:00 2 of 2 relays have it
         ✓ received  Numbers at the rally       Sori      03-02 the desk has it
         – withdrawn Yesterday                  Sori      03-01 taken back
         ◌ filed     For a friend               Sori      02-28 waits for a relay
         ×5
        ────────────────────────────────────────────────────────────────────────────────
         Police at the gate
         kept, not sent
         You have not agreed to send it unsealed: <Enter> shows who could read it, and
         asks.
         Sori · report · 노동
         filed 2026-03-04 09:21 · 64 KiB packed
         drop cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc

         <Enter> open  c report  r send now  e edit  w withdraw  ? help  q back
        """#)
  }

  @Test("on a small screen the details take the page at 40×10") func alone40() throws {
    var scene = Scene(40, 10)
    scene.box = Fixture.fullBox
    try scene.press("xjji")
    #expect(
      scene.picture == #"""
         Sori · outbox                2 min old
         행진 소식 ◂
         1 of 2 relays has it; the next try is
         in 40 s
         drop.sori.example: has it, asked again
         kr2: reset after the TLS hello, again
         in 40 s
         Sori · report · 노동
         …
         <Enter> open  c report  ? help  q back
        """#)
  }

  @Test("a delivery shows how much has left for which relay at 40×10") func sending40() throws {
    var scene = Scene(40, 10)
    scene.box = Fixture.fullBox
    try scene.press("xjjr")
    scene.happen(
      .report(.delivering(.init(rawValue: 12), relay: "https://drop.sori.example", sent: 1_000_000, of: 2_400_000)))
    #expect(
      scene.picture == #"""
         Sori · outbox                2 min old
         ✎ Tonight at the gate            09:12
         ✎ 발전소 매각 반대               09:12
         ◔ 행진 소식                      09:24 ◂
         ◌ Police at the gate             09:21
         ● 가족들의 밤                    09:00
         ✓ Numbers at the rally           03-02
         – Yesterday                      03-01
         trying now…
         977 KiB of 2.3 MiB · <Esc> cancels
        """#)
  }

  @Test("a delivery shows how much has left for which relay at 80×24") func sending80() throws {
    var scene = Scene(80, 24)
    scene.box = Fixture.fullBox
    try scene.press("xjjr")
    scene.happen(
      .report(.delivering(.init(rawValue: 12), relay: "https://drop.sori.example", sent: 1_000_000, of: 2_400_000)))
    #expect(
      scene.picture == #"""
         Sori · outbox                                    de1 ✓ 2/4 mirrors · 2 min old
         ✎ draft     Tonight at the gate        Sori      09:12 8 words
         ✎ draft     발전소 매각 반대           Sori      09:12 16 words
         ◔ 1 of 2    행진 소식                  Sori      09:24 sending to drop.sori.e… ◂
         ◌ filed     Police at the gate         Sori      09:21 kept, not sent
         ● relayed   가족들의 밤                Sori      09:00 2 of 2 relays have it
         ✓ received  Numbers at the rally       Sori      03-02 the desk has it
         – withdrawn Yesterday                  Sori      03-01 taken back
         ◌ filed     For a friend               Sori      02-28 waits for a relay
         ×5
        ────────────────────────────────────────────────────────────────────────────────
         행진 소식
         sending to drop.sori.example: 977 KiB of 2.3 MiB
         drop.sori.example: has it, asked again
         kr2: reset after the TLS hello, again in 40 s
         Sori · report · 노동
         filed 2026-03-04 09:24 · 64 KiB packed
         drop cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
         trying now…
         ████░░░░░░ 977 KiB of 2.3 MiB · drop.sori.example · <Esc> cancels
        """#)
  }

  @Test("a delivery shows how much has left for which relay at 140×40") func sending140() throws {
    var scene = Scene(140, 40)
    scene.box = Fixture.fullBox
    try scene.press("xjjr")
    scene.happen(
      .report(.delivering(.init(rawValue: 12), relay: "https://drop.sori.example", sent: 1_000_000, of: 2_400_000)))
    #expect(
      scene.picture == #"""
         Sori · outbox                                                                                                de1 ✓ 2/4 mirrors · 2 min old
         ✎ draft     Tonight at the gate                            Sori      09:12 8 words
         ✎ draft     발전소 매각 반대                               Sori      09:12 16 words
         ◔ 1 of 2    행진 소식                                      Sori      09:24 sending to drop.sori.example: 977 KiB of 2.3 MiB ◂
         ◌ filed     Police at the gate                             Sori      09:21 kept, not sent
         ● relayed   가족들의 밤                                    Sori      09:00 2 of 2 relays have it
         ✓ received  Numbers at the rally                           Sori      03-02 the desk has it
         – withdrawn Yesterday                                      Sori      03-01 taken back
         ◌ filed     For a friend                                   Sori      02-28 waits for a relay
         ×18
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         행진 소식
         sending to drop.sori.example: 977 KiB of 2.3 MiB
         drop.sori.example: has it, asked again
         kr2: reset after the TLS hello, again in 40 s
         Sori · report · 노동
         filed 2026-03-04 09:24 · 64 KiB packed
         drop cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
         ×3
         trying now…
         ████░░░░░░ 977 KiB of 2.3 MiB · drop.sori.example · <Esc> cancels
        """#)
  }

  @Test("an empty outbox says how to begin at 40×10") func nothing40() throws {
    var scene = Scene(40, 10)
    try scene.press("x")
    #expect(
      scene.picture == #"""
         Wirecopy · outbox            2 min old
         Nothing is written and nothing waits. ◂
         c begins a report.
         ×6
         <Enter> open  c report  ? help  q back
        """#)
  }
}
