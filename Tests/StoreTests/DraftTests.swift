import Foundation
import News
import TestSupport
import Testing

@testable import Store

struct DraftTests {
  @Test func aDraftComesBackAsItWasWritten() async throws {
    let scene = try await Scene(onDisk: true)
    let begun = try await scene.draft("", body: "")
    #expect(begun.report.title == "" && begun.report.body == "" && begun.saved == Scene.noon)
    // Decomposed and composed, a NUL, an emoji of several scalars: bytes, not look-alikes.
    let body = "촛불 \u{1112}\u{1161}\u{11AB} e\u{301} é\u{0}👩🏽‍🚒\r\n\n끝"
    let change = DraftChange(
      title: "행진\u{0}!", section: "labor", language: "ko", place: "서울", byline: "ㅎ", isUrgent: true, body: body,
      kind: .alert, inReplyTo: "https://a.example/1")
    #expect(try await scene.store.keepDraft(begun.id, change, now: Scene.at(1)))
    let again = try #require(try await scene.otherProcess().draft(begun.id))
    #expect(Array(again.report.body.utf8) == Array(body.utf8))
    #expect(Array(again.report.title.utf8) == Array(change.title.utf8))
    #expect(again.report.section == "labor" && again.report.language == "ko" && again.report.place == "서울")
    #expect(again.report.byline == "ㅎ" && again.report.isUrgent && again.report.kind == .alert)
    #expect(again.report.inReplyTo == "https://a.example/1" && again.report.id == begun.report.id)
    #expect(again.begun == Scene.noon && again.saved == Scene.at(1))
    var other = change
    other.kind = nil
    other.inReplyTo = ""
    #expect(try await scene.store.keepDraft(begun.id, other, now: Scene.at(2)))
    let last = try #require(try await scene.store.draft(begun.id))
    #expect(last.report.kind == .alert && last.report.inReplyTo == nil)
  }

  @Test func theLastSavedDraftComesFirst() async throws {
    let scene = try await Scene()
    let first = try await scene.draft("first", minute: 0)
    let second = try await scene.draft("second", minute: 1)
    #expect(try await scene.store.drafts().map(\.id) == [second.id, first.id])
    _ = try await scene.store.keepDraft(first.id, DraftChange(title: "first"), now: Scene.at(2))
    #expect(try await scene.store.drafts().map(\.id) == [first.id, second.id])
    #expect(try await scene.store.outbox().isEmpty)
    #expect(try await scene.store.outboxCounts() == (drafts: 2, waiting: 0))
  }

