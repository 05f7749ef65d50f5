import Foundation
import News
import Store

/// A draft's body in the user's own editor: `$VISUAL`, `$EDITOR`, else one that is there. Neither side's changes are lost:
/// what the disk had meanwhile becomes a draft of its own, what can't be read is kept aside, and what a killed process
/// left is found again.
struct ExternalEditor: Sendable {
  /// Runs a program on the terminal; the text's path is the last argument. Returns its exit status.
  typealias Run = @Sendable ([String]) async throws -> Int32

  struct Edited: Hashable, Sendable {
    /// What the draft has now, on disk.
    var body: String
    /// When that reached the disk: the basis of the next change.
    var saved: Date
    /// What the draft had on disk meanwhile, where somebody changed it there too; or what an editor left that failed.
    var other: ReportNumber?
    /// What the user should hear.
    var note: Phrase?
  }

  let store: NewsStore
  var environment = ProcessInfo.processInfo.environment

  /// An editor that was back sooner and changed nothing may still be open in a window.
  private static let shortest = 1.0

  /// - Parameter body: as the screen has it; the draft's on disk, if not said.
  /// - Throws: `EditedFile.Fault`, `StoreFault`, and what `run` throws.
  func edit(
    _ number: ReportNumber, body: String? = nil, run: Run, now: @Sendable () -> Date = { Date() }
  ) async throws -> Edited {
    guard let before = try await store.draft(number) else { throw StoreFault.notFound("draft \(number.rawValue)") }
    let command = try command()
    let given = body ?? before.report.body
    let file = try EditedFile(given, of: before, in: store.workFolder)
    let started = now()
    let status: Int32
    do {
      status = try await run(command + [file.path])
    } catch {
      // What was written all the same is found at the next start.
      if file.hasNothing { file.remove() }
      throw error
    }
    let text: String?
    do throws(EditedFile.Unreadable) {
      text = try file.read()
    } catch {
      return try await unreadable(error, file, before, given)
    }
    guard let text else {
      let wasQuick = now().timeIntervalSince(started) < Self.shortest
      if !wasQuick || status != 0 { file.remove() }
      return Edited(body: given, saved: before.saved, other: nil, note: Self.unchanged(status, wasQuick: wasQuick))
    }
    if status != 0 {
      // It failed, or was left by a command that says so: what stands in the file may be half of it, or not wanted.
      let other = try await begin(before.report.copy(body: text), for: before.newsroom, now: now())
      file.remove()
      return Edited(
        body: given, saved: before.saved, other: other.id,
        note:
          "the editor ended with \(status): the draft stays as it was, what the editor left is draft \(other.id.rawValue)"
      )
    }
    let edited = try await keep(text, in: before, given: given, now: now)
    file.remove()
    return edited
  }

  private static func unchanged(_ status: Int32, wasQuick: Bool) -> Phrase? {
    if status != 0 { return "the editor ended with \(status); nothing was changed" }
    return wasQuick
      ? "the editor was back at once and nothing was changed; one with a window of its own needs an option to wait, such as `code --wait`"
      : nil
  }

  /// Writes the text to the draft; what somebody else wrote there meanwhile is written to another one first.
  private func keep(
    _ text: String, in before: Draft, given: String, now: @Sendable () -> Date
  ) async throws -> Edited {
    var other: ReportNumber?
    var secured: String?
    for _ in 0..<8 {
      guard let disk = try await store.draft(before.id) else {
        let new = try await begin(before.report.copy(body: text), for: before.newsroom, now: now())
        return Edited(
          body: text, saved: new.saved, other: new.id,
          note: "the draft is gone, filed or discarded meanwhile; what you wrote is draft \(new.id.rawValue)")
      }
      if ![before.report.body, given, text, secured].contains(disk.report.body) {
        other = try await begin(disk.report.copy(), for: disk.newsroom, now: now()).id
        secured = disk.report.body
      }
      let saved = now()
      var change = DraftChange(disk.report)
      change.body = text
      change.basis = disk.saved
      if try await store.keepDraft(before.id, change, now: saved) {
        let note: Phrase? = other.map { "the draft was changed elsewhere too; that is draft \($0.rawValue)" }
        return Edited(body: text, saved: saved, other: other, note: note)
      }
    }
    throw StoreFault.locked(path: store.workFolder)
  }

