import CCurl
import Wire

/// The loop of the curl thread: takes the mail, hands out places, drives libcurl and c-ares, watches the clock.
final class CurlLoop {
  private static let mostIdleConnections = 64

  let settings: CurlTransport.Settings
  let reserved: AddressRanges
  let multi: UnsafeMutableRawPointer
  let thread: CurlThread
  let resolver: Resolver
  var secureNames = SecureNames()
  private var line: WaitingLine
  /// In line.
  private var waiting: [UInt64: Transfer] = [:]
  /// With a place.
  var running: [UInt64: Transfer] = [:]
  var tries: [UnsafeMutableRawPointer: AddressTry] = [:]
  var looks: [UnsafeMutableRawPointer: CertificateLook] = [:]
  /// The address that answered last, by host and port: a connection to it may be open still. After one that failed, the
  /// one that was next in turn.
  var lastGood: [String: String] = [:]
  /// Of the network that this machine is on.
  private(set) var kept = KeptConnections()

  init(_ settings: CurlTransport.Settings, reserved: AddressRanges, multi: UnsafeMutableRawPointer, thread: CurlThread)
  {
    self.settings = settings
    self.reserved = reserved
    self.multi = multi
    self.thread = thread
    resolver = Resolver(servers: settings.resolvers)
    line = WaitingLine(most: settings.mostTransfers, mostPerHost: settings.mostPerHost)
    wirecopy_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Self.mostIdleConnections)
  }

  func run() {
    while readMail() {
      admit()
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      readMessages()
      dropLosers()
      takeAnswers()
      watchClock()
      admit()
      sleep()
    }
    for transfer in Array(running.values) { end(transfer, .failure(CurlThread.closed)) }
    for transfer in waiting.values { transfer.finish(.failure(CurlThread.closed)) }
  }

  // MARK: Mail and places

  /// - Returns: false when the transport was closed.
  private func readMail() -> Bool {
    let mail = thread.takeMail()
    if mail.isNetworkNew { forgetNetwork() }
    for submission in mail.submissions {
      do throws(WireFailure) {
        let request = submission.request
        try request.check(submission.way)
        enter(
          Transfer(
            id: submission.id, request: request, way: submission.way,
            target: try Target(request.url, way: submission.way, isPinned: !request.route.pins.isEmpty),
            watch: submission.watch, answer: { submission.answer.resume(returning: $0) }))
      } catch {
        submission.answer.resume(returning: .failure(error))
      }
    }
    for id in mail.cancelled {
      if let transfer = running[id] {
        end(transfer, .failure(transfer.failure(.cancelled, of: transfer.winner ?? transfer.tries.last)))
      } else if let transfer = waiting.removeValue(forKey: id) {
        line.give(up: id, host: transfer.target.key)
        transfer.finish(.failure(transfer.failure(.cancelled)))
      }
    }
    return !mail.isClosing
  }

  /// What was learned on another network counts no more. What is under way goes on, over the connections that it has.
  private func forgetNetwork() {
    kept = KeptConnections()
    lastGood = [:]
    resolver.networkChanged(.now)
    send(secureNames.networkChanged())
  }

  func enter(_ transfer: Transfer) {
    waiting[transfer.id] = transfer
    line.enter(transfer.id, host: transfer.target.key)
  }

  private func admit() {
    while let id = line.next() {
      guard let transfer = waiting.removeValue(forKey: id) else { continue }
      running[id] = transfer
      do throws(WireFailure) {
        try transfer.begin(.now)
        resolve(transfer)
      } catch {
        end(transfer, .failure(error))
      }
    }
  }

  /// Gives everything of it up, and its place, and answers.
  func end(_ transfer: Transfer, _ result: Result<WireResponse, WireFailure>) {
    for attempt in transfer.tries { drop(attempt) }
    if let look = transfer.look { drop(look) }
    leaveNames(transfer)
    leave(transfer, place: transfer.target.key)
    transfer.finish(result)
  }

  /// It gives its place at a host back, if it has one.
  func leave(_ transfer: Transfer, place: String) {
    running[transfer.id] = nil
    if transfer.question == nil { line.leave(host: place) }
  }
}
