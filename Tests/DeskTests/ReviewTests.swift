import News
import Screen
import Testing

@testable import Desk

/// What is asked before a report leaves, and what is not.
@Suite struct ReviewTests {
  private func reviewing(_ change: (inout ReportBox) -> Void = { _ in }) throws -> Scene {
    var scene = Scene(80, 24, shelf: Fixture.soriShelf)
    scene.box.add(Fixture.report)
    change(&scene.box)
    try scene.press("x<Enter><C-s>")
    return scene
  }

  private let plain = ReviewRelay(url: "http://old.example/relay", isPrivate: false)

  private func filing(_ scene: Scene) -> [ReportWish] {
    scene.wishes.filter {
      switch $0 {
      case .file, .consent, .deliver: true
      default: false
      }
    }
  }

  @Test func `a first yes is agreed to before it is filed`() throws {
    var scene = try reviewing()
    let number = scene.box.drafts[0].id
    try scene.press("f")
    #expect(filing(scene).isEmpty)
    try scene.press("y")
    #expect(filing(scene) == [.consent(Fixture.newsroom.id, .overTLS), .file(number)])
    #expect(scene.model.page == .outbox)
    #expect(scene.said.contains("filed: it is on this disk, and leaves as soon as a relay answers"))
    #expect((scene.model.front as? OutboxPage)?.selected == number)
  }

  @Test func `without a yes it can be filed to wait, and that is what is said`() throws {
    var scene = try reviewing()
    let number = scene.box.drafts[0].id
    try scene.press("fw")
    #expect(filing(scene) == [.file(number)])
    #expect(scene.said.contains("filed to wait: it is on this disk, and nothing is sent until you agree"))
  }

  @Test(arguments: ["n", "q", "<Esc>", "<C-g>"])
  func `no and Esc file nothing`(_ key: String) throws {
    var scene = try reviewing()
    try scene.press("f\(key)")
    #expect(filing(scene).isEmpty)
    #expect(scene.model.page == .review)
    #expect(scene.box.drafts.count == 1)
  }

  @Test(arguments: [UnsealedConsent.overTLS, .inClear])
  func `what was agreed to once is not asked again`(_ consent: UnsealedConsent) throws {
    var scene = try reviewing { $0.consent = consent }
    try scene.press("f")
    #expect(filing(scene).count == 1)
    #expect(scene.model.page == .outbox)
  }

  @Test func `who agreed to TLS alone is asked again where every relay is in the clear`() throws {
    var scene = try reviewing {
      $0.consent = .overTLS
      $0.relays = [plain]
    }
    try scene.press("f")
    #expect(scene.said.contains("NOT SEALED, OVER PLAIN HTTP: anybody on the way"))
    try scene.press("y")
    #expect(filing(scene).first == .consent(Fixture.newsroom.id, .inClear))
  }

  @Test func `where one relay is private, filing asks for no more than that`() throws {
    var scene = try reviewing { $0.relays.append(plain) }
    try scene.press("f")
    #expect(scene.said.contains("whoever runs drop.sori.example can read this report"))
    #expect(scene.model.common.question.map { !scene.model.common.text($0.phrase).contains("old.example") } == true)
    try scene.press("y")
    #expect(scene.box.consent == .overTLS)
  }

  @Test func `a sealed report is filed without a question`() throws {
    var scene = try reviewing {
      $0.isSealed = true
      $0.relays = [plain]
    }
    try scene.press("af")
    #expect(filing(scene).count == 1)
  }

  @Test func `where no relay is known it is filed to wait, and that is said`() throws {
    var scene = try reviewing { $0.relays = [] }
    #expect(scene.grid.text.contains("No relay is known"))
    try scene.press("f")
    #expect(scene.said.contains("filed to wait: it is on this disk; no relay of Sori is known yet"))
  }

  @Test func `what is missing blocks filing only where it must`() throws {
    var scene = try reviewing {
      $0.consent = .overTLS
      $0.missing = [ReviewGap("nobody signs it", isBlocking: false), ReviewGap("it has no title", isBlocking: true)]
    }
    try scene.press("f")
    #expect(filing(scene).isEmpty)
    #expect(scene.said.contains("it can't be filed yet: it has no title"))
    scene.box.missing.removeLast()
    scene.happen(.loaded(.changed))
    #expect(scene.said.contains("Missing       · nobody signs it"))
    try scene.press("f")
    #expect(filing(scene).count == 1)
  }

