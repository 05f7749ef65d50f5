import CCurl
import Glibc
import Wire

/// One request to one address: an easy handle and what came of it. Lives on the curl thread.
final class AddressTry {
  /// A kept connection is not used again after that: the network may be another one by then, and silent about it.
  private static let mostIdleSeconds = 30

  let handle: UnsafeMutableRawPointer
  unowned let transfer: Transfer
  /// The literal that is tried.
  let address: String
  private(set) var started: Moment
  /// While libcurl has not reported the end.
  private(set) var socket: Int32?
  var intake: Intake
  /// TCP is up.
  private(set) var connected: Moment?
  /// The connection is ready, TLS included, and the request is being sent.
  private(set) var ready: Moment?
  private(set) var firstByte: Moment?
  private(set) var lastByte: Moment?
  private(set) var wireBytes = 0
  /// It waits for `100 Continue`.
  let expects: Bool
  /// From `ready` on, where there is something to send.
  var sending: Sending?
  /// Where in the file libcurl is.
  var offset = 0
  /// The file had less than it should.
  var isFileBroken = false
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(
    handle: UnsafeMutableRawPointer, transfer: Transfer, address: String, settings: CurlTransport.Settings, now: Moment
  ) {
    self.handle = handle
    self.transfer = transfer
    self.address = address
    started = now
    intake = Intake(limits: transfer.request.limits, isHeadOnly: transfer.request.method == .head)
    expects = transfer.expects
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
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
    guard connected == nil, let socket else { return }
    var address = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let isConnected = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(socket, $0, &size) == 0 }
    }
    if isConnected { connected = .now }
  }

  /// When silence in the phase that it is in has lasted too long.
  var silenceEnds: Moment {
    let limits = transfer.request.limits
    if let lastByte { return max(lastByte, sending?.moved ?? lastByte).after(milliseconds: limits.stall) }
    if let sending {
      guard let ended = sending.ended else { return sending.moved.after(milliseconds: limits.stall) }
      return ended.after(milliseconds: limits.firstByte)
    }
    if let ready { return ready.after(milliseconds: limits.firstByte) }
    if let connected { return connected.after(milliseconds: limits.tls) }
    return started.after(milliseconds: limits.connect)
  }

  /// libcurl reported the end: the socket is closed, or kept for others.
  func end() { socket = nil }

  /// What libcurl says of the failure.
  func reading(_ code: CURLcode) -> FailureReading {
    // It came up and broke between two looks.
    if connected == nil, FailureReading.isAfterConnecting(code) { connected = .now }
    let text = String(cString: errorText)
    return FailureReading(
      code: code, errno: long(CURLINFO_OS_ERRNO), verify: long(CURLINFO_SSL_VERIFYRESULT),
      text: text.isEmpty && code != CURLE_OK ? String(cString: curl_easy_strerror(code)) : text, phase: phase,
      isSecure: transfer.target.isSecure)
  }

  /// Bytes of body on the wire: what libcurl counts at the end, which the last report may have missed.
  var finalWireBytes: Int {
    var value: curl_off_t = 0
    guard wirecopy_get_large(handle, CURLINFO_SIZE_DOWNLOAD_T, &value) == CURLE_OK else { return wireBytes }
    return max(wireBytes, Int(value))
  }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    return wirecopy_get_long(handle, info, &value) == CURLE_OK ? value : 0
  }

  // MARK: Options

  private func setOptions(_ settings: CurlTransport.Settings) {
    let request = transfer.request
    let target = transfer.target
    wirecopy_set_string(handle, CURLOPT_URL, target.url)
    wirecopy_set_long(handle, CURLOPT_NOSIGNAL, 1)
    wirecopy_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    wirecopy_set_string(handle, CURLOPT_PROXY, "")
    wirecopy_set_string(handle, CURLOPT_NOPROXY, "*")
    wirecopy_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    wirecopy_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    wirecopy_set_long(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    wirecopy_set_long(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    wirecopy_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
    wirecopy_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
    wirecopy_set_long(handle, CURLOPT_BUFFERSIZE, 64 << 10)
    wirecopy_set_long(handle, CURLOPT_MAXAGE_CONN, Self.mostIdleSeconds)
    wirecopy_set_string(handle, CURLOPT_USERAGENT, settings.userAgent)
    if let file = settings.certificates {
      wirecopy_set_string(handle, CURLOPT_CAINFO, file)
    } else {
      // libcurl 7.88 reads the system's bundle once and not for every connection (20 ms each) only without a directory.
      wirecopy_set_string(handle, CURLOPT_CAPATH, nil)
    }
    if let file = transfer.file { setUpload(file) }
    if request.method == .head { wirecopy_set_long(handle, CURLOPT_NOBODY, 1) }
    // Offsets of a range are those of the bytes as they are, not of their compression.
    if !request.headers.contains(where: { $0.name.lowercased() == "range" }) {
      wirecopy_set_string(handle, CURLOPT_ACCEPT_ENCODING, "")
    }
    if !AddressPlan.isLiteral(target.host) {
      let bracketed = address.contains(":") ? "[\(address)]" : address
      set(CURLOPT_CONNECT_TO, ["::\(bracketed):\(target.port)"])
    }
    set(CURLOPT_HTTPHEADER, transfer.headerLines)
    wirecopy_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
  }

  /// libcurl does not copy lists: they live as long as the try.
  private func set(_ option: CURLoption, _ lines: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { list = curl_slist_append(list, line) ?? list }
    guard let list else { return }
    lists.append(list)
    wirecopy_set_list(handle, option, list)
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
    (connected, ready, sending) = (nil, nil, nil)
  }

  private func becameReady() -> Bool {
    if let winner = transfer.winner, winner !== self { return false }
    transfer.winner = self
    let now = Moment.now
    ready = now
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
    guard let watch = transfer.watch, intake.head.isWhole, let status = intake.head.status, status >= 200,
      !WireResponse.isRedirect(status)
    else { return }
    watch(.body(bytes: wireBytes))
  }
}
