import NIOCore
import NIOPosix
import Synchronization

/// A SOCKS5 server on loopback (RFC 1928, no login, CONNECT alone) that connects to loopback addresses only.
///
///     let proxy = try await LabProxy.start()
///     proxy.routes["news.onion"] = "127.0.0.3:\(mirror.port)"
public final class LabProxy: Sendable {
  /// What a client asked to be connected to.
  public struct Question: Sendable, Hashable {
    /// As it came; a name in small letters, an address as a literal.
    public var host: String
    public var port: Int
    /// It was asked for by name, so that the client has not resolved it.
    public var isName: Bool
  }

  /// How many questions are kept: the latest.
  static let logged = 1000

  struct State {
    var fault = ProxyFault.none
    var routes: [String: String] = [:]
    var questions: [Question] = []
    var questionCount = 0
  }
  let state = Mutex(State())
  private let changing = Mutex<Void>(())
  private let listener: LabListener
  private let group: MultiThreadedEventLoopGroup

  /// A loopback address, as a literal.
  public var address: String { listener.address }
  public var port: Int { listener.port }
  /// `socks5h://127.0.0.1:40080`
  public var url: String { "socks5h://\(address):\(port)" }

  private init(_ listener: LabListener, _ group: MultiThreadedEventLoopGroup) throws {
    self.listener = listener
    self.group = group
    try listen()
  }

  /// Listens when this returns. Throws NIO's `IOError` when no port is to be had.
  public static func start(address: String = "127.0.0.1") async throws -> LabProxy {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      return try LabProxy(LabListener(address: address, port: 0, group: group), group)
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// What is wrong with it. When setting returns, the listener is closed or open as it should be; connections that are open
  /// are reset by every fault but `none`.
  public var fault: ProxyFault {
    get { state.withLock(\.fault) }
    set { changing.withLock { _ in change(to: newValue) } }
  }

  /// Where a host leads: `name`, or `name:port` for that port alone, to `address:port` or `address` (the port stays). A
  /// loopback address leads to itself where it is not here; everything else is unreachable.
  public var routes: [String: String] {
    get { state.withLock(\.routes) }
    set { state.withLock { $0.routes = newValue } }
  }

  /// Connections accepted so far.
  public var connections: Int { listener.connections }
  /// Connections from clients that are open now.
  public var openConnections: Int { listener.channels.count }
  /// The last 1,000 questions, oldest first.
  public var questions: [Question] { state.withLock(\.questions) }
  public var questionCount: Int { state.withLock(\.questionCount) }

  /// Starts counting anew.
  public func forgetQuestions() {
    listener.forgetConnections()
    state.withLock {
      $0.questions = []
      $0.questionCount = 0
    }
  }

  /// Closes the listener and every connection, for good, and ends the thread they ran on.
  public func stop() async {
    await listener.stop()
    try? await group.shutdownGracefully()
  }

  private func change(to fault: ProxyFault) {
    state.withLock { $0.fault = fault }
    do {
      if fault == .refuse { try listener.close() } else { try listen() }
    } catch {
      state.withLock { $0.fault = .refuse }
    }
    if fault != .none { listener.resetConnections() }
  }

  private func listen() throws {
    try listener.open { try $0.pipeline.syncOperations.addHandler(ProxyConnection(self)) }
  }
}

/// What a connection tells its proxy, and asks of it.
extension LabProxy {
  func saw(_ question: Question) {
    state.withLock { state in
      state.questionCount += 1
      if state.questions.count >= Self.logged { state.questions.removeFirst() }
      state.questions.append(question)
    }
  }

  /// The loopback address and port that a question leads to, or the code of the refusal (RFC 1928, section 6).
  func goal(of question: Question) -> Result<(address: String, port: Int), ProxyRefusal> {
    let routes = routes
    let route = routes["\(question.host):\(question.port)"] ?? routes[question.host]
    guard let route = route ?? (question.isName ? nil : question.host) else {
      return .failure(question.isName ? .hostUnreachable : .networkUnreachable)
    }
    let parts = route.split(separator: ":")
    guard let address = parts.first, address.hasPrefix("127."), parts.count <= 2 else {
      return .failure(.networkUnreachable)
    }
    guard let port = parts.count == 2 ? Int(parts[1]) : question.port, (1...65_535).contains(port) else {
      return .failure(.general)
    }
    return .success((String(address), port))
  }
}

/// A reply code other than success (RFC 1928, section 6).
struct ProxyRefusal: Error, Hashable {
  var code: UInt8
  static let general = ProxyRefusal(code: 1)
  static let networkUnreachable = ProxyRefusal(code: 3)
  static let hostUnreachable = ProxyRefusal(code: 4)
  static let connectionRefused = ProxyRefusal(code: 5)
  static let commandNotSupported = ProxyRefusal(code: 7)
  static let addressTypeNotSupported = ProxyRefusal(code: 8)
}
