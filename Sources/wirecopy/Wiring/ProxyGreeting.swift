import Foundation
import Glibc
import News
import Sync

/// Whether a SOCKS proxy answers: it is greeted (RFC 1928, section 3) and asked for nothing, so no other host hears of it.
enum ProxyGreeting: Hashable, Sendable {
  /// It takes connections without a password.
  case answers
  /// Nobody listens there.
  case refused
  /// Somebody listens, and says nothing in time.
  case silent
  /// It wants a password, which we have none for.
  case wantsLogin
  /// Something else stands there.
  case isNone
  /// The system's own words.
  case failed(String)
  /// It has a name, and whoever resolves it would hear of it: it was left alone.
  case notAsked

  static let patience = 2.0

  /// Asks a proxy at a literal, or at `localhost`.
  @concurrent
  static func of(host: String, port: Int) async -> ProxyGreeting {
    greet(host == "localhost" ? "127.0.0.1" : host, port)
  }

  private static func greet(_ host: String, _ port: Int) -> ProxyGreeting {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let place = found else { return .notAsked }
    defer { freeaddrinfo(found) }
    let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let file = socket(place.pointee.ai_family, flags, 0)
    guard file >= 0 else { return .failed(String(cString: strerror(errno))) }
    defer { close(file) }
    let end = ContinuousClock.now + .seconds(patience)
    if connect(file, place.pointee.ai_addr, place.pointee.ai_addrlen) != 0 {
      guard errno == EINPROGRESS else { return refusal(errno) }
      guard waits(file, POLLOUT, until: end) else { return .silent }
      var (reason, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
      getsockopt(file, SOL_SOCKET, SO_ERROR, &reason, &size)
      guard reason == 0 else { return refusal(reason) }
    }
    // Version 5, one method: no password.
    guard send(file, [5, 1, 0] as [UInt8], 3, Int32(MSG_NOSIGNAL)) == 3 else { return .isNone }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 2)
    while answer.count < 2 {
      guard waits(file, POLLIN, until: end) else { return .silent }
      let count = recv(file, &buffer, 2 - answer.count, 0)
      guard count > 0 else { return .isNone }
      answer += buffer[..<count]
    }
    guard answer[0] == 5 else { return .isNone }
    return answer[1] == 0 ? .answers : .wantsLogin
  }

  private static func refusal(_ reason: Int32) -> ProxyGreeting {
    reason == ECONNREFUSED ? .refused : .failed(String(cString: strerror(reason)))
  }

  private static func waits(_ file: Int32, _ event: Int32, until end: ContinuousClock.Instant) -> Bool {
    var one = pollfd(fd: file, events: Int16(event), revents: 0)
    while true {
      let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
      guard left > 0 else { return false }
      let count = poll(&one, 1, Int32(left.rounded(.up)))
      if count > 0 { return true }
      if count == 0 || errno != EINTR { return false }
    }
  }

  /// What is wrong with the proxy at that place, and what to do; nil where nothing is, or nothing was asked.
  func complaint(of proxy: String) -> Phrase? {
    let isTor = proxy == RouteWords.tor
    return switch self {
    case .answers, .notAsked: nil
    case .refused where isTor:
      "nobody listens at \(proxy): start Tor (`sudo systemctl start tor`), or name another place; until then no mirror can be reached"
    case .refused: "nobody listens at \(proxy): until somebody does, no mirror can be reached"
    case .silent: "the proxy at \(proxy) does not answer"
    case .wantsLogin: "the proxy at \(proxy) wants a password; only one without can be used"
    case .isNone: "what stands at \(proxy) is no SOCKS proxy"
    case .failed(let reason): "the proxy at \(proxy) can't be reached: \(reason)"
    }
  }
}
