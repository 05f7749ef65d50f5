import Foundation
import News
import Screen
import Testing

@testable import Desk

/// What is typed and pasted on the mirrors page.
@Suite struct MirrorPromptScenes {
  static let list = """
    # mirrors of Sori
    https://fr1.sori.example/feed
    https://se1.sori.example/feed address=198.51.100.7
    https://drops.sori.example/ relay
    """

  /// All goes through Tor, but for what has a way of its own.
  static var shelf: Shelf {
    var shelf = Fixture.shelf
    shelf.network = "through Tor on this machine"
    shelf.mirrors[0].mirror.route = MirrorRoute(proxy: "direct", addresses: ["203.0.113.7", "203.0.113.8"])
    shelf.mirrors[0].route = "directly, also at 203.0.113.7 and 203.0.113.8"
    return shelf
  }

  @Test func `a list of mirrors that was pasted waits for its key, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Fixture.shelf)
    try scene.press("ma")
    scene.happen(.input(.paste(Self.list)))
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

        addresses: 3 (<Enter> adds them): ◂
        """#)
  }

  @Test func `a list of mirrors that was pasted waits for its key, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Fixture.shelf)
    try scene.press("ma")
    scene.happen(.input(.paste(Self.list)))
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
        addresses: 3 (<Enter> adds them): ◂
        """#)
  }

  @Test func `a list of mirrors that was pasted waits for its key, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Fixture.shelf)
    try scene.press("ma")
    scene.happen(.input(.paste(Self.list)))
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  reset after the TLS hello
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×23
        addresses: 3 (<Enter> adds them): ◂
        """#)
  }

  @Test func `the way to a mirror is asked for with the present one in the line, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Self.shelf)
    try scene.press("mo")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         all mirrors: through Tor on this mach…
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1           2 min old
         possible, also several: settings ·
         direct · tor · socks5h://HOST:PORT ·
         system · doh URL ADDRESS · address A,B
         · pin sha256//KEY
        way to kr1: ess 203.0.113.7,203.0.113.8 ◂
        """#)
  }

  @Test func `the way to a mirror is asked for with the present one in the line, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Self.shelf)
    try scene.press("mo")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         all mirrors: through Tor on this machine
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
         way       directly, also at 203.0.113.7 and 203.0.113.8 (its own way); o
                   changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×3
         possible, also several: settings · direct · tor · socks5h://HOST:PORT · system
         · doh URL ADDRESS · address A,B · pin sha256//KEY
        way to kr1: direct address 203.0.113.7,203.0.113.8 ◂
        """#)
  }

  @Test func `the way to a mirror is asked for with the present one in the line, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Self.shelf)
    try scene.press("mo")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         all mirrors: through Tor on this machine
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  reset after the TLS hello
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         way       directly, also at 203.0.113.7 and 203.0.113.8 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×21
         possible, also several: settings · direct · tor · socks5h://HOST:PORT · system · doh URL ADDRESS · address A,B · pin sha256//KEY
        way to kr1: direct address 203.0.113.7,203.0.113.8 ◂
        """#)
  }

  @Test func `the way to all mirrors is asked for, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Self.shelf)
    try scene.press("m:network<Enter>")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         all mirrors: through Tor on this mach…
         Sori
          ✗ kr1           reset after the TLS…
          ✓ de1           2 min old
         now: through Tor on this machine;
         possible, also several: direct · tor ·
         socks5h://HOST:PORT · system · doh URL
         ADDRESS
        :network ◂
        """#)
  }

  @Test func `the way to all mirrors is asked for, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Self.shelf)
    try scene.press("m:network<Enter>")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         all mirrors: through Tor on this machine
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
         way       directly, also at 203.0.113.7 and 203.0.113.8 (its own way); o
                   changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×3
         now: through Tor on this machine; possible, also several: direct · tor ·
         socks5h://HOST:PORT · system · doh URL ADDRESS
        :network ◂
        """#)
  }

  @Test func `the way to all mirrors is asked for, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Self.shelf)
    try scene.press("m:network<Enter>")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         all mirrors: through Tor on this machine
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  reset after the TLS hello
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         way       directly, also at 203.0.113.7 and 203.0.113.8 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×21
         now: through Tor on this machine; possible, also several: direct · tor · socks5h://HOST:PORT · system · doh URL ADDRESS
        :network ◂
        """#)
  }

  @Test func `a pinned mirror that failed offers the key that asks the others, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Fixture.shelf)
    scene.shelf.mirrors[0].mirror.isPinned = true
    try scene.press("m")
    scene.happen(.sync(.began(newsrooms: 1)))
    scene.happen(.sync(.pinnedFailed(Fixture.newsroom.id)))
    scene.happen(
      .sync(.finished(["Sori: kr1 reset after the TLS hello; nobody served"], new: 0, isOffline: false, failed: 1)))
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1 (pinned)  reset after the TLS… ◂
          ✓ de1           2 min old
          ✓ us1           90 min behind
          ? old           has moved: y takes t…
         Sori: kr1 reset after the TLS hello;
         nobody served · the pinned mirror of
         Sori failed; F asks its other mirrors
         once                    ? help  q back
        """#)
  }

  @Test func `a pinned mirror that failed offers the key that asks the others, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Fixture.shelf)
    scene.shelf.mirrors[0].mirror.isPinned = true
    try scene.press("m")
    scene.happen(.sync(.began(newsrooms: 1)))
    scene.happen(.sync(.pinnedFailed(Fixture.newsroom.id)))
    scene.happen(
      .sync(.finished(["Sori: kr1 reset after the TLS hello; nobody served"], new: 0, isOffline: false, failed: 1)))
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1 (pinned)                  90 ms  reset after the TLS hello ◂
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         Pinned: no other mirror of this newsroom is asked; p unpins it, F asks the
         others once.
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×4
         Sori: kr1 reset after the TLS hello; nobody served · the pinned mirror of Sori
         failed; F asks its other mirrors once                           ? help  q back
        """#)
  }

  @Test func `a pinned mirror that failed offers the key that asks the others, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Fixture.shelf)
    scene.shelf.mirrors[0].mirror.isPinned = true
    try scene.press("m")
    scene.happen(.sync(.began(newsrooms: 1)))
    scene.happen(.sync(.pinnedFailed(Fixture.newsroom.id)))
    scene.happen(
      .sync(.finished(["Sori: kr1 reset after the TLS hello; nobody served"], new: 0, isOffline: false, failed: 1)))
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1 (pinned)                          90 ms  reset after the TLS hello ◂
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1: reset after the TLS hello
         Pinned: no other mirror of this newsroom is asked; p unpins it, F asks the others once.
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  libcurl 35, errno 104
                   address 203.0.113.7
         ×22
         Sori: kr1 reset after the TLS hello; nobody served · the pinned mirror of Sori failed; F asks its other mirrors once        ? help  q back
        """#)
  }
}
