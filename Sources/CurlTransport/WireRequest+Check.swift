import Wire

extension WireRequest {
  /// Refuses an upload without PUT, PUT without an upload, a proxy or a pin that libcurl could read as something else, and
  /// header fields that would smuggle a line of their own into the request (RFC 9110, section 5.5).
  func check(_ way: Way) throws(WireFailure) {
    guard (method == .put) == (upload != nil), (upload?.size ?? 0) >= 0 else {
      throw WireFailure(.other, detail: "PUT brings a file, and nothing else does")
    }
    guard route.pins.allSatisfy(WireRoute.isPin) else {
      throw WireFailure(.other, detail: "a pinned key is not of the form sha256//…=")
    }
    guard way.proxy == .direct || WireRoute.Proxy(way.proxy.description) == way.proxy else {
      throw WireFailure(.other, detail: "the proxy is not of the form socks5h://host:port")
    }
    for header in headers {
      let isToken =
        !header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A && $0 != 0x3B }
      guard isToken, !header.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
        throw WireFailure(.other, detail: "a header field of the request has characters that it may not have")
      }
    }
  }
}
