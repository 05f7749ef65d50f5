import CCurl
import Wire

/// From one address to the next, until one answers or none is left.
extension CurlLoop {
  private static let mostRemembered = 1000

  /// Begins the next address.
  func tryNext(_ transfer: Transfer) {
    guard let candidate = transfer.plan?.next() else { return }
    guard let handle = curl_easy_init() else {
      return end(transfer, .failure(transfer.failure(.other, detail: "out of memory")))
    }
    let attempt = AddressTry(
      handle: handle, transfer: transfer, candidate: candidate, kept: kept, settings: settings, now: .now)
    tries[handle] = attempt
    let result = curl_multi_add_handle(multi, handle)
    if result != CURLM_OK {
      let detail = String(cString: curl_multi_strerror(result))
      end(transfer, .failure(transfer.failure(.other, detail: detail)))
    }
  }

  /// What there is left to do after a failure: the next address, those that are on their way, the resolver's answer, what
  /// it said that is in doubt, the look at a certificate; or else the end.
  func goOn(_ transfer: Transfer) {
    if transfer.isLost { for attempt in transfer.tries { drop(attempt) } }
    if !transfer.isLost, transfer.plan?.isEmpty == false { return tryNext(transfer) }
    guard transfer.tries.isEmpty else { return }
    if !transfer.isLost {
      guard transfer.resolving == nil else { return }
      if transfer.plan?.admitDoubtful() == true { return tryNext(transfer) }
    }
    guard transfer.look == nil else { return }
    forgetName(transfer)
    lastGood[transfer.dialKey] = transfer.plan?.next()?.address
    end(transfer, .failure(transfer.lastWord))
  }

  /// Takes a try off libcurl; one that is not over loses its connection.
  func drop(_ attempt: AddressTry, isOver: Bool = false) {
    if !isOver {
      wirecopy_set_long(attempt.handle, CURLOPT_FORBID_REUSE, 1)
      attempt.abandonUpload()
    }
    attempt.transfer.record(attempt, .cancelled, now: .now)
    curl_multi_remove_handle(multi, attempt.handle)
    tries[attempt.handle] = nil
    attempt.transfer.remove(attempt)
    // Not kept for another try: a handle remembers the last error number.
    curl_easy_cleanup(attempt.handle)
  }

  /// Once one address is ready to ask, the others are not needed.
  func dropLosers() {
    for transfer in running.values where transfer.winner != nil && transfer.tries.count > 1 {
      for attempt in transfer.tries where attempt !== transfer.winner { drop(attempt) }
    }
  }

  // MARK: Ends

  func readMessages() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
      if let attempt = tries[handle] {
        ended(attempt, wirecopy_message_result(message))
      } else if let look = looks[handle] {
        ended(look)
      }
    }
  }

  private func ended(_ attempt: AddressTry, _ code: CURLcode) {
    let transfer = attempt.transfer
    attempt.end()
    if let winner = transfer.winner, winner !== attempt { return drop(attempt, isOver: true) }
    if attempt.refusesExpectation {
      transfer.expects = false
      transfer.plan?.again(attempt.candidate)
      transfer.record(attempt, nil, now: .now)
      drop(attempt)
      return tryNext(transfer)
    }
    var reading = attempt.reading(code)
    if attempt.isFileBroken {
      reading.text = "the file to send became shorter while it was sent, or can't be read"
    } else if code == CURLE_OK && attempt.intake.head.finalStatus == nil {
      reading.text = "an answer without a status"
      return failed(attempt, .notHTTP, reading)
    } else if code == CURLE_OK || attempt.intake.isEnough {
      // libcurl calls it a success, too, when a server says yes and closes before it has all.
      if attempt.sending == nil || attempt.isUploadWhole || attempt.isRefusal { return answered(attempt) }
      reading.text = "answered before all was sent"
      return failed(attempt, .cutOff, reading)
    }
    failed(attempt, attempt.intake.fault ?? reading.kind, reading)
  }

  /// One address failed.
  func failed(_ attempt: AddressTry, _ kind: WireFailure.Kind, _ reading: FailureReading) {
    if attempt.isRefusal { return answered(attempt) }
    let transfer = attempt.transfer
    transfer.note(transfer.failure(kind, of: attempt, reading: reading), phase: reading.phase)
    // An answer that began is this host's; silence after the question has cost its time already; and an upload that may
    // have arrived whole is not sent again to another address, as if nobody had it.
    transfer.isLost =
      transfer.isLost || reading.phase == .answering || [.noFirstByte, .stalled, .tooLarge, .badURL].contains(kind)
      || attempt.isUploadWhole || attempt.isFileBroken
    transfer.record(attempt, kind, errno: reading.errno, now: .now)
    if CertificateLook.isOwed(to: kind) { look(after: attempt) }
    drop(attempt)
    goOn(transfer)
  }

  private func answered(_ attempt: AddressTry) {
    let transfer = attempt.transfer
    let now = Moment.now
    let place = transfer.target.key
    if lastGood.count >= Self.mostRemembered { lastGood = [:] }
    lastGood[transfer.dialKey] = attempt.candidate.address
    transfer.record(attempt, nil, now: now)
    // It may have become ready and been answered in one go.
    for other in transfer.tries where other !== attempt { drop(other) }
    let response = transfer.response(of: attempt, now: now)
    do throws(WireFailure) {
      // A name that is asked for still is the old host's.
      leaveNames(transfer)
      let goesOn = try transfer.follow(response)
      guard goesOn else { return end(transfer, .success(response)) }
      drop(attempt, isOver: true)
      if let look = transfer.look { drop(look) }
      guard transfer.target.key != place else { return resolve(transfer) }
      leave(transfer, place: place)
      transfer.requeue(now)
      enter(transfer)
    } catch {
      end(transfer, .failure(error))
    }
  }

  // MARK: Certificates

  /// Looks at what an address shows, beside the next tries. It holds up nothing but the last word, and needs nothing but a
  /// handshake: where it can't be had, there is none.
  private func look(after attempt: AddressTry) {
    let transfer = attempt.transfer
    guard !transfer.hasLooked, transfer.question == nil, let handle = curl_easy_init() else { return }
    let look = CertificateLook(handle: handle, of: attempt, settings: settings, now: .now)
    transfer.hasLooked = true
    transfer.look = look
    looks[handle] = look
    if curl_multi_add_handle(multi, handle) != CURLM_OK { drop(look) }
  }

  func drop(_ look: CertificateLook) {
    curl_multi_remove_handle(multi, look.handle)
    looks[look.handle] = nil
    look.transfer.look = nil
    curl_easy_cleanup(look.handle)
  }

  /// It showed something, or won't any more.
  func ended(_ look: CertificateLook) {
    let transfer = look.transfer
    transfer.record(look.certificate, at: look.record)
    drop(look)
    if transfer.tries.isEmpty { goOn(transfer) }
  }
}
