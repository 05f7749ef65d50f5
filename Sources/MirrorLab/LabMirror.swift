import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// One mirror of the lab: a port on a loopback address that serves a site, with a fault. It is a relay, too: it takes
/// `PUT /drop/<name>`, and gives its drops back.
public final class LabMirror: Sendable {
  /// A loopback address, as a literal.
  public let address: String
  public var port: Int { hold.port }

  /// How many requests `requests` keeps: the latest.
  static let logged = 1000

  struct State {
    var fault: Fault
    var uploadFault = UploadFault.none
    var login: LabLogin?
    var heedsExpect = true
    var drops = LabDrops()
    var puts: [String: Int] = [:]
    var bodyBytes = 0
    var site: LabSite
    var older: LabSite?
    var listener: (any Channel)?
    var channels: [ObjectIdentifier: any Channel] = [:]
    var connections = 0
    var requestCount = 0
    var requests: [LabRequest] = []
  }
  let state: Mutex<State>
  /// Held while the listener is opened or closed, so that two changes don't cross. Never taken on the event loop.
  private let changing = Mutex<Void>(())
  private let hold: PortHold
  private let group: any EventLoopGroup

  /// Listens when this returns, unless `fault` is `refuse`.
  init(address: String, port: Int, site: LabSite, older: LabSite?, fault: Fault, group: any EventLoopGroup) throws {
    self.address = address
    self.group = group
    hold = try PortHold(address: address, port: port)
    state = Mutex(State(fault: fault, site: site, older: older))
    if fault != .refuse { try listen() }
  }

  /// `http://address:port`, with this path behind it.
  public func url(_ path: String = "/") -> String { "http://\(address):\(port)\(path)" }

  /// What is wrong with it. When setting returns, the listener is closed or open as it should be, and connections that the
  /// new fault breaks are reset. Reads `refuse` should reopening have failed.
  public var fault: Fault {
    get { state.withLock(\.fault) }
    set { changing.withLock { _ in change(to: newValue) } }
  }

  /// What it serves, from the next request on.
  public var site: LabSite {
    get { state.withLock(\.site) }
    set { state.withLock { $0.site = newValue } }
  }

  /// What it serves under `Fault.oldSnapshot`.
  public var older: LabSite? {
    get { state.withLock(\.older) }
    set { state.withLock { $0.older = newValue } }
  }

  /// Connections accepted so far.
  public var connections: Int { state.withLock(\.connections) }
  /// Connections open now.
  public var openConnections: Int { state.withLock(\.channels.count) }
  /// Requests whose head was read so far, also those that were not answered.
  public var requestCount: Int { state.withLock(\.requestCount) }
  /// The last 1,000 requests, oldest first.
  public var requests: [LabRequest] { state.withLock(\.requests) }

  /// Starts counting anew.
  public func forgetRequests() {
    state.withLock {
      $0.requests = []
      $0.requestCount = 0
      $0.connections = 0
      $0.puts = [:]
      $0.bodyBytes = 0
    }
  }

  /// Closes the listener and every connection.
  public func stop() async {
    let channels = state.withLock { state in
      defer { state.listener = nil }
      return (state.listener.map { [$0] } ?? []) + Array(state.channels.values)
    }
    for channel in channels { try? await channel.close() }
  }

  private func change(to fault: Fault) {
    let (listener, broken) = state.withLock { state in
      state.fault = fault
      let listener = state.listener
      if fault == .refuse { state.listener = nil }
      return (listener, fault.breaksConnections ? Array(state.channels.values) : [])
    }
    do {
      if fault == .refuse { try listener.map(Self.close) } else if listener == nil { try listen() }
    } catch {
      state.withLock { $0.fault = .refuse }
    }
    for channel in broken {
      try? channel.eventLoop.submit { channel.reset() }.wait()
    }
  }

  /// Ends listening before the listener is closed: a child process that is just being started may hold a copy of it for
  /// a moment, and the kernel would go on accepting for that one.
  private static func close(_ listener: any Channel) throws {
    let closing = listener.eventLoop.makePromise(of: Void.self)
    listener.eventLoop.execute {
      _ = try? listener.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
        shutdown($0, CInt(SHUT_RDWR))
      }
      listener.close(promise: closing)
    }
    try closing.futureResult.wait()
  }

  private func listen() throws {
    let listener = try ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      // Before the handshake, or it counts for nothing: what is not read must not vanish in the kernel by megabytes.
      .serverChannelOption(.socketOption(.so_rcvbuf), value: 64 << 10)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
          try pipeline.addHandler(LabConnection(self))
        }
      }
      .bind(host: address, port: port).wait()
    state.withLock { $0.listener = listener }
  }
}

/// What a connection tells its mirror, and asks of it.
extension LabMirror {
  /// Counts the connection; the fault that it meets.
  func opened(_ channel: any Channel) -> Fault {
    state.withLock { state in
      state.connections += 1
      state.channels[ObjectIdentifier(channel)] = channel
      return state.fault
    }
  }

  func closed(_ channel: any Channel) {
    state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = nil
    }
  }

  func saw(_ request: LabRequest) {
    state.withLock { state in
      state.requestCount += 1
      if state.requests.count >= Self.logged { state.requests.removeFirst() }
      state.requests.append(request)
    }
  }
}
