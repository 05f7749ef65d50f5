import CCurl
import Wire

/// How a handle is set up, all but its callbacks.
extension AddressTry {
  /// A kept connection is not used again after that: the network may be another one by then, and silent about it.
  private static let mostIdleSeconds = 30

  func setOptions(_ settings: CurlTransport.Settings) {
    let request = transfer.request
    Self.aim(handle, of: transfer, at: candidate, settings: settings, keeping: &lists)
    wirecopy_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
    wirecopy_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
    if !request.route.pins.isEmpty {
      wirecopy_set_string(handle, CURLOPT_PINNEDPUBLICKEY, request.route.pins.joined(separator: ";"))
    }
    wirecopy_set_long(handle, CURLOPT_BUFFERSIZE, 64 << 10)
    if let kept {
      kept.serve(handle)
    } else {
      wirecopy_set_long(handle, CURLOPT_FORBID_REUSE, 1)
    }
    wirecopy_set_long(handle, CURLOPT_MAXAGE_CONN, Self.mostIdleSeconds)
    wirecopy_set_string(handle, CURLOPT_USERAGENT, settings.userAgent)
    if request.isFresh { wirecopy_set_long(handle, CURLOPT_FRESH_CONNECT, 1) }
    if let file = transfer.file { setUpload(file) }
    if let question = transfer.question { setQuestion(question) }
    if request.method == .head { wirecopy_set_long(handle, CURLOPT_NOBODY, 1) }
    // Offsets of a range are those of the bytes as they are, not of their compression.
    if !request.headers.contains(where: { $0.name.lowercased() == "range" }) {
      wirecopy_set_string(handle, CURLOPT_ACCEPT_ENCODING, "")
    }
    Self.set(handle, CURLOPT_HTTPHEADER, transfer.headerLines, keeping: &lists)
    wirecopy_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
  }

  private func setQuestion(_ bytes: [UInt8]) {
    wirecopy_set_long(handle, CURLOPT_POST, 1)
    wirecopy_set_large(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
    _ = bytes.withUnsafeBytes { wirecopy_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    // The other family's question shares the connection that one opens.
    wirecopy_set_long(handle, CURLOPT_PIPEWAIT, 1)
  }

  /// Where a handle connects and by which way: whatever is asked there, nothing leaves by another.
  static func aim(
    _ handle: UnsafeMutableRawPointer, of transfer: Transfer, at candidate: Candidate,
    settings: CurlTransport.Settings, keeping lists: inout [UnsafeMutablePointer<curl_slist>]
  ) {
    let target = transfer.target
    wirecopy_set_string(handle, CURLOPT_URL, target.url)
    wirecopy_set_long(handle, CURLOPT_NOSIGNAL, 1)
    wirecopy_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    wirecopy_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    wirecopy_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    wirecopy_set_long(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    wirecopy_set_long(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    if let file = settings.certificates {
      wirecopy_set_string(handle, CURLOPT_CAINFO, file)
    } else {
      // libcurl 7.88 reads the system's bundle once and not for every connection (20 ms each) only without a directory.
      wirecopy_set_string(handle, CURLOPT_CAPATH, nil)
    }
    let address = candidate.address.contains(":") ? "[\(candidate.address)]" : candidate.address
    if transfer.isProxied {
      wirecopy_set_string(handle, CURLOPT_PROXY, "socks5h://\(address):\(transfer.dialled.port)")
      // No host is left out, whatever the environment says.
      wirecopy_set_string(handle, CURLOPT_NOPROXY, "")
    } else {
      wirecopy_set_string(handle, CURLOPT_PROXY, "")
      wirecopy_set_string(handle, CURLOPT_NOPROXY, "*")
      if candidate.address != target.host {
        set(handle, CURLOPT_CONNECT_TO, ["::\(address):\(target.port)"], keeping: &lists)
      }
    }
  }

  static func set(
    _ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ lines: [String],
    keeping lists: inout [UnsafeMutablePointer<curl_slist>]
  ) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { list = curl_slist_append(list, line) ?? list }
    guard let list else { return }
    lists.append(list)
    wirecopy_set_list(handle, option, list)
  }
}
