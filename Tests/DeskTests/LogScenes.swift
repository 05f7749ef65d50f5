import Testing

@testable import Desk

/// The log at three sizes.
@Suite struct LogScenes {
  @Test("the log unfolds a round at 40×10") func at40() throws {
    var scene = Scene(40, 10)
    try scene.press("L<Enter>")
    #expect(
      scene.picture == #"""
         Wirecopy · log               2 min old
         ▾ ✓ 09:28 Sori: de1 served in 240 ms, ◂
                   3 new, 1 revised
                     kr1: reset after the TLS
                     hello (120 ms)
                     de1: served (240 ms)
         ▸ ✗ 08:28 Hyeonjang: no mirror served


         r sync  m mirrors  ? help  q back
        """#)
  }

  @Test("the log unfolds a round at 80×24") func at80() throws {
    var scene = Scene(80, 24)
    try scene.press("L<Enter>")
    #expect(
      scene.picture == #"""
         Wirecopy · log                                         3/5 mirrors · 2 min old
         ▾ ✓ 09:28 Sori: de1 served in 240 ms, 3 new, 1 revised ◂
                     kr1: reset after the TLS hello (120 ms)
                     de1: served (240 ms)
         ▸ ✗ 08:28 Hyeonjang: no mirror served
         ×18
         r sync  m mirrors  : command  ? help  q back
        """#)
  }

  @Test("the log unfolds a round at 140×40") func at140() throws {
    var scene = Scene(140, 40)
    try scene.press("L<Enter>")
    #expect(
      scene.picture == #"""
         Wirecopy · log                                                                                                     3/5 mirrors · 2 min old
         ▾ ✓ 09:28 Sori: de1 served in 240 ms, 3 new, 1 revised ◂
                     kr1: reset after the TLS hello (120 ms)
                     de1: served (240 ms)
         ▸ ✗ 08:28 Hyeonjang: no mirror served
         ×34
         r sync  m mirrors  : command  ? help  q back
        """#)
  }
}
