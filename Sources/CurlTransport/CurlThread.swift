import CCurl
import Foundation
import Glibc
import Synchronization
import Wire

/// The one thread that touches curl and c-ares handles, and the inbox that leads to it.
///
/// `@unchecked Sendable` because of `multi` alone: other threads use it for `curl_multi_wakeup`, which libcurl allows at
/// any time, and only while they hold the inbox and it is not over; everything else with it happens on the thread.
final class CurlThread: @unchecked Sendable {
  private let multi: UnsafeMutableRawPointer
  private let inbox = Mutex(Inbox())

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Returns: nil when libcurl can't be had: no memory, no descriptors.
  init?(_ settings: CurlTransport.Settings, reserved: AddressRanges) {
    guard Self.isReady, let multi = curl_multi_init() else { return nil }
    self.multi = multi
    let thread = Thread { [self] in
      Self.blockSignals()
      Self.inUTF8 { CurlLoop(settings, reserved: reserved, multi: self.multi, thread: self).run() }
      let rest = inbox.withLock { inbox in
        inbox.isOver = true
        return inbox.empty().submissions
      }
      curl_multi_cleanup(self.multi)
      for submission in rest { submission.answer.resume(returning: .failure(Self.closed)) }
    }
    thread.start()
    // Not before: Foundation passes the name on to a thread that runs.
    thread.name = "wirecopy.curl"
  }

  static let closed = WireFailure(.cancelled, detail: "the transport is closed")

  func newID() -> UInt64 {
    inbox.withLock { inbox in
      inbox.lastID += 1
      return inbox.lastID
    }
  }

  func submit(
    _ id: UInt64, _ request: WireRequest, watch: (@Sendable (WireProgress) -> Void)?,
    answer: CheckedContinuation<Result<WireResponse, WireFailure>, Never>
  ) {
    let isTaken = inbox.withLock { inbox in
      guard !inbox.isClosing, !inbox.isOver else { return false }
      let way = Way(request.route, else: inbox.way)
      inbox.submissions.append(Submission(id: id, request: request, way: way, watch: watch, answer: answer))
      curl_multi_wakeup(multi)
      return true
    }
    if !isTaken { answer.resume(returning: .failure(Self.closed)) }
  }

  /// From the next request on.
  func setRoute(_ route: WireRoute) { inbox.withLock { $0.way = Way(route) } }

  func cancel(_ id: UInt64) {
    inbox.withLock { inbox in
      guard !inbox.isOver else { return }
      inbox.cancelled.append(id)
      curl_multi_wakeup(multi)
    }
  }

  func networkChanged() {
    inbox.withLock { inbox in
      guard !inbox.isOver else { return }
      inbox.isNetworkNew = true
      curl_multi_wakeup(multi)
    }
  }

  func close() {
    inbox.withLock { inbox in
      guard !inbox.isOver else { return }
      inbox.isClosing = true
      curl_multi_wakeup(multi)
    }
  }

  /// For the loop.
  func takeMail() -> Inbox.Mail { inbox.withLock { $0.empty() } }

  /// Runs with UTF-8 as this thread's encoding: libidn2, by which libcurl turns names like 신문.example to ASCII, reads them
  /// in the locale's, whatever that is.
  private static func inUTF8(_ work: () -> Void) {
    guard let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else { return work() }
    let previous = uselocale(locale)
    work()
    uselocale(previous)
    freelocale(locale)
  }

  /// Signals belong to the main thread; with NOSIGNAL libcurl leaves SIGPIPE to us.
  private static func blockSignals() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
