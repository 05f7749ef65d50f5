import Desk
import Foundation
import News
import Store
import Sync
import Terminal

/// What the pages of reporting ask for.
extension EffectRunner {
  func run(_ wish: ReportWish) {
    switch wish {
    case .keep(let number, let text, let isUrgent): keeper.keep(number, text, isUrgent: isUrgent)
    case .caption(let number, let attachment, let text): keeper.keep(number, caption: text, of: attachment)
    case .deliver(let which): deliver(which, isWanted: true)
    case .cancelDelivery: delivering?.cancel()
    case .begin, .open, .edit: open(wish)
    case .attach(let number, let path, let untouched):
      attaching.begin(number)
      work(writes: true) { [self] in await attach(path, to: number, untouched: untouched) }
    case .renew(let old, let newsroom, let report):
      work(writes: true) { [self] in await renew(old, for: newsroom, report) }
    default: work(writes: true) { [self] in try await carryOut(wish) }
    }
  }

  /// Keys wait for what this opens: that it does not come is said to them, too.
  private func open(_ wish: ReportWish) {
    Task { @MainActor in
      do {
        try await carryOut(wish)
      } catch {
        let phrase = (error as? StoreFault)?.phrase ?? (error as? Failure)?.phrase
        loop.post(.report(.notOpened(phrase ?? "\(String(describing: error))")))
      }
    }
  }

  private func carryOut(_ wish: ReportWish) async throws {
    switch wish {
    case .begin(let newsroom, let kind, let article): try await begin(newsroom, kind, quoting: article)
    case .open(let number):
      // What another page still holds of it goes to the disk first.
      try await flush()
      guard let draft = try await store.draft(number) else { throw StoreFault.notFound("draft \(number.rawValue)") }
      opened(draft)
    case .detach(let number, let attachment):
      loop.post(.report(.attachments(number, try await store.detach(number, attachment))))
    case .editOutside(let number, let text): try await editOutside(number, text)
    case .review(let number): try await review(number)
    case .file(let number): try await file(number)
    case .consent(let newsroom, let consent):
      try await store.setConsent(newsroom, consent)
      loop.post(.report(.consented(newsroom, consent)))
      if consent != .none { deliver(isWanted: false) }
    case .discard(let number):
      keeper.forget(number)
      try await store.discardDraft(number)
      loop.post(.report(.gone(number)))
    case .forget(let number):
      try await store.forget(number)
      loop.post(.report(.gone(number)))
    case .edit(let number): opened(try await store.revise(number, now: Date()))
    case .withdraw(let number):
      _ = try await store.withdraw(number, now: Date())
      loop.post(.done("it will not be sent; what was written is a draft again"))
    case .export(let number, let path):
      try await OutboxExport(store: store, engine: engine).export(number, to: TypedPath.read(path))
      loop.post(.done("written to \(path): `wirecopy report import` takes it on another machine"))
    case .importFile(let path):
      let report = try await OutboxExport(store: store, engine: engine).take(TypedPath.read(path))
      loop.post(.done("taken over for \(report.newsroomName); it is sent when a relay answers"))
      deliver(isWanted: false)
    case .keep, .caption, .attach, .renew, .deliver, .cancelDelivery: break
    }
  }

  // MARK: Drafts

  private func begin(_ newsroom: NewsroomID, _ kind: Report.Kind, quoting id: ArticleID?) async throws {
    var article: StoredArticle?
    if let id {
      article = try await store.article(id)
      guard article != nil else { throw Failure("this article is no longer kept") }
    }
    let report: Report
    do throws(ReportTemplate.Fault) {
      report = try session.beginning(settings).report(kind, quoting: article)
    } catch {
      throw Failure(error.phrase)
    }
    opened(try await store.beginDraft(report, for: newsroom, now: Date()))
  }

  /// What is written is on the disk before anything is done with it.
  private func flush() async throws {
    guard await keeper.flush() else { throw Failure("what is written is not on the disk yet") }
  }

  private func opened(_ draft: Draft) {
    bases[draft.id] = draft.saved
    loop.post(.report(.opened(draft)))
  }

  /// Ends with one answer, as the composer that waits for it asks once.
  private func renew(_ old: ReportNumber, for newsroom: NewsroomID, _ report: Report) async {
    do {
      let draft = try await renewed(report, for: newsroom)
      unrenewed.remove(old)
      loop.post(.report(.renewed(old, draft)))
      let kept = Set(draft.report.attachments.map(\.sha256))
      for file in report.attachments where !kept.contains(file.sha256) {
        loop.post(.failed("\(file.name) could not be carried over: attach it again"))
      }
    } catch {
      unrenewed.insert(old)
      let reason = (error as? StoreFault)?.phrase ?? "\(String(describing: error))"
      loop.post(.report(.notRenewed(old, reason)))
    }
  }

