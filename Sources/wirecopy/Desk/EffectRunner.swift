import Desk
import Foundation
import Logging
import Markup
import News
import Store
import Sync
import Terminal

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
  private var syncing: Task<Void, Never>?
  /// Of several windows asked for, only the last one counts.
  private var windowNumber = 0

  init(
    store: NewsStore, engine: SyncEngine, screen: TerminalScreen, loop: DeskLoop, session: Session, settings: Settings,
    stage: DemoStage?, log: Logger?
  ) {
    (self.store, self.engine, self.screen, self.loop) = (store, engine, screen, loop)
    (self.session, self.settings, self.stage, self.log) = (session, settings, stage, log)
    lock = DeskLock(session.lock)
  }

  func run(_ effect: DeskEffect) {
    switch effect {
    case .load(let load): run(load)
    case .mark(let mark): run(mark)
    case .sync(.start(let newsroom)): sync(newsroom.map { [$0] })
    case .sync(.cancel): syncing?.cancel()
    case .mirror(let wish): run(wish)
    case .report(let wish): run(wish)
    case .world(let world): run(world)
    }
  }

  /// Brings what was typed to the disk and gives up what is under way.
  func stop() async {
    _ = await keeper.flush()
    alarm?.cancel()
    delivering?.cancel()
    syncing?.cancel()
    // What a relay answered in the last moment is written down.
    await delivering?.value
  }

  /// Does work beside the loop; what the store refuses is said.
  func work(_ body: @escaping @MainActor () async throws -> Void) {
    Task { @MainActor [loop] in
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
  }

  // MARK: Loading

  private func run(_ load: DeskEffect.Load) {
    work { [self] in
      switch load {
      case .shelf: loop.post(.loaded(.shelf(try await Shelf.load(store))))
      case .headlines(let scope, let unreadOnly, let around, let offset, let limit):
        windowNumber += 1
        let number = windowNumber
        let window = try await store.window(scope, unreadOnly: unreadOnly, around: around, offset: offset, limit: limit)
        if number == windowNumber { loop.post(.loaded(.headlines(window))) }
      case .article(let id):
        guard let opened = try await open(id) else {
          loop.post(.loaded(.gone(id)))
          throw Failure("this article is no longer kept")
        }
        loop.post(.loaded(.article(opened)))
      case .nextUnread(let id, let scope, let backwards):
        guard let next = try await store.nextUnread(after: id, in: scope, backwards: backwards),
          let opened = try await open(next)
        else { return loop.post(.done("no more unread articles in this list")) }
        loop.post(.loaded(.next(opened)))
      case .search(let query, let scope):
        do {
          loop.post(.loaded(.hits(query: query, try await store.search(query, scope: scope, limit: 200))))
        } catch StoreFault.badQuery(let phrase) {
          loop.post(.loaded(.badQuery(query: query, phrase)))
        }
      case .outbox: loop.post(.loaded(.outbox(try await Outbox.load(store))))
      case .rounds:
        let rounds = try await store.rounds(limit: 500)
        loop.post(.loaded(.rounds(rounds.map { LoggedRound($0, in: session.phrasebook) })))
      }
    }
  }

  private func open(_ id: ArticleID) async throws -> OpenedArticle? {
    guard let article = try await store.article(id) else { return nil }
    return await OpenedArticle.read(article)
  }

  // MARK: Marking

  private func run(_ mark: DeskEffect.Mark) {
    work { [self] in
      switch mark {
      case .read(let ids, let isRead): try await store.setRead(ids, isRead)
      case .starred(let ids, let isStarred): try await store.setStarred(ids, isStarred)
      case .allRead(let scope):
        let count = try await store.markAllRead(scope)
        loop.post(
          .done(
            Phrase(
              count, one: "%1 article marked read; u takes it back", many: "%1 articles marked read; u takes it back")))
      case .acknowledged(let id): try await store.acknowledge(id)
      case .undo:
        guard let undone = try await store.undo() else { return loop.post(.failed("there is nothing to take back")) }
        loop.post(.done(undone))
      }
    }
  }

  // MARK: Syncing

  /// Rounds for these newsrooms, or all; one at a time.
  func sync(_ newsrooms: [NewsroomID]?) {
    guard syncing == nil else { return }
    do throws(Failure) {
      guard try lock.hold() else {
        return loop.post(.failed("another Wirecopy is syncing; its news shows here as it comes"))
      }
    } catch {
      if let phrase = error.phrase { loop.post(.failed(phrase)) }
      return
    }
    let (news, feed) = AsyncStream.makeStream(of: SyncProgress.self)
    let engine = engine
    let rounds = Task {
      defer { feed.finish() }
      return try await engine.sync(newsrooms) { feed.yield($0) }
    }
    syncing = Task { [self] in
      await withTaskCancellationHandler {
        for await progress in news { tell(progress) }
        do {
          let reports = try await rounds.value
          for report in reports { log?.record(report) }
          let asked = reports.filter { !$0.mirrors.isEmpty }
          loop.post(
            .sync(
              .finished(
                reports.map { Phrase(verbatim: RoundSentence.line($0, in: session.phrasebook)) },
                new: reports.reduce(0) { $0 + $1.new }, isOffline: !asked.isEmpty && asked.allSatisfy(\.isOffline),
                failed: reports.count { $0.served == nil })))
          // Where news comes from, a relay may answer too.
          if reports.contains(where: { $0.served != nil }) { deliver(isWanted: false) }
        } catch let fault as StoreFault {
          loop.post(.sync(.finished([fault.phrase], new: 0, isOffline: false, failed: 1)))
        } catch {
          loop.post(.sync(.finished([], new: 0, isOffline: false, failed: 0)))
        }
        loop.post(.loaded(.changed))
        syncing = nil
        lock.letGo()
      } onCancel: {
        rounds.cancel()
      }
    }
  }

  private func tell(_ progress: SyncProgress) {
    switch progress {
    case .began(let count): loop.post(.sync(.began(newsrooms: count)))
    case .roundStarted(_, let name): loop.post(.sync(.progressed(done: 0, of: 0, Phrase(verbatim: name))))
    case .moved:
      let line = progress.sentences.map(session.callAsFunction).joined(separator: " · ")
      loop.post(.sync(.moved(Phrase(verbatim: line))))
    case .roundFinished(let report, let done, let all):
      loop.post(.sync(.progressed(done: done, of: all, Phrase(verbatim: report.name))))
    case .mirrorStarted, .downloading, .mirrorFailed, .served, .offered, .tested: break
    }
  }
}
