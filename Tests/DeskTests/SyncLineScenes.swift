import Foundation
import News
import Screen
import Testing

@testable import Desk

/// How far a sync is.
@Suite struct SyncLineScenes {
  @Test func `how far a sync is, at 40×10`() {
    var scene = Scene(40, 10)
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(4)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "현장")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이… ◂
         ● 08:40 Workers scatter across Seoul…
         ● 08:02 Photo: the march at Myeon… ★▣3
           07:55 Correction: numbers at the… ±2
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
            2025 A year of the power line…  ▣10
         ██░░░░░░░░ 3/12 · <Esc> cancels
        """#)
  }

  @Test func `how far a sync is, at 80×24`() {
    var scene = Scene(80, 24)
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(4)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "현장")))
    #expect(
      scene.picture == #"""
         Wirecopy · front page                                  3/5 mirrors · 2 min old
         ▸ ALL       128 │ ! 09:12 경찰, 호스팅 업체에 파업 사이트 폐쇄…  노동       ko ◂
           Starred     1 │ ● 08:40 Workers scatter across Seoul after t…  Labor      en
           Sori       41 │ ● 08:02 Photo: the march at Myeongdong    ★▣3  Photo      en
           Hyeonjang  87 │   07:55 Correction: numbers at the rally   ±2  Labor      en
                         │ ● 06:10 발전 노조 "민영화 철회까지 현장에 돌…  노동       ko
                         │   03-03 Green groups back the walk-out         World      en
                         │ ● 03-03 현장에서: 가족들의 밤                  사회       ko
                         │    2025 A year of the power line dispute… ▣10  Photo      en
                         │ ×14
         ██░░░░░░░░ 3/12 newsrooms · about 13 s more · 현장 · <Esc> cancels
        """#)
  }

  @Test func `how far a sync is, at 140×40`() {
    var scene = Scene(140, 40)
    scene.happen(.sync(.began(newsrooms: 12)))
    scene.happen(.ticked(Fixture.now.addingTimeInterval(4)))
    scene.happen(.sync(.progressed(done: 3, of: 12, "Sori")))
    scene.happen(.sync(.progressed(done: 0, of: 0, "현장")))
    #expect(scene.bottom == " ██░░░░░░░░ 3/12 newsrooms · about 13 s more · 현장 · <Esc> cancels")
  }
}
