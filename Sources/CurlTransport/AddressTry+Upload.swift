import CCurl
import Glibc
import Wire

/// What a try with an upload does beside: the body goes out from its first byte, over a connection of its own.
extension AddressTry {
  /// A body from this size on waits for the server's word before it leaves (RFC 9110, section 10.1.1): a refusal is cheap
  /// then. A server that never gives that word costs `expectWait`; libcurl's own values are 1 MiB and 1 s.
  static let expectsFrom = 64 << 10
  static let expectWait = 300

  func setUpload(_ file: UploadFile) {
    wirecopy_set_long(handle, CURLOPT_UPLOAD, 1)
    wirecopy_set_large(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(file.size))
    wirecopy_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, 64 << 10)
    wirecopy_set_long(handle, CURLOPT_EXPECT_100_TIMEOUT_MS, Self.expectWait)
    // On a kept connection that turns out to be dead, libcurl would send it again by itself, whatever had left before.
    wirecopy_set_long(handle, CURLOPT_FRESH_CONNECT, 1)
    // One body on one connection: an early answer, and what the kernel still holds, are this body's alone.
    wirecopy_set_long(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    let me = Unmanaged.passUnretained(self).toOpaque()
    wirecopy_set_pointer(handle, CURLOPT_READDATA, me)
    wirecopy_set_bytes_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
      guard let context, let bytes else { return Int(CURL_READFUNC_ABORT) }
      let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
      return Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue().give(room) ?? Int(CURL_READFUNC_ABORT)
    }
    // No SEEKFUNCTION: what has left once, libcurl does not send again by itself.
  }

  /// - Returns: nil where there should be more, and is not: a body that is too short is never ended as if it were whole.
  private func give(_ room: UnsafeMutableRawBufferPointer) -> Int? {
    guard let file = transfer.file, !isFileBroken else { return nil }
    guard offset < file.size else { return 0 }
    guard let count = file.read(into: room, at: offset) else {
      isFileBroken = true
      return nil
    }
    offset += count
    return count
  }

  /// Asks the kernel how much of the body has left.
  func lookAtUpload() {
    guard sending != nil, let socket else { return }
    var queued: Int32 = 0
    // SIOCOUTQ: what is not confirmed yet.
    guard ioctl(socket, UInt(TIOCOUTQ), &queued) == 0 else { return }
    let now = Moment.now
    sending?.saw(handed: handedBytes, queued: Int(queued), now: now)
    if let count = sending?.news(now: now) { transfer.watch?(.sent(bytes: count)) }
  }

  /// The answer is there: what has left by now is all that leaves, as a rule.
  func tellLastSent() {
    lookAtUpload()
    let now = Moment.now
    // Whoever answers has what was sent, whether the kernel knows it yet or not.
    if isUploadWhole { sending?.saw(handed: handedBytes, queued: 0, now: now) }
    if let count = sending?.news(isLast: true, now: now) { transfer.watch?(.sent(bytes: count)) }
  }

  /// Bytes of the file that libcurl handed to the kernel: right at any time, unlike what it last reported.
  private var handedBytes: Int {
    var value: curl_off_t = 0
    return wirecopy_get_large(handle, CURLINFO_SIZE_UPLOAD_T, &value) == CURLE_OK ? Int(value) : 0
  }

  /// Whether all of the body was handed on: from then on, the other side may have it, and keep it.
  var isUploadWhole: Bool { sending.map { handedBytes >= $0.size } ?? false }

  /// Whether the answer refuses `Expect` alone (417): the same address is to be asked again without it.
  var refusesExpectation: Bool { sending != nil && expects && intake.head.isWhole && intake.head.finalStatus == 417 }

  /// Whether the answer refuses the upload: its head says all, and whether the rest of it comes, or the connection breaks
  /// because nobody reads the body any more, does not matter.
  var isRefusal: Bool { sending != nil && intake.head.isWhole && (intake.head.finalStatus ?? 0) >= 300 }

  /// Lets nothing more leave: what the kernel holds is thrown away.
  func abandonUpload() {
    guard sending != nil, let socket else { return }
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
  }
}
