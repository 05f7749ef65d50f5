import News
import Testing

@testable import Desk

/// The review at three sizes.
@Suite struct ReviewScenes {
  @Test("a review says who could read it, what is sent and what is missing at 40×10") func unsealed40() throws {
    var scene = Scene(40, 10, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.reportWithFiles)
    scene.box.relays.append(ReviewRelay(url: "http://old.example/relay", isPrivate: false))
    scene.box.missing = [
      ReviewGap("it has no section", isBlocking: true), ReviewGap("nobody signs it", isBlocking: false),
    ]
    try scene.press("x<Enter><C-s>")
    #expect(
      scene.picture == #"""
         Sori · review, 14 %          2 min old
         NOT SEALED: whoever runs a relay ◂
         below, or seizes it, can read all of
         it.

         To        Sori
                   https://drop.sori.example ·
                   over TLS: who runs it could
                   read it; left out until you
         f file  a agree  r sync  ? help  q back
        """#)
  }

  @Test("a review says who could read it, what is sent and what is missing at 80×24") func unsealed80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.reportWithFiles)
    scene.box.relays.append(ReviewRelay(url: "http://old.example/relay", isPrivate: false))
    scene.box.missing = [
      ReviewGap("it has no section", isBlocking: true), ReviewGap("nobody signs it", isBlocking: false),
    ]
    try scene.press("x<Enter><C-s>")
    #expect(
      scene.picture == #"""
         Sori · review, 62 %                              de1 ✓ 2/4 mirrors · 2 min old
         NOT SEALED: whoever runs a relay below, or seizes it, can read all of it. ◂

         To            Sori
                       https://drop.sori.example · over TLS: who runs it could read it;
                       left out until you agree
                       http://old.example/relay · PLAIN HTTP: anybody on the way could
                       read it; left out until you agree
         Agreed        to nothing yet: unsealed reports wait here, and are not sent

         Missing       ✗ it has no section (it can't be filed so)
                       · nobody signs it

         Title         발전소 매각 반대
         Kind          report
         Urgent        ! yes: readers get it as an alert
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         f file  a agree  r sync  : command  ? help  q back
        """#)
  }

  @Test("a review says who could read it, what is sent and what is missing at 140×40") func unsealed140() throws {
    var scene = Scene(140, 40, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.reportWithFiles)
    scene.box.relays.append(ReviewRelay(url: "http://old.example/relay", isPrivate: false))
    scene.box.missing = [
      ReviewGap("it has no section", isBlocking: true), ReviewGap("nobody signs it", isBlocking: false),
    ]
    try scene.press("x<Enter><C-s>")
    #expect(
      scene.picture == #"""
         Sori · review                                                                                                de1 ✓ 2/4 mirrors · 2 min old
         NOT SEALED: whoever runs a relay below, or seizes it, can read all of it. ◂

         To            Sori
                       https://drop.sori.example · over TLS: who runs it could read it;
                       left out until you agree
                       http://old.example/relay · PLAIN HTTP: anybody on the way could
                       read it; left out until you agree
         Agreed        to nothing yet: unsealed reports wait here, and are not sent

         Missing       ✗ it has no section (it can't be filed so)
                       · nobody signs it

         Title         발전소 매각 반대
         Kind          report
         Urgent        ! yes: readers get it as an alert
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         File          photo-1.jpg · image/jpeg · 2.1 MiB
                       here it was IMG_2034.jpg; that name is not sent
                       metadata found and removed: GPS position, camera model
                       caption: 명동, 밤 9시

         File          file-2.bin · application/octet-stream · 734 B
                       here it was plan.dwg; that name is not sent
                       WARNING: sent as it is: metadata is still inside (who, where,
                       when, with what)

         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.
         ×3
         f file  a agree  r sync  : command  ? help  q back
        """#)
  }

  @Test("before anything goes unsealed, a question says who could read it at 40×10") func asks40() throws {
    var scene = Scene(40, 10, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    try scene.press("x<Enter><C-s>f")
    #expect(
      scene.picture == #"""
         Sori · review, 29 %          2 min old
         NOT SEALED: whoever runs a relay
         below, or seizes it, can read all of
         it.
         NOT SEALED: whoever runs
         drop.sori.example can read this
         report. y: agree, for all reports to
         Sori, and file it · w: file it to wait
         here, nothing is sent · n: back
         [y/w/n] ◂
        """#)
  }

  @Test("before anything goes unsealed, a question says who could read it at 80×24") func asks80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    try scene.press("x<Enter><C-s>f")
    #expect(
      scene.picture == #"""
         Sori · review                                    de1 ✓ 2/4 mirrors · 2 min old
         NOT SEALED: whoever runs a relay below, or seizes it, can read all of it.

         To            Sori
                       https://drop.sori.example · over TLS: who runs it could read it;
                       left out until you agree
         Agreed        to nothing yet: unsealed reports wait here, and are not sent

         Title         발전소 매각 반대
         Kind          report
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.

         NOT SEALED: whoever runs drop.sori.example can read this report. y: agree, for
         all reports to Sori, and file it · w: file it to wait here, nothing is sent ·
         n: back [y/w/n] ◂
        """#)
  }

  @Test("before anything goes unsealed, a question says who could read it at 140×40") func asks140() throws {
    var scene = Scene(140, 40, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    try scene.press("x<Enter><C-s>f")
    #expect(
      scene.picture == #"""
         Sori · review                                                                                                de1 ✓ 2/4 mirrors · 2 min old
         NOT SEALED: whoever runs a relay below, or seizes it, can read all of it.

         To            Sori
                       https://drop.sori.example · over TLS: who runs it could read it;
                       left out until you agree
         Agreed        to nothing yet: unsealed reports wait here, and are not sent

         Title         발전소 매각 반대
         Kind          report
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.
         ×18
         NOT SEALED: whoever runs drop.sori.example can read this report. y: agree, for all reports to Sori, and file it · w: file it to wait here,
         nothing is sent · n: back [y/w/n] ◂
        """#)
  }

  @Test("where anybody on the way could read it, the question says that at 40×10") func clear40() throws {
    var scene = Scene(40, 10, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    scene.box.relays = [ReviewRelay(url: "http://old.example/relay", isPrivate: false)]
    try scene.press("x<Enter><C-s>f")
    #expect(
      scene.picture == #"""
         Sori · review, 29 %          2 min old
         NOT SEALED: anybody on the way, and
         NOT SEALED, OVER PLAIN HTTP: anybody
         on the way (this network, the
         provider, the state) and whoever runs
         old.example can read this report and
         see who sends it. y: agree, for all
         reports to Sori, and file it · w: file
         it to wait here, nothing is sent · n:
         back [y/w/n] ◂
        """#)
  }

  @Test("where anybody on the way could read it, the question says that at 80×24") func clear80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    scene.box.relays = [ReviewRelay(url: "http://old.example/relay", isPrivate: false)]
    try scene.press("x<Enter><C-s>f")
    #expect(
      scene.picture == #"""
         Sori · review                                    de1 ✓ 2/4 mirrors · 2 min old
         NOT SEALED: anybody on the way, and whoever runs a relay below, can read all
         of it.

         To            Sori
                       http://old.example/relay · PLAIN HTTP: anybody on the way could
                       read it; left out until you agree
         Agreed        to nothing yet: unsealed reports wait here, and are not sent

         Title         발전소 매각 반대
         Kind          report
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         노조는 오늘 밤 매각 철회를 요구했다.

         NOT SEALED, OVER PLAIN HTTP: anybody on the way (this network, the provider,
         the state) and whoever runs old.example can read this report and see who sends
         it. y: agree, for all reports to Sori, and file it · w: file it to wait here,
         nothing is sent · n: back [y/w/n] ◂
        """#)
  }

  @Test("what was agreed to is named, and what it leaves out at 80×24") func agreed80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    scene.box.consent = .overTLS
    scene.box.relays.append(ReviewRelay(url: "http://old.example/relay", isPrivate: false))
    try scene.press("x<Enter><C-s>")
    #expect(
      scene.picture == #"""
         Sori · review                                    de1 ✓ 2/4 mirrors · 2 min old
         NOT SEALED: whoever runs a relay below, or seizes it, can read all of it. ◂

         To            Sori
                       https://drop.sori.example · over TLS: who runs it can read it
                       http://old.example/relay · PLAIN HTTP: anybody on the way could
                       read it; left out until you agree
         Agreed        that reports to Sori go unsealed over TLS

         Title         발전소 매각 반대
         Kind          report
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.


         f file  a agree  r sync  : command  ? help  q back
        """#)
  }

  @Test("a sealed report is said to be sealed at 80×24") func sealed80() throws {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    scene.box.isSealed = true
    try scene.press("x<Enter><C-s>")
    #expect(
      scene.picture == #"""
         Sori · review                                    de1 ✓ 2/4 mirrors · 2 min old
         SEALED to the keys of the desk: nobody else can read it. ◂

         To            Sori
                       https://drop.sori.example

         Title         발전소 매각 반대
         Kind          report
         Section       노동
         Language      ko
         Place         서울 명동
         Byline        김하루
         Length        16 words
         Size          64 KiB as it is sent, padding included

         노조는 오늘 밤 매각 철회를 요구했다.

         5,600명이 모였다. Nobody goes back until the plan is withdrawn.
         ×5
         f file  a agree  r sync  : command  ? help  q back
        """#)
  }
}
