import CCurl
import Glibc
import Wire

/// One request to one address: an easy handle and what came of it. Lives on the curl thread.
final class AddressTry {
  let handle: UnsafeMutableRawPointer
  unowned let transfer: Transfer
  let candidate: Candidate
  /// Of the network on which it began.
  let kept: KeptConnections?
  /// Where the transfer keeps the record of it.
  private(set) var record = 0
  /// How it ended is written down.
  var isRecorded = false
  private(set) var started: Moment
  /// While libcurl has not reported the end.
  private(set) var socket: Int32?
  var intake: Intake
  /// TCP is up, to whom it goes to: the server, or the proxy.
  private(set) var reached: Moment?
  /// TCP is up, to the server.
  private(set) var connected: Moment?
  /// The connection is ready, TLS included, and the request is being sent.
  private(set) var ready: Moment?
  private(set) var firstByte: Moment?
  private(set) var lastByte: Moment?
  private(set) var wireBytes = 0
  private var isHeadTold = false
  /// It waits for `100 Continue`.
  let expects: Bool
  /// From `ready` on, where there is something to send.
  var sending: Sending?
  /// Where in the file libcurl is.
  var offset = 0
  /// The file had less than it should.
  var isFileBroken = false
  /// libcurl does not copy lists: they live as long as the try.
  var lists: [UnsafeMutablePointer<curl_slist>] = []
  let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(
    handle: UnsafeMutableRawPointer, transfer: Transfer, candidate: Candidate, kept: KeptConnections?,
    settings: CurlTransport.Settings, now: Moment
  ) {
    self.handle = handle
    self.transfer = transfer
    self.candidate = candidate
    self.kept = kept
    started = now
    intake = Intake(limits: transfer.limits, isHeadOnly: transfer.request.method == .head)
    expects = transfer.expects
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    record = transfer.add(self)
    setOptions(settings)
    setCallbacks()
  }

  deinit {
    for list in lists { curl_slist_free_all(list) }
    errorText.deallocate()
  }

  var phase: FailureReading.Phase {
    if firstByte != nil { return .answering }
    if let sending, sending.ended == nil { return .sending }
    if ready != nil { return .asked }
    return connected == nil ? .connecting : .securing
  }

