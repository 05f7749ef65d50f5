import News
import Synchronization
import Wire

/// Sees one exchange come: counts its bytes, and leaves word on the shelf of a body that others can go on with.
final class ResumeWatch: Sendable {
  private struct State {
    /// Where in the document the body begins.
    var start = 0
    var isPart = false
    var isResumable = false
  }
  private let state = Mutex(State())
  private let mirror: MirrorID
  private let ticket: ResumeTicket?
  private let resume: BodyResume?
  /// Bytes that came before, of an answer that was of no use.
  private let sent: Int
  private let tell: @Sendable (FeedFetch.Step) -> Void

  init(
    of mirror: MirrorID, _ ticket: ResumeTicket?, _ resume: BodyResume?, sent: Int,
    tell: @escaping @Sendable (FeedFetch.Step) -> Void
  ) {
    self.mirror = mirror
    self.ticket = ticket
    self.resume = resume
    self.sent = sent
    self.tell = tell
  }

  /// Takes what a transport tells, in order.
  func take(_ progress: WireProgress) {
    switch progress {
    case .begun: tell(.begun)
    case .head(let head): begin(head)
    case .body(let bytes): count(bytes)
    case .sent: break
    }
  }

  /// The exchange is over. - Parameter partial: what came of a body that broke.
  func end(_ partial: WirePartial?) {
    guard let ticket else { return }
    let (isPart, isResumable) = state.withLock { ($0.isPart, $0.isResumable) }
    ticket.shelf.end(ticket.transfer, bytes: isPart ? partial?.body : nil)
    // The last bytes may come with the failure.
    if isPart, !isResumable, let partial, partial.body.count >= BodyResume.least { tell(.resumable) }
  }

  private func begin(_ head: WireHead) {
    guard let ticket, let way = ticket.way else { return }
    if let resume, resume.fit(head) == .rest {
      state.withLock { $0 = State(start: resume.from, isPart: true) }
      ticket.shelf.begin(ticket.transfer, of: mirror, resume.document, from: resume.from)
      tell(.continues(after: ticket.mirrors, at: ticket.place))
    } else if head.status == 200, let document = ResumeDocument(head, way: way) {
      state.withLock { $0 = State(start: 0, isPart: true) }
      ticket.shelf.begin(ticket.transfer, of: mirror, document, from: 0)
    }
  }

  private func count(_ bytes: Int) {
    let (start, isPart, isNews) = state.withLock { state in
      let isNews = state.isPart && !state.isResumable && bytes >= BodyResume.least
      if isNews { state.isResumable = true }
      return (state.start, state.isPart, isNews)
    }
    if isPart, let ticket { ticket.shelf.take(ticket.transfer, bytes: bytes) }
    tell(.body(bytes: sent + bytes, place: start + bytes))
    if isNews { tell(.resumable) }
  }
}
