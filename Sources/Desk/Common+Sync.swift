import News

/// How the rounds go, at the bottom of the screen.
extension Common {
  mutating func take(_ news: DeskEvent.SyncNews) {
    switch news {
    case .began(let newsrooms):
      progress = .init(of: newsrooms, began: now)
      pinnedFailed = []
    case .progressed(let done, let all, let what):
      var progress = progress ?? .init(of: all, began: now)
      // With no count, only what is being asked has changed.
      if all > 0 { (progress.done, progress.of) = (done, all) }
      progress.what = what
      self.progress = progress
    case .worked(let done, let all, let what):
      // Rounds have the line before it.
      guard progress.map({ !$0.isOfNewsrooms }) ?? true else { break }
      var progress = progress ?? .init(of: all, began: now, isOfNewsrooms: false)
      (progress.done, progress.of, progress.what) = (done, all, what)
      self.progress = progress
    case .went(let what):
      // Rounds have the line before it.
      guard progress.map({ $0.of == 0 }) ?? true else { break }
      guard let what else { return progress = nil }
      var progress = progress ?? .init(of: 0, began: now)
      progress.what = what
      self.progress = progress
    case .moved(let phrase), .judged(let phrase): say(phrase, .bad)
    case .pinnedFailed(let id):
      guard !pinnedFailed.contains(id) else { break }
      pinnedFailed.append(id)
      offerOthers()
    case .rested:
      if progress?.isCancelled == true { say("cancelled; the rest is for the next time") }
      progress = nil
    case .finished(let lines, let new, let isOffline, let failed):
      let isCancelled = progress?.isCancelled ?? false
      progress = nil
      // One newsroom: its own line. Several: what is new, and how many could not be served.
      if isCancelled {
        say("cancelled; what had come is kept")
      } else if tellsOfAlert {
        break
      } else if lines.count == 1, let line = lines.first {
        say(line, failed > 0 && !isOffline ? .bad : .note)
      } else if isOffline {
        say("offline: no network is reached; what you have stays readable")
      } else if failed > 0 {
        say("new articles: \(new) · newsrooms not served: \(failed) · \(key(.log)) says why", .bad)
      } else if new == 0 {
        say("nothing new", .good)
      } else {
        say(Phrase(new, one: "%1 new article", many: "%1 new articles"), .good)
      }
      if !isCancelled, !isOffline { offerOthers() }
    }
  }

  /// A pin is never overruled: that others can be asked is offered, with the key that does it once.
  private mutating func offerOthers() {
    guard let first = pinnedFailed.first else { return }
    let name = newsroom(first)?.name ?? ""
    let key = key(.askOthers, on: PageKind.askingOthers.contains(page) ? page : .mirrors)
    let offer: Phrase =
      pinnedFailed.count == 1
      ? "the pinned mirror of \(name) failed; \(key) asks its other mirrors once"
      : "pinned mirrors failed in newsrooms: \(pinnedFailed.count); \(key) asks the other mirrors once"
    say(offer: offer, for: pinnedFailed)
  }

  /// Asks the others once: of the newsrooms for which that is offered at the bottom, else of this one.
  mutating func askOthers(offered: [NewsroomID], of newsroom: NewsroomID?) {
    let asked = offered.isEmpty ? newsroom.map { [$0] } ?? pinnedFailed : offered
    guard let first = asked.first else { return say("choose a newsroom on the left first", .bad) }
    let pinned = shelf.mirrors.contains { $0.mirror.newsroom == first && $0.mirror.isPinned && $0.mirror.servesNews }
    guard pinned || asked.count > 1 else {
      return say("no mirror of \(self.newsroom(first)?.name ?? "") is pinned: all of them are asked anyway")
    }
    pinnedFailed.removeAll(where: asked.contains)
    for newsroom in asked { want(.mirror(.askOthers(newsroom))) }
  }

  /// What a test found is shown at once; the store's own words come after it.
  mutating func take(_ outcome: MirrorOutcome, _ sentence: Phrase?) {
    guard outcome.kind != .lost, let place = shelf.mirrors.firstIndex(where: { $0.id == outcome.mirror }) else {
      return
    }
    var shelved = shelf.mirrors[place]
    shelved.mirror.verdict = outcome.verdict
    shelved.mirror.lastTried = now
    if outcome.kind != .failed {
      shelved.mirror.lastGood = now
      shelved.mirror.latencyMilliseconds = outcome.milliseconds
      shelved.mirror.behindSeconds = outcome.behindSeconds
    }
    shelved.sentence = outcome.kind == .failed || outcome.verdict != nil ? sentence : nil
    shelved.evidence = []
    shelf.mirrors[place] = shelved
  }

  /// Asks for an end of the rounds that are under way. False when there are none.
  mutating func cancelSync() -> Bool {
    guard progress != nil else { return false }
    progress?.isCancelled = true
    want(.sync(.cancel))
    return true
  }
}
