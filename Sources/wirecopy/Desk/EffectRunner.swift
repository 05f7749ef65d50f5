import Desk
import Foundation
import Logging
import Markup
import News
import Store
import Sync
import Terminal
import Wire

/// Carries out what the desk asks for; answers go back as events. It routes, and knows nothing else.
@MainActor
final class EffectRunner {
  let store: NewsStore
  let engine: SyncEngine
  let screen: TerminalScreen
  let loop: DeskLoop
  let session: Session
  let settings: Settings
  let stage: DemoStage?
  let log: Logger?
  /// Held during rounds and deliveries; in between, `sync` and `deliver` from cron may do their work.
  let lock: DeskLock
  /// The delivery under way, and the time of the next.
  var delivering: Task<Void, Never>?
  var alarm: Task<Void, Never>?
  /// It was asked for again while one was under way, and by the user.
  var isDeliveredAgain = false
  var isAgainWanted = false
  /// What each open draft was on the disk when we last read or wrote it.
  var bases: [ReportNumber: Date] = [:]
  private(set) lazy var keeper = DraftKeeper(
    write: { [weak self] number, change in
      guard let self else { throw CancellationError() }
      return try await write(number, change)
    }, tell: { [loop] in loop.post(.report($0)) })
  /// What is being written beside the keeper: the desk does not close under it.
  private var writing: Set<Task<Void, Never>> = []
  /// Files that are being copied and cleaned, of drafts.
  var attaching = FilesUnderWay()
  /// Drafts that are gone, whose text on the screen could not be written as a new one at the last try.
  var unrenewed: Set<ReportNumber> = []
  /// The rounds under way, those that wait for their turn, and the tests of mirrors.
  var syncing: Task<Void, Never>?
  var isFinishing = false
  var waiting: [(newsrooms: [NewsroomID]?, wish: Wish)] = []
  var tests: Set<Task<[MirrorOutcome], any Error>> = []
  /// What is fetched beside the feeds, the last of it waiting for what is before it.
  var further: Task<Void, Never>?
  /// What the rules no longer keep is let go, at the reader's word.
  var letting: Task<Void, Never>?
  /// A backup is being opened; and one that is to be this home, once the desk has let go of it.
  var opening: Task<Void, Never>?
  var restored: RestoredBackup?
  /// Newsrooms that the last rounds left without news, and whether that was for want of a network.
  var unserved: Set<NewsroomID> = []
  var wasOffline = false
  /// Something was to be fetched since the desk opened: who opens it offline is not brought online behind their back.
  var isOnline = false
  /// What is looked at and fetched once the desk has opened.
  var beginning: Task<Void, Never>?
  /// Mirrors whose rest is over are asked while the desk is open.
  var probing: Task<Void, Never>?
  /// What is fetched by the clock.
  let automatic: AutomaticSync
  /// The picture that is drawn or fetched: one at a time, the last one that was asked for.
  var painting: Task<Void, Never>?
  let painter = PicturePainter()
  var pictures = PictureShelf()
  /// How everything goes that says nothing itself.
  var route: WireRoute
  private var searching: Task<Void, Never>?
  /// Of several windows asked for, only the last one counts.
  private var windowNumber = 0

  init(
    store: NewsStore, engine: SyncEngine, screen: TerminalScreen, loop: DeskLoop, session: Session, settings: Settings,
    stage: DemoStage?, log: Logger?
  ) {
    (self.store, self.engine, self.screen, self.loop) = (store, engine, screen, loop)
    (self.session, self.settings, self.stage, self.log) = (session, settings, stage, log)
    route = settings.network
    automatic = AutomaticSync(store: store, settings: settings.sync)
    lock = DeskLock(session.lock)
  }

  func run(_ effect: DeskEffect) {
    switch effect {
    case .load(let load): run(load)
    case .mark(let mark): run(mark)
    case .sync(.start(let newsroom)): sync(newsroom.map { [$0] })
    case .sync(.cancel): cancelSync()
    case .further(let wish): run(wish)
    case .mirror(let wish): run(wish)
    case .report(let wish): run(wish)
    case .picture(let wish): run(wish)
    case .world(let world): run(world)
    }
  }

  /// Brings what was typed to the disk and gives up what is under way.
  func stop() async {
    await settle(until: ContinuousClock.now + .seconds(2))
    writing.forEach { $0.cancel() }
    _ = await keeper.flush()
    alarm?.cancel()
    delivering?.cancel()
    beginning?.cancel()
    probing?.cancel()
    automatic.stop()
    painting?.cancel()
    cancelSync()
    await opening?.value
    // What a relay answered in the last moment is written down.
    await delivering?.value
  }

