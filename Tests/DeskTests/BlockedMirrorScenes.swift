import Foundation
import News
import Screen
import Testing

@testable import Desk

/// A mirror that is blocked: in words, and what that rests on.
@Suite struct BlockedMirrorScenes {
  /// The first mirror is blocked and left alone, and has a way of its own.
  static var shelf: Shelf {
    var shelf = Fixture.shelf
    var kr1 = shelf.mirrors[0]
    kr1.mirror.verdict = Verdict(.resetInHello, confidence: .confirmed, isBlocked: true)
    kr1.mirror.route = MirrorRoute(addresses: ["203.0.113.7"])
    kr1.sentence = "kr1 blocked: reset after the TLS hello, while the same address answers without its name"
    kr1.route = "also at 203.0.113.7"
    kr1.rest = Fixture.now.addingTimeInterval(65)
    kr1.why = [
      "score 0.31: as fresh as any, 11 of the last 20 tries were good, usually 90 ms",
      "after de1 and us1, as it is left alone",
    ]
    kr1.evidence = [
      "203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104",
      "203.0.113.7 without its name: answered in TLS, twice; with its name: reset, twice",
      "the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)",
      "libcurl 35: OpenSSL SSL_connect: Connection reset by peer in connection to kr1.sori.example:443",
      "at that time de1 was verified on the same network (240 ms)",
      "this machine's clock: right by the word of de1",
    ]
    shelf.mirrors[0] = kr1
    shelf.mirrors[1].mirror.behindSeconds = 0
    return shelf
  }

