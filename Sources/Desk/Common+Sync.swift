import News

/// How the rounds go, at the bottom of the screen.
extension Common {
  mutating func take(_ news: DeskEvent.SyncNews) {
    switch news {
    case .began(let newsrooms): progress = .init(of: newsrooms, began: now)
    case .progressed(let done, let all, let what):
      var progress = progress ?? .init(of: all, began: now)
      // With no count, only what is being asked has changed.
      if all > 0 { (progress.done, progress.of) = (done, all) }
      progress.what = what
      self.progress = progress
    case .moved(let phrase): say(phrase, .bad)
    case .finished(let lines, let new, let isOffline, let failed):
      let isCancelled = progress?.isCancelled ?? false
      progress = nil
      // One newsroom: its own line. Several: what is new, and how many could not be served.
      if isCancelled {
        say("cancelled; what had come is kept")
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
    }
  }

  /// Asks for an end of the rounds that are under way. False when there are none.
  mutating func cancelSync() -> Bool {
    guard progress != nil else { return false }
    progress?.isCancelled = true
    want(.sync(.cancel))
    return true
  }
}