  private func unreadable(
    _ reason: EditedFile.Unreadable, _ file: EditedFile, _ before: Draft, _ given: String
  ) async throws -> Edited {
    let note: Phrase
    switch reason {
    case .gone:
      file.remove()
      note = "the editor left no file; the draft stays as it was"
    case .refused(let why):
      note = "what the editor wrote can't be read: \(why); it lies in \(file.path), the draft stays as it was"
    case .notUTF8:
      note = "what the editor wrote is not UTF-8; it is kept in \(file.keepAside()), the draft stays as it was"
    case .tooLarge:
      note =
        "what the editor wrote is larger than \(EditedFile.mostBytes >> 20) MiB; it is kept in \(file.keepAside()), the draft stays as it was"
    }
    return Edited(body: given, saved: before.saved, other: nil, note: note)
  }

  /// The editor's words.
  private func command() throws(EditedFile.Fault) -> [String] {
    for name in ["VISUAL", "EDITOR"] {
      guard let value = environment[name], !value.allSatisfy(\.isWhitespace) else { continue }
      guard let words = CommandWords.split(value), !words.isEmpty else {
        throw .init(phrase: "$\(name) can't be understood: a quote in it is not closed")
      }
      return words
    }
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    guard let found = ["sensible-editor", "vi", "nano"].lazy.compactMap({ ChildProgram.find($0, in: path) }).first
    else { throw .init(phrase: "no editor is found: set VISUAL or EDITOR to one") }
    return [found]
  }

  /// Makes drafts of what killed processes left in an editor.
  /// - Parameter tell: is given a sentence for each text that is there and can't be read; it stays where it is.
  /// - Returns: their numbers.
  static func recover(
    _ store: NewsStore, now: Date = Date(), tell: @Sendable (Phrase) -> Void = { _ in }
  ) async throws -> [ReportNumber] {
    var drafts: [ReportNumber] = []
    for file in EditedFile.leftovers(in: store.workFolder) {
      do throws(EditedFile.Unreadable) {
        guard let text = try file.read() else {
          // Nobody changed it; an editor in a window may still have it.
          if now.timeIntervalSince(file.written) > 86_400 { file.remove() }
          continue
        }
        let old = try? await store.draft(file.draft)
        if old?.report.body != text {
          guard let new = try? await begin(text, like: old, file, in: store, now: now) else { continue }
          drafts.append(new)
        }
        file.remove()
      } catch {
        switch error {
        case .gone: file.remove()
        case .refused(let why):
          let what: Phrase = "a text of draft \(file.draft.rawValue) can't be read: \(why); it lies in \(file.path)"
          tell(what)
        case .notUTF8, .tooLarge: _ = file.keepAside()
        }
      }
    }
    return drafts
  }

  private static func begin(
    _ text: String, like old: Draft?, _ file: EditedFile, in store: NewsStore, now: Date
  ) async throws -> ReportNumber? {
    let newsrooms = try await store.newsrooms()
    guard let newsroom = newsrooms.first(where: { $0.id == file.newsroom }) ?? newsrooms.first else { return nil }
    let report = old?.report.copy(body: text) ?? Report(body: text)
    return try await ExternalEditor(store: store).begin(report, for: newsroom.id, now: now).id
  }

  /// A draft of its own, with the attachments where they are still kept.
  private func begin(_ report: Report, for newsroom: NewsroomID, now: Date) async throws -> Draft {
    do {
      return try await store.beginDraft(report, for: newsroom, now: now)
    } catch StoreFault.notFound(let what) {
      guard !report.attachments.isEmpty else { throw StoreFault.notFound(what) }
      var bare = report
      bare.attachments = []
      return try await store.beginDraft(bare, for: newsroom, now: now)
    }
  }
}

extension Report {
  /// Another report with the same words and files.
  func copy(body: String? = nil) -> Report {
    Report(
      kind: kind, title: title, section: section, language: language, place: place, isUrgent: isUrgent, byline: byline,
      body: body ?? self.body, inReplyTo: inReplyTo, attachments: attachments)
  }
}

extension DraftChange {
  /// All words as they are.
  init(_ report: Report) {
    self.init(
      title: report.title, section: report.section, language: report.language, place: report.place,
      byline: report.byline, isUrgent: report.isUrgent, body: report.body)
  }
}