  /// What stands on a screen as a draft of its own, with the files that are still kept.
  private func renewed(_ report: Report, for newsroom: NewsroomID) async throws -> Draft {
    var copy = report.copy()
    copy.attachments = report.attachments.filter {
      FileManager.default.fileExists(atPath: "\(store.filesFolder)/\($0.sha256)")
    }
    let draft = try await store.beginDraft(copy, for: newsroom, now: Date())
    bases[draft.id] = draft.saved
    return draft
  }

  /// Writes what the composer has; nil when the draft is gone, or was changed by another process: then what stands on the
  /// screen can become a draft of its own.
  func write(_ number: ReportNumber, _ change: DraftKeeper.Change) async throws -> [ReportNews]? {
    if let text = change.text {
      let now = Date()
      let words = DraftChange(
        title: text.title, section: text.section, language: text.language, place: text.place, byline: text.byline,
        isUrgent: text.isUrgent, body: text.body, basis: bases[number])
      guard try await store.keepDraft(number, words, now: now) else { return nil }
      bases[number] = now
    }
    var attachments: [Attachment]?
    for (attachment, caption) in change.captions.sorted(by: { $0.key < $1.key }) {
      do throws(StoreFault) {
        attachments = try await store.setCaption(number, attachment, caption)
      } catch {
        // It may have been detached while its caption waited.
        guard case .notFound = error else { throw error }
      }
    }
    return attachments.map { [.attachments(number, $0)] } ?? []
  }

  /// Ends with one answer, whatever comes of it: until then the report is not filed.
  private func attach(_ path: String, to number: ReportNumber, untouched: Bool) async {
    defer { attaching.end(number) }
    loop.post(.done("looking for metadata…"))
    func refuse(_ phrase: Phrase, canGoUntouched: Bool = false) {
      loop.post(.report(.refused(number, path: path, phrase, canGoUntouched: canGoUntouched)))
    }
    do {
      let attachment = try await AttachmentIntake(store: store).attach(
        TypedPath.read(path), to: number, untouched: untouched)
      loop.post(.report(.attached(number, attachment)))
    } catch let refusal as AttachmentRefusal {
      refuse(refusal.phrase, canGoUntouched: refusal.canGoUntouched)
    } catch {
      refuse((error as? StoreFault)?.phrase ?? "\(String(describing: error))")
    }
  }

  private func editOutside(_ number: ReportNumber, _ text: DraftText) async throws {
    keeper.keep(number, text, isUrgent: true)
    try await flush()
    let screen = screen
    let edited: ExternalEditor.Edited
    do {
      edited = try await ExternalEditor(store: store).edit(number, body: text.body) { arguments in
        try await screen.run(arguments, environment: ProcessInfo.processInfo.environment)
      }
    } catch let fault as EditedFile.Fault {
      throw Failure(fault.phrase)
    } catch let fault as ProgramFault {
      throw Failure(fault.phrase)
    }
    bases[number] = edited.saved
    loop.post(.report(.edited(number, body: edited.body, other: edited.other)))
    if let note = edited.note { loop.post(.failed(note)) }
  }

  /// What a killed process left in the user's own editor becomes drafts.
  func recover() {
    work { [self] in
      let drafts = try await ExternalEditor.recover(
        store, tell: { [loop] phrase in Task { @MainActor in loop.post(.failed(phrase)) } })
      guard !drafts.isEmpty else { return }
      loop.post(
        .done(
          Phrase(
            drafts.count, one: "%1 draft was found that an editor had open: see the outbox (x)",
            many: "%1 drafts were found that an editor had open: see the outbox (x)")))
      loop.post(.loaded(.changed))
    }
  }

  // MARK: Filing

  private var reviews: ReviewMaker { ReviewMaker(store: store, signature: settings.report.signature) }

  private func review(_ number: ReportNumber) async throws {
    try await flush()
    if let sheet = try await reviews.sheet(number) { return loop.post(.report(.reviewed(sheet))) }
    guard let filed = try await store.outboxReport(number) else { return loop.post(.report(.gone(number))) }
    loop.post(.report(.reviewed(try await reviews.sheet(of: filed))))
  }

  private func file(_ number: ReportNumber) async throws {
    try await flush()
    guard !attaching.has(number) else {
      throw Failure("a file is still being copied and cleaned: file the report when it is there")
    }
    do {
      _ = try await ReportFiling(reviews).file(number)
    } catch let blocked as ReportFiling.Blocked {
      throw Failure(Phrase(verbatim: blocked.gaps.map(session.callAsFunction).joined(separator: " · ")))
    }
    loop.post(.report(.filed(number)))
    deliver(isWanted: false)
  }
}
