import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The guided tour of the demo.
@Suite struct TourScenes {
  private func demo(_ columns: Int, _ rows: Int) -> Scene {
    Scene(columns, rows) {
      $0.hasTour = true
      $0.faults = PageTests.faults
    }
  }

  private func step(_ scene: Scene) -> Substring? {
    scene.grid.text.components(separatedBy: "\n").first { $0.hasPrefix(" Tour ") }?.prefix(9)
  }

  @Test(arguments: [(40, 10), (80, 24), (140, 40)])
  func `each thing that is tried leads to the next, at any size`(_ columns: Int, _ rows: Int) throws {
    var scene = demo(columns, rows)
    #expect(step(scene) == " Tour 1/5")
    try scene.press("j<Enter>")
    #expect(step(scene) == " Tour 2/5")
    try scene.press("q/strike<Enter>")
    #expect(step(scene) == " Tour 3/5")
    try scene.press("qm")
    #expect(step(scene) == " Tour 3/5")
    try scene.press("B")
    #expect(step(scene) == " Tour 4/5")
    try scene.press("qjc<Enter>")
    #expect(step(scene) == " Tour 5/5")
    try scene.press("<Esc><Esc>?")
    #expect(step(scene) == nil)
    #expect(scene.grid.text.contains("That was the tour."))
  }

  @Test func `it is ended by one key and begun again by the same`() throws {
    var scene = demo(80, 24)
    try scene.press("<C-t>")
    #expect(step(scene) == nil)
    try scene.press("<C-t>")
    #expect(step(scene) == " Tour 1/5")
  }

  @Test func `outside of the demo there is none`() throws {
    var scene = Scene()
    try scene.press("<C-t>")
    #expect(step(scene) == nil)
    #expect(scene.bottom.contains("the tour is in the demo"))
  }

  @Test func `the panel stands above the hint line and hides nothing of the page, at 40×10`() throws {
    var scene = demo(40, 10)
    try scene.press("G")
    #expect(
      scene.picture == #"""
         Wirecopy · front page        2 min old
         ! 09:12 경찰, 호스팅 업체에 파업 사이…
         ● 06:10 발전 노조 "민영화 철회까지 현…
           03-03 Green groups back the walk-out
         ● 03-03 현장에서: 가족들의 밤
            2025 A year of the power line…  ▣10 ◂
         Tour 1/5 · j and k go through the
         list; <Enter> opens an article, q
         comes back. <C-t> ends the tour.
         <Enter> open  c report  ? help  q quit
        """#)
  }

  @Test func `the panel at 80×24`() throws {
    let scene = demo(80, 24)
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
                         │ ×12
         Tour 1/5 · j and k go through the list; <Enter> opens an article, q comes
         back. <C-t> ends the tour.
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q quit
        """#)
  }
}