  @Test func aDraftFiledByAnotherProcessIsNotKept() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let other = try scene.otherProcess()
    let filed = try await other.file(draft.id, nonce: Scene.nonce, now: Scene.at(1))
    #expect(try await !scene.store.keepDraft(draft.id, DraftChange(title: "late", body: "late"), now: Scene.at(2)))
    #expect(try await scene.store.outboxReport(draft.id) == filed)
    #expect(filed.report.title == "March" && filed.report.body == "They walked.")
    await #expect(throws: StoreFault.notFound("draft \(draft.id.rawValue)")) {
      try await scene.store.file(draft.id, nonce: Scene.nonce, now: Scene.at(3))
    }
    let gone = try await scene.draft("gone")
    try await other.discardDraft(gone.id)
    #expect(try await !scene.store.keepDraft(gone.id, DraftChange(title: "late"), now: Scene.at(2)))
    #expect(try await scene.store.draft(gone.id) == nil)
  }

  @Test func wordsThatSomebodyElseKeptAreNotOverwritten() async throws {
    let scene = try await Scene(onDisk: true)
    let mine = try await scene.draft()
    let other = try scene.otherProcess()
    #expect(try await other.keepDraft(mine.id, DraftChange(body: "theirs", basis: mine.saved), now: Scene.at(1)))
    #expect(try await !scene.store.keepDraft(mine.id, DraftChange(body: "mine", basis: mine.saved), now: Scene.at(2)))
    #expect(try await scene.store.draft(mine.id)?.report.body == "theirs")
    #expect(try await other.keepDraft(mine.id, DraftChange(body: "more", basis: Scene.at(1)), now: Scene.at(3)))
    // A file that came meanwhile is nobody's words.
    try await scene.store.attach(mine.id, scene.copy("one"), now: Scene.at(4))
    #expect(try await other.keepDraft(mine.id, DraftChange(body: "last", basis: Scene.at(3)), now: Scene.at(5)))
    let draft = try #require(try await scene.store.draft(mine.id))
    #expect(draft.report.body == "last" && draft.report.attachments.count == 1)
  }

  @Test func twoProcessesThatWriteAtOnceEachKeepWholeDrafts() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let stores = [scene.store, try scene.otherProcess()]
    let kept = try await withThrowingTaskGroup(of: Int.self) { group in
      for (number, store) in stores.enumerated() {
        group.addTask {
          var kept = 0
          for turn in 0..<40 {
            let word = "\(number)-\(turn) "
            let change = DraftChange(title: word, body: String(repeating: word, count: 4000))
            if try await store.keepDraft(draft.id, change, now: Scene.at(turn)) { kept += 1 }
          }
          return kept
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(kept == 80)
    let last = try #require(try await scene.store.draft(draft.id)).report
    #expect(last.body == String(repeating: last.title, count: 4000) && last.title.hasSuffix("-39 "))
  }

  @Test func aDraftThatDoesNotFitLeavesTheOneBefore() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    try await scene.store.execute("PRAGMA max_page_count = \(try await scene.store.number("PRAGMA page_count") + 3)")
    let body = String(repeating: "long ", count: 200_000)
    await #expect(throws: StoreFault.full(path: scene.store.path)) {
      try await scene.store.keepDraft(draft.id, DraftChange(title: "new", body: body), now: Scene.at(1))
    }
    #expect(try await scene.store.draft(draft.id) == draft)
    try await scene.store.execute("PRAGMA max_page_count = 1000000")
    #expect(try await scene.store.keepDraft(draft.id, DraftChange(title: "new", body: body), now: Scene.at(1)))
    #expect(try await scene.store.draft(draft.id)?.report.body == body)
  }

  @Test func aCancelledTaskStillKeepsAndErases() async throws {
    let scene = try await Scene(onDisk: true)
    let draft = try await scene.draft()
    let kept = try await scene.store.attach(draft.id, scene.copy("picture"), now: Scene.noon)
    let (more, gone) = (try await scene.draft("more"), kept.sha256)
    try await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      #expect(Task.isCancelled)
      #expect(try await scene.store.keepDraft(more.id, DraftChange(title: "kept"), now: Scene.at(1)))
      try await scene.store.discardDraft(draft.id)
    }.value
    #expect(try await scene.store.drafts().map(\.report.title) == ["kept"])
    #expect(!isThere(scene.store.filesFolder + "/" + gone))
  }

  @Test func aKeyInALongDraftLogsTheChangeAndNotTheWhole() async throws {
    let scene = try await Scene(onDisk: true)
    let body = String(repeating: "촛불 ", count: 150_000)
    let draft = try await scene.draft(body: body)
    func logged(_ body: String) async throws -> Int {
      await scene.store.emptyLog()
      #expect(try await scene.store.keepDraft(draft.id, DraftChange(title: "March", body: body), now: Scene.at(1)))
      #expect(try await scene.store.draft(draft.id)?.report.body == body)
      let log = try FileManager.default.attributesOfItem(atPath: scene.store.path + "-wal")
      return try #require(log[.size] as? Int)
    }
    let size = body.utf8.count
    #expect(try await logged(body + ".") < 64_000)
    #expect(try await logged("." + body) < size + 128_000)
    #expect(try await logged(String(body.dropLast(2))) > size / 2)
  }

  @Test(arguments: [0, 1, 4087, 4088, 4089, 8184, 8185, 70_000])
  func aBodyOfAnyLengthIsReadAsItWasPacked(_ count: Int) {
    let text = String(repeating: "\u{0}", count: count)
    let blob = PaddedText.pack(text)
    #expect(blob.count % PaddedText.step == 0 && blob.count - count < PaddedText.step + 8)
    #expect(PaddedText.text(blob) == text)
    #expect(PaddedText.text(blob.prefix(max(count, 1) - 1)) == nil || count == 0)
    #expect(PaddedText.text(Data(repeating: 0xFF, count: 16)) == nil)
  }

  @Test func aDraftNeedsANewsroomThatThereIs() async throws {
    let scene = try await Scene()
    let nobody = NewsroomID(rawValue: 99)
    await #expect(throws: StoreFault.notFound("newsroom 99")) {
      try await scene.store.beginDraft(Report(), for: nobody, now: Scene.noon)
    }
    let draft = try await scene.draft()
    await #expect(throws: StoreFault.notFound("newsroom 99")) {
      try await scene.store.keepDraft(draft.id, DraftChange(title: "x", newsroom: nobody), now: Scene.noon)
    }
    #expect(try await scene.store.draft(draft.id)?.report.title == "March")
    let other = try await scene.store.addNewsroom(name: "other", mirrors: [], now: Scene.noon)
    #expect(try await scene.store.keepDraft(draft.id, DraftChange(newsroom: other.id), now: Scene.noon))
    #expect(try await scene.store.draft(draft.id)?.newsroom == other.id)
  }

  @Test func whoListensHearsOfDrafts() async throws {
    let scene = try await Scene()
    var changes = scene.store.changes().makeAsyncIterator()
    #expect(await changes.next() == .everything)
    _ = try await scene.draft()
    #expect(await changes.next() == .outbox)
    #expect(StoreChange.everything.contains(.outbox))
  }

  @Test func aNewsroomWithUnfinishedWorkStays() async throws {
    let scene = try await Scene()
    let draft = try await scene.draft()
    let waiting = try await scene.filed("waiting", minute: 1)
    let done = try await scene.filed("done", minute: 2)
    try await scene.store.setState(done.id, .relayed)
    await #expect {
      try await scene.store.removeNewsroom(scene.newsroom.id)
    } throws: { error in
      guard case .refused(let phrase)? = error as? StoreFault else { return false }
      return Phrasebook.english(phrase).contains("drafts: 1, reports not delivered: 1")
    }
    #expect(try await scene.store.newsrooms().count == 1)
    try await scene.store.discardDraft(draft.id)
    try await scene.store.forget(waiting.id)
    try await scene.store.removeNewsroom(scene.newsroom.id)
    let left = try await scene.store.outbox()
    #expect(left.map(\.id) == [done.id] && left[0].newsroom == nil && left[0].newsroomName == "strike")
    await #expect {
      try await scene.store.revise(done.id, now: Scene.at(3))
    } throws: { error in
      if case .refused? = error as? StoreFault { true } else { false }
    }
  }
}