  /// Waits until what is being written is; no longer than that, as a disk may hang.
  func settle(until deadline: ContinuousClock.Instant) async {
    while !writing.isEmpty, !Task.isCancelled, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Does work beside the loop; what the store refuses is said.
  /// - Parameter writes: the desk waits for it before it closes.
  @discardableResult func work(
    writes: Bool = false, _ body: @escaping @MainActor () async throws -> Void
  ) -> Task<Void, Never> {
    let task = Task { @MainActor [loop] in
      do {
        try await body()
      } catch let fault as StoreFault {
        if fault != .cancelled { loop.post(.failed(fault.phrase)) }
      } catch let fault as ReportPackFault {
        loop.post(.failed(fault.phrase))
      } catch let failure as Failure {
        if let phrase = failure.phrase { loop.post(.failed(phrase)) }
      } catch {
        loop.post(.failed("\(String(describing: error))"))
      }
    }
    guard writes else { return task }
    writing.insert(task)
    Task { [self] in
      await task.value
      writing.remove(task)
    }
    return task
  }

  // MARK: Loading

  private func run(_ load: DeskEffect.Load) {
    if case .names(let path) = load { return complete(path) }
    // Of searches, only that for what is typed last.
    if case .search = load { searching?.cancel() }
    let loading = work { [self] in
      switch load {
      case .shelf: loop.post(.loaded(.shelf(try await Shelf.load(store, route: route, languages: ReaderLanguages.all))))
      case .headlines(let scope, let unreadOnly, let order, let around, let offset, let limit):
        windowNumber += 1
        let number = windowNumber
        let window = try await store.window(
          scope, unreadOnly: unreadOnly, order: order, around: around, offset: offset, limit: limit)
        if number == windowNumber { loop.post(.loaded(.headlines(window))) }
      case .article(let id):
        guard let opened = try await open(id) else {
          loop.post(.loaded(.gone(id)))
          throw Failure("this article is no longer kept")
        }
        loop.post(.loaded(.article(opened)))
      case .nextUnread(let id, let scope, let order, let backwards):
        try await goOn(after: id, in: scope, order, backwards: backwards)
      case .search(let query, let scope):
        do {
          loop.post(.loaded(.hits(query: query, try await store.search(query, scope: scope, limit: 200))))
        } catch StoreFault.badQuery(let phrase) {
          loop.post(.loaded(.badQuery(query: query, phrase)))
        }
      case .names: break
      case .proof, .removal, .evidence: try await loadSigned(load)
      case .threads, .messages, .thread, .keeping, .leaving, .mutes: try await loadShelved(load)
      case .pictures(let scope): loop.post(.loaded(.pictures(try await pictures(of: scope))))
      case .picturesOf(let id):
        let opened = try await open(id)
        loop.post(.loaded(.pictures(opened.map(ShelvedPicture.all) ?? [])))
      case .outbox: loop.post(.loaded(.outbox(try await Outbox.load(store))))
      case .rounds:
        let rounds = try await store.rounds(limit: 500)
        loop.post(.loaded(.rounds(rounds.map { LoggedRound($0, in: session.phrasebook) })))
      }
    }
    if case .search = load { searching = loading }
  }

  func open(_ id: ArticleID) async throws -> OpenedArticle? {
    guard let article = try await store.article(id) else { return nil }
    return await OpenedArticle.read(article)
  }

  // MARK: Marking

  private func run(_ mark: DeskEffect.Mark) {
    work(writes: true) { [self] in
      switch mark {
      case .read(let ids, let isRead): try await store.setRead(ids, isRead)
      case .starred(let ids, let isStarred): try await store.setStarred(ids, isStarred)
      case .allRead(let scope):
        let count = try await store.markAllRead(scope)
        loop.post(
          .done(
            Phrase(
              count, one: "%1 article marked read; u takes it back", many: "%1 articles marked read; u takes it back")))
      case .tagged, .muted, .unmuted, .lifted, .searchSaved, .searchRemoved, .threadRead, .kept: try await shelve(mark)
      case .letGo: letGo()
      case .acknowledged(let id): try await store.acknowledge(id)
      case .alarmSeen(let id):
        try await store.acknowledgeAlarms(of: id)
        loop.post(.loaded(.changed))
      case .undo:
        guard let undone = try await store.undo() else { return loop.post(.failed("there is nothing to take back")) }
        loop.post(.done(undone))
      }
    }
  }
}
