import Screen
import Testing

@testable import Terminal

@Suite struct PaletteTests {
  @Test(arguments: [
    (0, 256, 0), (255, 256, 255), (12, 16, 12), (12, 8, 4), (160, 8, 1), (24, 8, 4), (231, 8, 7), (240, 16, 8),
  ])
  func theNearestColourIsTaken(number: Int, colours: Int, nearest: Int) {
    #expect(Palette.nearest(to: number, colours: colours) == nearest)
  }

  @Test func withoutColoursOrWithoutAWishThereIsNone() {
    #expect(Palette.nearest(to: 160, colours: 2) == nil)
    #expect(Palette.nearest(to: nil, colours: 256) == nil)
  }

  @Test func onEightColoursNothingTurnsInvisible() {
    func pair(_ front: Int?, _ back: Int?) -> [Int?] {
      let pair = Palette.pair(Theme.Look(foreground: front, background: back), colours: 8)
      return [pair.foreground, pair.background]
    }
    #expect(pair(240, nil) == [nil, nil], "a grey, near to black")
    #expect(pair(252, 24) == [7, 4])
    #expect(pair(240, 236) == [7, 0], "two greys, both nearest to black")
    #expect(pair(250, 253) == [0, 7])
    #expect(pair(0, nil) == [0, nil], "black that was asked for")
  }
}
