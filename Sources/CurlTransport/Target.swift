import CCurl
import Wire

/// Where one hop goes: its URL as libcurl reads it.
struct Target {
  /// As it is asked.
  let url: String
  let isSecure: Bool
  /// Lower case, in ASCII (IDNA), without brackets.
  let host: String
  let port: Int

  /// What places are counted by.
  let key: String

  /// - Throws: `badURL`, with the reason; `onionNeedsProxy`.
  init(_ text: String, way: Way = Way(), isPinned: Bool = false) throws(WireFailure) {
    guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw WireFailure(.badURL, detail: "control characters in the URL")
    }
    guard let address = WireAddress(text) else {
      throw WireFailure(.badURL, detail: "not an absolute http or https URL")
    }
    var parts = WireURL(text).escaped
    parts.fragment = nil
    url = parts.text
    isSecure = address.isSecure
    port = address.port
    host = try Self.asciiHost(url)
    key = "\(host):\(port)"
    // Longer ones are no names of the DNS, and SOCKS can't say them.
    guard host.utf8.count <= 253 else { throw WireFailure(.badURL, detail: "the host name is too long") }
    guard isSecure || !isPinned else { throw WireFailure(.badURL, detail: "a pinned key needs https") }
    // No resolver is asked for one (RFC 7686, section 2).
    guard way.proxy != .direct || !isOnion else {
      throw WireFailure(.onionNeedsProxy, detail: "an .onion address is reached through a SOCKS proxy alone")
    }
  }

  private var isOnion: Bool { (host.hasSuffix(".") ? host.dropLast() : host[...]).hasSuffix(".onion") }

  private static func asciiHost(_ url: String) throws(WireFailure) -> String {
    guard let handle = curl_url() else { throw WireFailure(.other, detail: "out of memory") }
    defer { curl_url_cleanup(handle) }
    var result = curl_url_set(handle, CURLUPART_URL, url, 0)
    var text: UnsafeMutablePointer<CChar>?
    if result == CURLUE_OK { result = curl_url_get(handle, CURLUPART_HOST, &text, UInt32(CURLU_PUNYCODE)) }
    guard result == CURLUE_OK, let text else {
      // What libcurl says of a name that IDNA does not allow is "out of memory".
      let isName = result == CURLUE_OUT_OF_MEMORY
      throw WireFailure(
        .badURL, detail: isName ? "not a possible host name" : String(cString: curl_url_strerror(result)))
    }
    defer { curl_free(text) }
    var host = String(cString: text).lowercased()
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return host
  }
}
