import CCurl
import Glibc
import Wire

/// libcurl's codes, as seen with libcurl 7.88.1 and OpenSSL 3.0, to what they mean on the wire.
struct FailureReading {
  /// How far a try had come when it failed.
  enum Phase: Int, Comparable {
    case connecting, securing
    /// The connection is ready, and the upload is leaving.
    case sending
    /// The request was sent, all of it, or was about to be where it has no upload.
    case asked
    /// The answer's first line came.
    case answering
    static func < (a: Phase, b: Phase) -> Bool { a.rawValue < b.rawValue }
  }
  var code: CURLcode
  /// CURLINFO_OS_ERRNO.
  var errno: Int
  /// CURLINFO_SSL_VERIFYRESULT: an X509_V_ERR number of OpenSSL.
  var verify: Int
  /// The error buffer.
  var text: String
  var phase: Phase
  /// Whether the URL is https.
  var isSecure: Bool
  /// What is known of the proxy, where there is one.
  var proxy: Proxy?

  /// Whether such a failure can only happen once TCP is up.
  static func isAfterConnecting(_ code: CURLcode) -> Bool {
    [CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_PINNEDPUBKEYNOTMATCH].contains(code)
  }

  var kind: WireFailure.Kind {
    if let proxy, phase == .connecting, let kind = kind(of: proxy) { return kind }
    return directKind
  }

  private var directKind: WireFailure.Kind {
    switch code {
    case CURLE_URL_MALFORMAT: .badURL
    case CURLE_UNSUPPORTED_PROTOCOL: phase < .sending ? .badURL : .notHTTP
    case CURLE_WEIRD_SERVER_REPLY: .notHTTP
    case CURLE_COULDNT_RESOLVE_HOST: .noSuchName
    case CURLE_COULDNT_CONNECT: connectKind
    case CURLE_OPERATION_TIMEDOUT: Self.silence(in: phase)
    case CURLE_SSL_CONNECT_ERROR: handshakeKind
    case CURLE_PEER_FAILED_VERIFICATION: certificateKind
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH: .pinMismatch
    case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      .tlsOther
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: .cutOff
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: brokenKind
    case CURLE_HTTP2, CURLE_HTTP2_STREAM: phase == .answering ? .cutOff : .reset
    case CURLE_BAD_CONTENT_ENCODING: .badEncoding
    case CURLE_FILESIZE_EXCEEDED: .tooLarge
    // An endless header line: libcurl's own buffer ends at 100 KB.
    case CURLE_OUT_OF_MEMORY: phase >= .sending ? .tooLarge : .other
    default: .other
    }
  }

  /// What silence means where it set in.
  static func silence(in phase: Phase) -> WireFailure.Kind {
    switch phase {
    case .connecting: .connectTimedOut
    case .securing: .tlsTimedOut
    case .asked: .noFirstByte
    case .sending, .answering: .stalled
    }
  }

  private var connectKind: WireFailure.Kind {
    switch Int32(clamping: errno) {
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL, EACCES, EPERM: .unreachable
    case ETIMEDOUT: .connectTimedOut
    // The kernel says so only of a connection that was up: reset before libcurl looked.
    case ECONNRESET: isSecure ? .resetInTLS : .reset
    default: .refused
    }
  }

  private var handshakeKind: WireFailure.Kind {
    if errno == Int(ECONNRESET) || errno == Int(EPIPE) { return .resetInTLS }
    let notTLS = [
      "wrong version number", "packet length too long", "http request", "unknown protocol", "bad record type",
    ]
    if notTLS.contains(where: text.contains) { return .notTLS }
    if text.contains("alert") || text.contains("unrecognized name") || text.contains("unsupported protocol") {
      return .tlsRefused
    }
    if text.contains("SSL_ERROR_SYSCALL") || text.contains("unexpected eof") { return .closedInTLS }
    return .tlsOther
  }

  private var certificateKind: WireFailure.Kind {
    // libcurl compares names by itself, after OpenSSL was content.
    if text.contains("subject name") || text.contains("common name") { return .wrongName }
    switch verify {
    case 9, 10: return .certificateTime
    // Issuer not found or not trusted, self-signed, unable to verify the first certificate.
    case 2, 18, 19, 20, 21, 24, 27: return .unknownIssuer
    case 62, 64: return .wrongName
    default: return .tlsOther
    }
  }

  private var brokenKind: WireFailure.Kind {
    if text.contains("chunk") { return .badEncoding }
    if errno == Int(ECONNRESET) || errno == Int(EPIPE) { return .reset }
    if text.contains("unexpected eof") { return .cutOff }
    return .reset
  }
}
