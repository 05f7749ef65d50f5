import CCurl
import Wire

/// The loop of the curl thread: takes the mail, hands out places, drives libcurl and c-ares, watches the clock.
final class CurlLoop {
  private static let mostRemembered = 1000
  private static let mostIdleConnections = 64

  private let settings: CurlTransport.Settings
  private let reserved: AddressRanges
  let multi: UnsafeMutableRawPointer
  private let thread: CurlThread
  let resolver: Resolver
  private var line: WaitingLine
  /// In line.
  private var waiting: [UInt64: Transfer] = [:]
  /// With a place.
  var running: [UInt64: Transfer] = [:]
  private var tries: [UnsafeMutableRawPointer: AddressTry] = [:]
  /// The address that answered last, by host and port: a connection to it may be open still. After one that failed, the
  /// one that was next in turn.
  private var lastGood: [String: String] = [:]

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
    for submission in mail.submissions {
      do throws(WireFailure) {
        try submission.request.check()
        enter(Transfer(submission, target: try Target(submission.request.url)))
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

  private func enter(_ transfer: Transfer) {
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
    if transfer.resolving != nil { resolver.leave(transfer.target.host, id: transfer.id) }
    running[transfer.id] = nil
    line.leave(host: transfer.target.key)
    transfer.finish(result)
  }

  // MARK: Names and addresses

  private func resolve(_ transfer: Transfer) {
    let host = transfer.target.host
    let now = Moment.now
    if let known = AddressPlan.known(host) {
      plan(transfer, known)
    } else {
      transfer.resolving = now
      resolver.ask(host, for: transfer.id, now: now)
      takeAnswers()
    }
  }

  private func takeAnswers() {
    for (id, answer) in resolver.takeAnswers(now: .now) {
      guard let transfer = running[id], transfer.resolving != nil else { continue }
      transfer.resolving = nil
      switch answer {
      case .addresses(let addresses): plan(transfer, addresses)
      case .failure(let kind, let detail): end(transfer, .failure(transfer.failure(kind, detail: detail)))
      }
    }
  }

  private func plan(_ transfer: Transfer, _ addresses: [String]) {
    transfer.resolved = .now
    transfer.plan = AddressPlan(addresses, preferred: lastGood[transfer.target.key])
    tryNext(transfer)
  }

  /// Begins the next address.
  func tryNext(_ transfer: Transfer) {
    guard let address = transfer.plan?.next() else { return }
    guard let handle = curl_easy_init() else {
      return end(transfer, .failure(transfer.failure(.other, detail: "out of memory")))
    }
    let attempt = AddressTry(handle: handle, transfer: transfer, address: address, settings: settings, now: .now)
    transfer.add(attempt)
    tries[handle] = attempt
    let result = curl_multi_add_handle(multi, handle)
    if result != CURLM_OK {
      let detail = String(cString: curl_multi_strerror(result))
      end(transfer, .failure(transfer.failure(.other, detail: detail)))
    }
  }

  /// Takes a try off libcurl; one that is not over loses its connection.
  private func drop(_ attempt: AddressTry, isOver: Bool = false) {
    if !isOver {
      wirecopy_set_long(attempt.handle, CURLOPT_FORBID_REUSE, 1)
      attempt.abandonUpload()
    }
    curl_multi_remove_handle(multi, attempt.handle)
    tries[attempt.handle] = nil
    attempt.transfer.remove(attempt)
    // Not kept for another try: a handle remembers the last error number.
    curl_easy_cleanup(attempt.handle)
  }

  /// Once one address is ready to ask, the others are not needed.
  private func dropLosers() {
    for transfer in running.values where transfer.winner != nil && transfer.tries.count > 1 {
      for attempt in transfer.tries where attempt !== transfer.winner { drop(attempt) }
    }
  }

  // MARK: Ends

  private func readMessages() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let attempt = tries[message.pointee.easy_handle] else { continue }
      ended(attempt, wirecopy_message_result(message))
    }
  }

  private func ended(_ attempt: AddressTry, _ code: CURLcode) {
    let transfer = attempt.transfer
    attempt.end()
    if let winner = transfer.winner, winner !== attempt { return drop(attempt, isOver: true) }
    if attempt.refusesExpectation {
      transfer.expects = false
      transfer.plan?.again(attempt.address)
      drop(attempt)
      return tryNext(transfer)
    }
    var reading = attempt.reading(code)
    if attempt.isFileBroken {
      reading.text = "the file to send became shorter while it was sent, or can't be read"
    } else if code == CURLE_OK || attempt.intake.isEnough {
      // libcurl calls it a success, too, when a server says yes and closes before it has all.
      if attempt.sending == nil || attempt.isUploadWhole || attempt.isRefusal { return answered(attempt) }
      reading.text = "answered before all was sent"
      return failed(attempt, .cutOff, reading)
    }
    failed(attempt, attempt.intake.fault ?? reading.kind, reading)
  }

  /// One address failed: the next one, or the others that are on their way, or the end.
  func failed(_ attempt: AddressTry, _ kind: WireFailure.Kind, _ reading: FailureReading) {
    if attempt.isRefusal { return answered(attempt) }
    let transfer = attempt.transfer
    transfer.note(transfer.failure(kind, of: attempt, reading: reading), phase: reading.phase)
    // An answer that began is this host's; silence after the question has cost its time already; and an upload that may
    // have arrived whole is not sent again to another address, as if nobody had it.
    let isFinal =
      reading.phase == .answering || [.noFirstByte, .stalled, .tooLarge, .badURL].contains(kind)
      || attempt.isUploadWhole || attempt.isFileBroken
    drop(attempt)
    if !isFinal, transfer.plan?.isEmpty == false { return tryNext(transfer) }
    guard isFinal || transfer.tries.isEmpty else { return }
    resolver.forget(transfer.target.host)
    lastGood[transfer.target.key] = transfer.plan?.next()
    end(transfer, .failure(transfer.lastWord))
  }

  private func answered(_ attempt: AddressTry) {
    let transfer = attempt.transfer
    let now = Moment.now
    let key = transfer.target.key
    if lastGood.count >= Self.mostRemembered { lastGood = [:] }
    lastGood[key] = attempt.address
    let response = transfer.response(of: attempt, now: now)
    do throws(WireFailure) {
      let goesOn = try transfer.follow(response)
      guard goesOn else { return end(transfer, .success(response)) }
      drop(attempt, isOver: true)
      guard transfer.target.key != key else { return resolve(transfer) }
      running[transfer.id] = nil
      line.leave(host: key)
      transfer.requeue(now)
      enter(transfer)
    } catch {
      end(transfer, .failure(error))
    }
  }
}
