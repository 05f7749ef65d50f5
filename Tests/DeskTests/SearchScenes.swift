import Testing

@testable import Desk

/// The search page at three sizes.
@Suite struct SearchScenes {
  @Test("the search page shows what matched at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("/the<Enter>j")
    #expect(
      scene.picture == #"""
         Wirecopy · search            2 min old
         5 articles found for the, the best fi…
         ● 08:40 Workers scatter across Seoul…
                  … the night of the and what…
         ● 08:02 Photo: the march at Myeon… ★▣3 ◂
                  … the night of the and what…
           07:55 Correction: numbers at the… ±2
                  … the night of the and what…

         <Enter> open  c report  ? help  q back
        """#)
  }

  @Test("the search page shows what matched at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("/the<Enter>j")
    #expect(
      scene.picture == #"""
         Wirecopy · search                                      3/5 mirrors · 2 min old
         5 articles found for the, the best first
         ● 08:40 Workers scatter across Seoul after the cathedral         Labor      en
                  … the night of the and what came after
         ● 08:02 Photo: the march at Myeongdong                      ★▣3  Photo      en ◂
                  … the night of the and what came after
           07:55 Correction: numbers at the rally                     ±2  Labor      en
                  … the night of the and what came after
           03-03 Green groups back the walk-out                           World      en
                  … the night of the and what came after
            2025 A year of the power line dispute in ten pictures,…  ▣10  Photo      en
                  … the night of the and what came after
         ×11
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test("the search page shows what matched at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("/the<Enter>j")
    #expect(
      scene.picture == #"""
         Wirecopy · search                                                                                                  3/5 mirrors · 2 min old
         5 articles found for the, the best first
         ● 08:40 Workers scatter across Seoul after the cathedral                                                                     Labor      en
                  … the night of the and what came after
         ● 08:02 Photo: the march at Myeongdong                                                                                  ★▣3  Photo      en ◂
                  … the night of the and what came after
           07:55 Correction: numbers at the rally                                                                                 ±2  Labor      en
                  … the night of the and what came after
           03-03 Green groups back the walk-out                                                                                       World      en
                  … the night of the and what came after
            2025 A year of the power line dispute in ten pictures, with what was said at the time                                ▣10  Photo      en
                  … the night of the and what came after
         ×27
         <Enter> open  c report  r sync  m mirrors  : command  ? help  q back
        """#)
  }
}