  @Test func `agreeing goes step by step and is asked each time; taking back is not`() throws {
    var scene = try reviewing { $0.relays.append(plain) }
    try scene.press("ay")
    #expect(scene.box.consent == .overTLS)
    scene.happen(.loaded(.changed))
    #expect(scene.said.contains("Agreed        that reports to Sori go unsealed over TLS"))
    try scene.press("a")
    #expect(scene.said.contains("OVER PLAIN HTTP"))
    try scene.press("y")
    #expect(scene.box.consent == .inClear)
    scene.happen(.loaded(.changed))
    #expect(scene.said.contains("NOT SEALED: anybody on the way, and whoever runs a relay below"))
    try scene.press("a")
    #expect(scene.said.contains("you have agreed to all of that"))
    try scene.press("d")
    #expect(scene.box.consent == .none)
    #expect(filing(scene).count == 3)
  }

  @Test func `a report that waits for a yes is delivered once it has it`() throws {
    var scene = try reviewing()
    let number = scene.box.drafts[0].id
    try scene.press("fw<Enter>")
    #expect(scene.model.page == .review)
    try scene.press("f")
    #expect(scene.said.contains("it is filed already"))
    try scene.press("ay")
    #expect(filing(scene).suffix(2) == [.consent(Fixture.newsroom.id, .overTLS), .deliver([number])])
  }

  @Test func `filing is wanted once, and again after it failed`() throws {
    var scene = try reviewing {
      $0.consent = .overTLS
    }
    scene.box.isSilent = true
    try scene.press("ff")
    #expect(filing(scene).count == 1)
    scene.happen(.failed("no space is left on the disk"))
    try scene.press("f")
    #expect(filing(scene).count == 2)
    #expect(scene.model.page == .review)
  }

  @Test func `filed is said only when it is in the outbox`() throws {
    var scene = try reviewing { $0.consent = .overTLS }
    let number = scene.box.drafts[0].id
    scene.box.isSilent = true
    try scene.press("f")
    #expect(scene.said.contains("filing…") && !scene.said.contains("filed:"))
    scene.happen(.report(.filed(number)))
    #expect(scene.said.contains("filed: it is on this disk"))
    #expect(scene.model.page == .outbox)
    try scene.press("q")
    #expect(scene.model.page == .front)
  }

  @Test func `text that was written while it was being filed goes on as a new draft`() throws {
    var scene = try reviewing { $0.consent = .overTLS }
    let number = scene.box.drafts[0].id
    scene.box.isSilent = true
    try scene.press("fq 그리고")
    scene.box.isSilent = false
    scene.box.drafts = []
    scene.happen(.report(.filed(number)))
    #expect(scene.model.page == .composer)
    #expect(scene.said.contains("what stands here is a new one now"))
    #expect(scene.box.drafts.map { $0.report.body.hasSuffix(" 그리고") } == [true])
    try scene.press("<Esc><Esc>")
    #expect(scene.box.drafts.map { $0.report.body.hasSuffix(" 그리고") } == [true])
  }

  @Test func `taken back is said only once the disk has it`() throws {
    var scene = try reviewing { $0.consent = .overTLS }
    scene.box.isSilent = true
    try scene.press("d")
    #expect(scene.said.contains("taking it back…"))
    #expect(scene.said.contains("Agreed        that reports to Sori go unsealed over TLS"))
    scene.happen(.failed("no space is left on the disk"))
    #expect(!scene.said.contains("taken back"))
    scene.wake()
    #expect(scene.said.contains("taken back: reports to Sori wait here, and are not sent"))
    #expect(scene.said.contains("Agreed        to nothing yet"))
  }

  @Test func `writing goes on where it was left`() throws {
    var scene = try reviewing()
    try scene.press("q<C-End>!")
    #expect(scene.model.page == .composer)
    #expect(scene.box.drafts[0].report.body.hasSuffix("withdrawn.!"))
  }

  @Test func `a draft that was thrown away elsewhere has no review any more`() throws {
    var scene = try reviewing()
    let number = scene.box.drafts[0].id
    scene.happen(.report(.gone(number)))
    #expect(scene.model.page == .composer)
  }
}
