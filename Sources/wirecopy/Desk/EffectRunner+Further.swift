import Desk
import News
import Store
import Sync

/// What is fetched beside the feeds: one thing after the other, beside the rounds, until the user cancels.
extension EffectRunner {
  func run(_ wish: DeskEffect.FurtherWish) {
    switch wish {
    case .older(let id): inTurn { try await $0.fetchOlder(id) }
    case .fullText(let id): inTurn { try await $0.fetchFullText(id) }
    case .comments(let id): inTurn { try await $0.fetchComments(id) }
    case .always(let id, let isAlways):
      work(writes: true) { [self] in
        try await store.setGetsFullText(id, isAlways)
        loop.post(.loaded(.changed))
        loop.post(
          .done(
            isAlways
              ? "full texts of this newsroom come with its news from now on"
              : "full texts of this newsroom come when you ask for them"))
      }
    }
  }

  /// After rounds that brought something. Nobody asked for it: not on a metered line.
  func fetchFurther(after reports: [RoundReport]) {
    guard reports.contains(where: { $0.served != nil }), !automatic.isWaiting else { return }
    inTurn { runner in
      let feed = runner.progressFeed()
      _ = await runner.engine.further(after: reports) { feed.yield($0) }
      feed.finish()
    }
  }

  func fetchFurther(after report: FollowReport) {
    guard report.newsroom != nil, !automatic.isWaiting else { return }
    inTurn { runner in
      let feed = runner.progressFeed()
      _ = await runner.engine.further(after: report) { feed.yield($0) }
      feed.finish()
    }
  }

  private func inTurn(_ body: @escaping @MainActor (EffectRunner) async throws -> Void) {
    let before = further
    isOnline = true
    further = Task { @MainActor [self] in
      await withTaskCancellationHandler {
        await before?.value
        guard !Task.isCancelled else { return }
        do {
          try await body(self)
        } catch let fault as StoreFault {
          if fault != .cancelled { loop.post(.failed(fault.phrase)) }
        } catch {
          loop.post(.failed("\(String(describing: error))"))
        }
        loop.post(.sync(.went(nil)))
        loop.post(.loaded(.changed))
      } onCancel: {
        before?.cancel()
      }
    }
  }

  /// Tells of what comes in, in order.
  private func progressFeed() -> AsyncStream<FurtherProgress>.Continuation {
    let (news, feed) = AsyncStream.makeStream(of: FurtherProgress.self)
    Task { [loop] in
      for await progress in news { loop.post(.sync(.went(progress.phrase))) }
    }
    return feed
  }

  private func fetchOlder(_ id: NewsroomID) async throws {
    guard let newsroom = try await store.newsrooms().first(where: { $0.id == id }) else { return }
    loop.post(.sync(.went("\(newsroom.name): older articles")))
    let feed = progressFeed()
    defer { feed.finish() }
    let report = try await engine.older(newsroom) { feed.yield($0) }
    loop.post(report.trouble == nil ? .done(report.sentence) : .failed(report.sentence))
  }

  private func fetchComments(_ id: ArticleID) async throws {
    loop.post(.sync(.went("the comments")))
    switch try await engine.comments(of: id) {
    case .kept(let count, let new, let url):
      loop.post(.done(CommentsMark.phrase(count: count, new: new, from: MirrorName(url).description)))
    case .refused(let why): loop.post(.failed(why))
    case .cancelled: loop.post(.done("cancelled"))
    }
  }

  private func fetchFullText(_ id: ArticleID) async throws {
    loop.post(.sync(.went("the full text")))
    switch try await engine.fullText(of: id) {
    case .kept(let url): loop.post(.done("full text from \(MirrorName(url)), kept"))
    case .keptBefore: loop.post(.done("the full text that is kept is the site's own; it stays"))
    case .refused(let why): loop.post(.failed(why))
    case .cancelled: loop.post(.done("cancelled"))
    }
  }
}
