import Foundation
import News
import Screen
import Testing

@testable import Desk

/// A line being typed.
@Suite struct PromptScenes {
  @Test func `a command that is completed, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press(":s<Tab>")
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이…
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         search  sort  star  suspend  sync
         sync-all
        :s ◂
        """#)
  }

  @Test func `a command that is completed, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press(":s<Tab>")
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×13
         search  sort  star  suspend  sync  sync-all
        :s ◂
        """#)
  }

  @Test func `a long line that is typed, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("ma")
    scene.happen(.input(.paste("https://a-mirror-with-a-long-name.example/feeds/현장/labor-and-society/all.atom")))
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1           2 min old
          ✓ us1           90 min behind
          ? old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

        address of the mirror: society/all.atom ◂
        """#)
  }

  @Test func `a long line that is typed, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("ma")
    scene.happen(.input(.paste("https://a-mirror-with-a-long-name.example/feeds/현장/labor-and-society/all.atom")))
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
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
         ×7
        address of the mirror: -long-name.example/feeds/현장/labor-and-society/all.atom ◂
        """#)
  }
}