  /// Looks whether TCP came up since: libcurl 7.88 says so only when TLS is up, too. To be called only while libcurl has
  /// not reported the end, when the socket is still the one that it was.
  func look() {
    lookAtUpload()
    guard reached == nil, let socket else { return }
    var address = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let isConnected = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(socket, $0, &size) == 0 }
    }
    if isConnected { cameThrough() }
  }

  private func cameThrough() {
    reached = .now
    // A proxy has to connect in its turn.
    if !transfer.isProxied { connected = reached }
  }

  /// When silence in the phase that it is in has lasted too long.
  var silenceEnds: Moment {
    let limits = transfer.limits
    if let lastByte { return max(lastByte, sending?.moved ?? lastByte).after(milliseconds: limits.stall) }
    if let sending {
      guard let ended = sending.ended else { return sending.moved.after(milliseconds: limits.stall) }
      return ended.after(milliseconds: limits.firstByte)
    }
    if let ready { return ready.after(milliseconds: limits.firstByte) }
    if let connected { return connected.after(milliseconds: limits.tls) }
    // A proxy itself is near.
    let isAtProxy = transfer.isProxied && reached == nil
    return started.after(milliseconds: isAtProxy ? transfer.request.limits.connect : limits.connect)
  }

  /// libcurl reported the end: the socket is closed, or kept for others.
  func end() { socket = nil }

  /// What libcurl says of the failure.
  func reading(_ code: CURLcode) -> FailureReading {
    // It came up and broke between two looks.
    if connected == nil, FailureReading.isAfterConnecting(code) { (reached, connected) = (reached ?? .now, .now) }
    let text = String(cString: errorText)
    return FailureReading(
      code: code, errno: long(CURLINFO_OS_ERRNO), verify: long(CURLINFO_SSL_VERIFYRESULT),
      text: text.isEmpty && code != CURLE_OK ? String(cString: curl_easy_strerror(code)) : text, phase: phase,
      isSecure: transfer.target.isSecure, proxy: proxyReading)
  }

  /// Bytes of body on the wire: what libcurl counts at the end, which the last report may have missed.
  var finalWireBytes: Int {
    var value: curl_off_t = 0
    guard wirecopy_get_large(handle, CURLINFO_SIZE_DOWNLOAD_T, &value) == CURLE_OK else { return wireBytes }
    return max(wireBytes, Int(value))
  }

  private var proxyReading: FailureReading.Proxy? {
    guard transfer.isProxied else { return nil }
    return FailureReading.Proxy(isReached: reached != nil, code: long(CURLINFO_PROXY_ERROR))
  }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    return wirecopy_get_long(handle, info, &value) == CURLE_OK ? value : 0
  }

  // MARK: Callbacks, all on the curl thread

  private func setCallbacks() {
    let me = Unmanaged.passUnretained(self).toOpaque()
    wirecopy_set_pointer(handle, CURLOPT_HEADERDATA, me)
    wirecopy_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let context, let bytes else { return 0 }
      let me = Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue()
      return me.came(headerLine: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    wirecopy_set_pointer(handle, CURLOPT_WRITEDATA, me)
    wirecopy_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context, let bytes else { return 0 }
      let me = Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue()
      return me.intake.take(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    wirecopy_set_long(handle, CURLOPT_NOPROGRESS, 0)
    wirecopy_set_pointer(handle, CURLOPT_XFERINFODATA, me)
    wirecopy_set_progress_callback(handle) { context, _, now, _, _ in
      guard let context else { return 1 }
      return Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue().came(wireBytes: Int(now)) ? 0 : 1
    }
    wirecopy_set_pointer(handle, CURLOPT_SOCKOPTDATA, me)
    wirecopy_set_socket_callback(handle) { context, socket, _ in
      guard let context else { return CURL_SOCKOPT_ERROR }
      Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue().opened(socket)
      return CURL_SOCKOPT_OK
    }
    // When TLS begins, the proxy has connected; of a direct connection, the socket itself tells.
    if transfer.isProxied, transfer.target.isSecure {
      wirecopy_set_pointer(handle, CURLOPT_SSL_CTX_DATA, me)
      wirecopy_set_tls_callback(handle) { _, _, context in
        guard let context else { return CURLE_ABORTED_BY_CALLBACK }
        Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue().beginsTLS()
        return CURLE_OK
      }
    }
    wirecopy_set_pointer(handle, CURLOPT_PREREQDATA, me)
    wirecopy_set_ready_callback(handle) { context, _, _, _, _ in
      guard let context else { return CURL_PREREQFUNC_ABORT }
      let me = Unmanaged<AddressTry>.fromOpaque(context).takeUnretainedValue()
      return me.becameReady() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }
  }

  /// A new connection begins: the first one, or one in the place of a kept connection that turned out to be dead.
  private func opened(_ socket: Int32) {
    // No program that we start inherits it.
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    self.socket = socket
    if ready != nil { started = .now }
    (reached, connected, ready, sending) = (nil, nil, nil, nil)
  }

  private func beginsTLS() {
    let now = Moment.now
    reached = reached ?? now
    connected = connected ?? now
  }

  private func becameReady() -> Bool {
    if let winner = transfer.winner, winner !== self { return false }
    transfer.winner = self
    let now = Moment.now
    ready = now
    reached = reached ?? now
    connected = connected ?? now
    if let file = transfer.file {
      sending = Sending(size: file.size, start: now.after(milliseconds: expects ? Self.expectWait : 0))
    }
    return true
  }

  private func came(headerLine line: UnsafeRawBufferPointer) -> Bool {
    guard intake.take(headerLine: line) else { return false }
    // An interim answer (1xx) is none.
    guard !intake.head.isInterim else { return true }
    let now = Moment.now
    firstByte = firstByte ?? now
    lastByte = now
    // Told to stop here, or libcurl would ask again in its own way.
    if refusesExpectation { return false }
    if intake.head.isWhole { tellLastSent() }
    tell()
    return true
  }

  private func came(wireBytes count: Int) -> Bool {
    guard count != wireBytes else { return true }
    wireBytes = count
    lastByte = .now
    tell()
    return intake.take(wireBytes: count)
  }

  /// A redirect's own page is no progress of the exchange.
  private func tell() {
    guard let watch = transfer.watch, let status = intake.head.finalStatus, intake.head.isWhole,
      !WireResponse.isRedirect(status)
    else { return }
    if !isHeadTold, let head = intake.head.told { watch(.head(head)) }
    isHeadTold = true
    watch(.body(bytes: wireBytes))
  }
}
