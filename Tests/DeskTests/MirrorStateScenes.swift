import Foundation
import News
import Screen
import Testing

@testable import Desk

/// The mirrors page: each state of a mirror, and what is known of it.
@Suite struct MirrorStateScenes {
  @Test func `details of a mirror that fails, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("m")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           reset after the TLS… ◂
          ✓ de1           2 min old
          ✓ us1           90 min behind
          ? old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         t test  T test all  ? help  q back
        """#)
  }

  @Test func `details of a mirror that fails, at 80×24`() throws {
    var scene = Scene(80, 24)
    try scene.press("m")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello ◂
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
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test func `details on a small screen, at 40×10`() throws {
    var scene = Scene(40, 10)
    try scene.press("m<Enter>")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         https://kr1.sori.example/feed ◂
         kr1: reset after the TLS hello
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 ·
                   last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         t test  T test all  ? help  q back
        """#)
  }

  @Test func `pinned, disabled and asked, at 40×10`() throws {
    var scene = Scene(40, 10)
    scene.shelf.mirrors[1].mirror.isPinned = true
    scene.shelf.mirrors[2].mirror.isDisabled = true
    try scene.press("mjt")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1 (pinned)  asking… ◂
          – us1           disabled
          ? old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         t test  T test all  ? help  q back
        """#)
  }

  @Test func `pinned, disabled and asked, at 80×24`() throws {
    var scene = Scene(80, 24)
    scene.shelf.mirrors[1].mirror.isPinned = true
    scene.shelf.mirrors[2].mirror.isDisabled = true
    try scene.press("mjt")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 1/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello
          ✓ de1 (pinned)                      …  asking… ◂
          – us1                          410 ms  disabled
          ? old                                  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://de1.sori.example/feed
         Pinned: no other mirror of this newsroom is asked; p unpins it, F asks the
         others once.
         way       directly; o changes it
         speed     240 ms
         seen      last good 2026-03-04 09:28 · last asked 2026-03-04 09:28
         ×8
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test func `pinned, disabled and asked, at 140×40`() throws {
    var scene = Scene(140, 40)
    scene.shelf.mirrors[1].mirror.isPinned = true
    scene.shelf.mirrors[2].mirror.isDisabled = true
    try scene.press("mjt")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 1/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  reset after the TLS hello
          ✓ de1 (pinned)                              …  asking… ◂
          – us1                                  410 ms  disabled
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://de1.sori.example/feed
         Pinned: no other mirror of this newsroom is asked; p unpins it, F asks the others once.
         way       directly; o changes it
         speed     240 ms
         seen      last good 2026-03-04 09:28 · last asked 2026-03-04 09:28
         ×25
         t test  T test all  ! retry  p pin  o route  d disable  a add  r sync  : command  ? help  q back
        """#)
  }

  @Test func `a fault that the demo gave, at 40×10`() throws {
    var scene = Scene(40, 10, change: { $0.faults = PageTests.faults })
    try scene.press("mjB")
    scene.happen(.faultChanged(url: "https://de1.sori.example/feed", name: "swallow"))
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1 [swallow] 2 min old ◂
          ✓ us1           90 min behind
          ? old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         the demo gave de1 the fault swallow
        """#)
  }

  @Test func `a fault that the demo gave, at 80×24`() throws {
    var scene = Scene(80, 24, change: { $0.faults = PageTests.faults })
    try scene.press("mjB")
    scene.happen(.faultChanged(url: "https://de1.sori.example/feed", name: "swallow"))
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello
          ✓ de1 [swallow]                240 ms  2 min old ◂
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://de1.sori.example/feed
         In the demo, it does this now: swallow
         way       directly; o changes it
         speed     240 ms
         seen      last good 2026-03-04 09:28 · last asked 2026-03-04 09:28
         ×9
         the demo gave de1 the fault swallow                             ? help  q back
        """#)
  }

  @Test func `an address that has no feed, at 80×24`() throws {
    var scene = Scene(80, 24)
    scene.shelf.mirrors[3].mirror.offer = MovedOffer(
      url: "https://parking.example/", found: .other("a page “Buy this name”"))
    try scene.press("mjjjy")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  reset after the TLS hello
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  redirects to another host, where no f… ◂
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://old.sori.example/feed
         It redirects to https://parking.example/, where no feed stands, but a page
         “Buy this name”: X turns it down.
         way       directly; o changes it
         seen      never good yet · last asked 2026-03-04 09:28
         ×9
         no feed stands at https://parking.example/; X turns it down     ? help  q back
        """#)
  }
}
