import CCurl
import Glibc
import Wire

/// What broke between us and a SOCKS proxy, or what it says of the other side.
extension FailureReading {
  struct Proxy {
    /// TCP to it is up.
    var isReached: Bool
    /// CURLINFO_PROXY_ERROR, a number of CURLproxycode.
    var code: Int
  }

  /// - Returns: nil where it is not the proxy's affair.
  func kind(of proxy: Proxy) -> WireFailure.Kind? {
    switch code {
    case CURLE_PROXY: Self.kind(reply: CURLproxycode(UInt32(clamping: proxy.code)))
    case CURLE_COULDNT_CONNECT: errno == Int(ECONNREFUSED) ? .proxyRefused : .proxyFailed
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING: .proxyFailed
    // Once it is asked, silence is the other side's.
    case CURLE_OPERATION_TIMEDOUT where !proxy.isReached: .proxyFailed
    default: nil
    }
  }

  /// The replies of RFC 1928, section 6, as libcurl names them. Tor says "host unreachable" of a name that it can't resolve,
  /// and "TTL expired" of one that does not answer.
  private static func kind(reply: CURLproxycode) -> WireFailure.Kind {
    switch reply {
    case CURLPX_REPLY_CONNECTION_REFUSED: .refused
    case CURLPX_REPLY_HOST_UNREACHABLE, CURLPX_REPLY_NETWORK_UNREACHABLE: .unreachable
    case CURLPX_REPLY_TTL_EXPIRED: .connectTimedOut
    default: .proxyFailed
    }
  }
}
