import Testing

@testable import Desk

/// The mirrors page at three sizes.
@Suite struct MirrorsScenes {
  @Test("the mirrors page says how each mirror is at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("mjjj")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1           2 min old
          ✓ us1           90 min behind
          ? old           has moved: y takes t… ◂
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         t test  T test all  ? help  q back
        """#)
  }

  @Test("the mirrors page says how each mirror is at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("mjjj")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address ◂
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://old.sori.example/feed
         It redirects to https://jp1.sori.example/feed, where the same feed stands
         (Sori News): y takes that address, X turns it down.
         way       directly; o changes it
         seen      never good yet · last asked 2026-03-04 09:28
         ×9
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test("the mirrors page says how each mirror is at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("mjjj")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  reset after the TLS hello
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address ◂
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://old.sori.example/feed
         It redirects to https://jp1.sori.example/feed, where the same feed stands (Sori News): y takes that address, X turns it down.
         way       directly; o changes it
         seen      never good yet · last asked 2026-03-04 09:28
         ×26
         t test  T test all  ! retry  p pin  o route  d disable  a add  r sync  : command  ? help  q back
        """#)
  }
}
