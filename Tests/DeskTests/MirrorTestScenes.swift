import Foundation
import News
import Screen
import Testing

@testable import Desk

/// Mirrors that are tested: answers as they come, and how many are still asked.
@Suite struct MirrorTestScenes {
  private static func scene(_ columns: Int, _ rows: Int) throws -> Scene {
    var scene = Scene(columns, rows)
    try scene.press("mT")
    let served = MirrorOutcome(
      mirror: .init(rawValue: 1), url: "https://kr1.sori.example/feed", kind: .served, milliseconds: 88)
    scene.happen(.tested(served, sentence: "kr1: answers (88 ms)"))
    let failed = MirrorOutcome(
      mirror: .init(rawValue: 3), url: "https://us1.sori.example/feed", kind: .failed,
      verdict: Verdict(.legalReasons, isBlocked: true))
    scene.happen(.tested(failed, sentence: "us1 blocked: it may not show this here, for legal reasons (451)"))
    return scene
  }

  @Test func `every mirror is tested, and two have answered, at 40×10`() throws {
    let scene = try Self.scene(40, 10)
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori                    still asked: 2
          ✓ kr1           just now ◂
          ✓ de1           asking…
          ✗ us1           blocked: it may not…
          ? old           asking…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         █████░░░░░ 2/4 · <Esc> cancels
        """#)
  }

  @Test func `every mirror is tested, and two have answered, at 80×24`() throws {
    let scene = try Self.scene(80, 24)
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   kr1 ✓ 2/4 mirrors · 2 min old
         Sori                                                            still asked: 2
          ✓ kr1                           88 ms  just now ◂
          ✓ de1                               …  asking…
          ✗ us1                          410 ms  blocked: it may not show this here, f…
          ? old                               …  asking…
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 09:30 · last asked 2026-03-04 09:30
         ×10
         █████░░░░░ 2/4 mirrors tested · still asked: 2 · <Esc> cancels
        """#)
  }

  @Test func `every mirror is tested, and two have answered, at 140×40`() throws {
    let scene = try Self.scene(140, 40)
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               kr1 ✓ 2/4 mirrors · 2 min old
         Sori                                                                                                                        still asked: 2
          ✓ kr1                                   88 ms  just now ◂
          ✓ de1                                       …  asking…
          ✗ us1                                  410 ms  blocked: it may not show this here, for legal reasons (451)
          ? old                                       …  asking…
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 09:30 · last asked 2026-03-04 09:30
         ×26
         █████░░░░░ 2/4 mirrors tested · still asked: 2 · <Esc> cancels
        """#)
  }

  @Test func `every mirror was tested, at 40×10`() throws {
    var scene = try Self.scene(40, 10)
    for id in [2, 4] {
      let served = MirrorOutcome(
        mirror: .init(rawValue: Int64(id)), url: "https://m.example", kind: .served, milliseconds: 9)
      scene.happen(.tested(served, sentence: "answers"))
    }
    #expect(
      scene.picture == #"""
         Sori · mirrors               2 min old
         Sori
          ✓ kr1           just now ◂
          ✓ de1           just now
          ✗ us1           blocked: it may not…
          ✓ old           has moved: y takes t…
         Hyeonjang
          ✓ hyeonjang.ex… 7 min old

         mirrors tested: 4 · well: 3
        """#)
  }

  @Test func `every mirror was tested, at 80×24`() throws {
    var scene = try Self.scene(80, 24)
    for id in [2, 4] {
      let served = MirrorOutcome(
        mirror: .init(rawValue: Int64(id)), url: "https://m.example", kind: .served, milliseconds: 9)
      scene.happen(.tested(served, sentence: "answers"))
    }
    #expect(
      scene.picture == #"""
         Sori · mirrors                                   kr1 ✓ 3/4 mirrors · 2 min old
         Sori                                                                 2 min old
          ✓ kr1                           88 ms  just now ◂
          ✓ de1                            9 ms  just now
          ✗ us1                          410 ms  blocked: it may not show this here, f…
          ✓ old                            9 ms  has moved: y takes the new address
         Hyeonjang                                                            7 min old
          ✓ hyeonjang.example            180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 09:30 · last asked 2026-03-04 09:30
         ×10
         mirrors tested: 4 · well: 3                                     ? help  q back
        """#)
  }

  @Test func `every mirror was tested, at 140×40`() throws {
    var scene = try Self.scene(140, 40)
    for id in [2, 4] {
      let served = MirrorOutcome(
        mirror: .init(rawValue: Int64(id)), url: "https://m.example", kind: .served, milliseconds: 9)
      scene.happen(.tested(served, sentence: "answers"))
    }
    #expect(
      scene.picture == #"""
         Sori · mirrors                                                                                               kr1 ✓ 3/4 mirrors · 2 min old
         Sori                                                                                                                             2 min old
          ✓ kr1                                   88 ms  just now ◂
          ✓ de1                                    9 ms  just now
          ✗ us1                                  410 ms  blocked: it may not show this here, for legal reasons (451)
          ✓ old                                    9 ms  has moved: y takes the new address
         Hyeonjang                                                                                                                        7 min old
          ✓ hyeonjang.example                    180 ms  7 min old
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         https://kr1.sori.example/feed
         way       directly; o changes it
         speed     ▂▂▂▅█▂ 80–400 ms
         seen      last good 2026-03-04 09:30 · last asked 2026-03-04 09:30
         ×26
         mirrors tested: 4 · well: 3                                                                                                 ? help  q back
        """#)
  }
}
