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

  @Test(arguments: [
    (117, 0x87D7FF), (231, 0xFFFFFF), (16, 0x010101), (3, 3), (9, 0xFF0000), (240, 0x585858),
    (Theme.exact + 0x123456, 0x123456), (Theme.exact, 0x010101),
  ])
  func whereEveryColourIsThereItIsTakenAsItIs(number: Int, taken: Int) {
    #expect(Palette.nearest(to: number, colours: 1 << 24) == taken)
  }

  @Test(arguments: [(0x87D7FF, 256, 117), (0xCC0000, 8, 1), (0x767676, 256, 243)])
  func anExactColourIsTheNearestOneWhereThereAreFewer(rgb: Int, colours: Int, nearest: Int) {
    #expect(Palette.nearest(to: Theme.exact + rgb, colours: colours) == nearest)
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
    #expect(pair(245, nil) == [nil, nil], "a grey between, which is no yellow")
    #expect(pair(252, 24) == [7, 4])
    #expect(pair(240, 236) == [7, 0], "two greys, both nearest to black")
    #expect(pair(250, 253) == [0, 7])
    #expect(pair(0, nil) == [0, nil], "black that was asked for")
  }
}