  @Test func `a blocked mirror says so, and until when it is left alone, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Self.shelf)
    try scene.press("m")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✗ kr1           blocked: reset after… ◂
          ✓ de1           2 min old
          ✓ us1           90 min behind
          ? old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         t test  T test all  ? help  q back
        """#)
  }

  @Test func `a blocked mirror says so, and until when it is left alone, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Self.shelf)
    try scene.press("m")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  blocked: reset after the TLS hello, w… ◂
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1 blocked: reset after the TLS hello, while the same address answers without
         its name
         Somebody on the way keeps you from it; the mirror itself may be well.
         rest      left alone until 09:31:05, as it failed; ! asks it now
         way       also at 203.0.113.7 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104
                   203.0.113.7 without its name: answered in TLS, twice; with its name:
                   reset, twice
                   the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)
                   libcurl 35: OpenSSL SSL_connect: Connection reset by peer in
         … lines more: 6 · <Tab>
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test func `a blocked mirror says so, and until when it is left alone, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Self.shelf)
    try scene.press("m")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  blocked: reset after the TLS hello, while the same address an… · left alone until 09:31:05 ◂
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         kr1 blocked: reset after the TLS hello, while the same address answers without its name
         Somebody on the way keeps you from it; the mirror itself may be well.
         rest      left alone until 09:31:05, as it failed; ! asks it now
         way       also at 203.0.113.7 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104
                   203.0.113.7 without its name: answered in TLS, twice; with its name: reset, twice
                   the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)
                   libcurl 35: OpenSSL SSL_connect: Connection reset by peer in connection to kr1.sori.example:443
                   at that time de1 was verified on the same network (240 ms)
                   this machine's clock: right by the word of de1
         why       score 0.31: as fresh as any, 11 of the last 20 tries were good, usually 90 ms
                   after de1 and us1, as it is left alone
         ×15
         t test  T test all  ! retry  p pin  o route  d disable  a add  r sync  : command  ? help  q back
        """#)
  }

  @Test func `what is known of a blocked mirror is read to its end, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Self.shelf)
    try scene.press("m<Enter>G")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
                   (240 ms) ◂
                   this machine's clock: right
                   by the word of de1
         why       score 0.31: as fresh as any,
                   11 of the last 20 tries were
                   good, usually 90 ms
                   after de1 and us1, as it is
                   left alone
         t test  T test all  ? help  q back
        """#)
  }

  @Test func `what is known of a blocked mirror is read to its end, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Self.shelf)
    try scene.press("m<Tab>G")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  blocked: reset after the TLS hello, w…
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address
        ────────────────────────────────────────────────────────────────────────────────
         Somebody on the way keeps you from it; the mirror itself may be well. ◂
         rest      left alone until 09:31:05, as it failed; ! asks it now
         way       also at 203.0.113.7 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104
                   203.0.113.7 without its name: answered in TLS, twice; with its name:
                   reset, twice
                   the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)
                   libcurl 35: OpenSSL SSL_connect: Connection reset by peer in
                   connection to kr1.sori.example:443
                   at that time de1 was verified on the same network (240 ms)
                   this machine's clock: right by the word of de1
         why       score 0.31: as fresh as any, 11 of the last 20 tries were good,
                   usually 90 ms
                   after de1 and us1, as it is left alone
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test func `what is known of a blocked mirror is read to its end, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Self.shelf)
    try scene.press("m<Tab>G")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  blocked: reset after the TLS hello, while the same address an… · left alone until 09:31:05
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed ◂
         kr1 blocked: reset after the TLS hello, while the same address answers without its name
         Somebody on the way keeps you from it; the mirror itself may be well.
         rest      left alone until 09:31:05, as it failed; ! asks it now
         way       also at 203.0.113.7 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104
                   203.0.113.7 without its name: answered in TLS, twice; with its name: reset, twice
                   the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)
                   libcurl 35: OpenSSL SSL_connect: Connection reset by peer in connection to kr1.sori.example:443
                   at that time de1 was verified on the same network (240 ms)
                   this machine's clock: right by the word of de1
         why       score 0.31: as fresh as any, 11 of the last 20 tries were good, usually 90 ms
                   after de1 and us1, as it is left alone
         ×15
         t test  T test all  ! retry  p pin  o route  d disable  a add  r sync  : command  ? help  q back
        """#)
  }

  @Test func `what is known of a blocked mirror is read from its beginning, at 40×10`() throws {
    var scene = Scene(40, 10, shelf: Self.shelf)
    try scene.press("m<Tab>")
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         https://kr1.sori.example/feed ◂
         kr1 blocked: reset after the TLS
         hello, while the same address answers
         without its name
         Somebody on the way keeps you from it;
         the mirror itself may be well.
         rest      left alone until 09:31:05,
         … lines more: 30 · <C-f>
         t test  T test all  ? help  q back
        """#)
  }

  @Test func `what is known of a blocked mirror is read from its beginning, at 80×24`() throws {
    var scene = Scene(80, 24, shelf: Self.shelf)
    try scene.press("m<Tab>")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✗ kr1                           90 ms  blocked: reset after the TLS hello, w…
          ✓ de1                          240 ms  2 min old
          ✓ us1                          410 ms  90 min behind
          ? old                                  has moved: y takes the new address
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed ◂
         kr1 blocked: reset after the TLS hello, while the same address answers without
         its name
         Somebody on the way keeps you from it; the mirror itself may be well.
         rest      left alone until 09:31:05, as it failed; ! asks it now
         way       also at 203.0.113.7 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104
                   203.0.113.7 without its name: answered in TLS, twice; with its name:
                   reset, twice
                   the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)
                   libcurl 35: OpenSSL SSL_connect: Connection reset by peer in
                   connection to kr1.sori.example:443
                   at that time de1 was verified on the same network (240 ms)
         … lines more: 4 · <C-f>
         t test  T test all  ! retry  p pin  o route  d disable  a add  ? help  q back
        """#)
  }

  @Test func `what is known of a blocked mirror is read from its beginning, at 140×40`() throws {
    var scene = Scene(140, 40, shelf: Self.shelf)
    try scene.press("m<Tab>")
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               de1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✗ kr1                                   90 ms  blocked: reset after the TLS hello, while the same address an… · left alone until 09:31:05
          ✓ de1                                  240 ms  2 min old
          ✓ us1                                  410 ms  90 min behind
          ? old                                          has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed ◂
         kr1 blocked: reset after the TLS hello, while the same address answers without its name
         Somebody on the way keeps you from it; the mirror itself may be well.
         rest      left alone until 09:31:05, as it failed; ! asks it now
         way       also at 203.0.113.7 (its own way); o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 07:20 · last asked 2026-03-04 09:28
         evidence  203.0.113.7 (resolver): connected 31 ms, reset 58 ms, errno 104
                   203.0.113.7 without its name: answered in TLS, twice; with its name: reset, twice
                   the resolver's answers: 203.0.113.7, 10.10.34.36 (reserved range)
                   libcurl 35: OpenSSL SSL_connect: Connection reset by peer in connection to kr1.sori.example:443
                   at that time de1 was verified on the same network (240 ms)
                   this machine's clock: right by the word of de1
         why       score 0.31: as fresh as any, 11 of the last 20 tries were good, usually 90 ms
                   after de1 and us1, as it is left alone
         ×15
         t test  T test all  ! retry  p pin  o route  d disable  a add  r sync  : command  ? help  q back
        """#)
  }
}
