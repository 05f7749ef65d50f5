import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A port on a loopback address that can end and begin listening while nobody else is given it, and the connections that
/// came there.
final class LabListener: Sendable {
  let address: String
  var port: Int { hold.port }

  private struct State {
    var listener: (any Channel)?
    var channels: [ObjectIdentifier: any Channel] = [:]
    var connections = 0
    var isOver = false
  }
  private let state = Mutex(State())
  private let hold: PortHold
  private let group: any EventLoopGroup

  /// Takes the port, any when 0, and does not listen yet. Throws NIO's `IOError` when it is taken.
  init(address: String, port: Int, group: any EventLoopGroup) throws {
    self.address = address
    self.group = group
    hold = try PortHold(address: address, port: port)
  }

  /// Connections accepted so far.
  var connections: Int { state.withLock(\.connections) }
  /// Connections open now.
  var channels: [any Channel] { state.withLock { Array($0.channels.values) } }

  func forgetConnections() { state.withLock { $0.connections = 0 } }

  /// Listens when this returns; nothing when it did already, or was stopped. Blocks: never on the event loop.
  /// - Parameter setUp: makes each connection's pipeline, on its loop.
  func open(_ setUp: @escaping @Sendable (any Channel) throws -> Void) throws {
    guard state.withLock({ $0.listener == nil && !$0.isOver }) else { return }
    let listener = try ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      // Before the handshake, or it counts for nothing: what is not read must not vanish in the kernel by megabytes.
      .serverChannelOption(.socketOption(.so_rcvbuf), value: 64 << 10)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          self.entered(channel)
          try setUp(channel)
        }
      }
      .bind(host: address, port: port).wait()
    state.withLock { $0.listener = listener }
  }

  /// Does not listen any more when this returns; connections stay. Blocks: never on the event loop.
  ///
  /// Ends listening before the listener is closed: a child process that is just being started may hold a copy of it for a
  /// moment, and the kernel would go on accepting for that one.
  func close() throws {
    let listener = state.withLock { state in
      defer { state.listener = nil }
      return state.listener
    }
    guard let listener else { return }
    let closing = listener.eventLoop.makePromise(of: Void.self)
    listener.eventLoop.execute {
      _ = try? listener.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
        shutdown($0, CInt(SHUT_RDWR))
      }
      listener.close(promise: closing)
    }
    try closing.futureResult.wait()
  }

  /// Resets every connection. Blocks: never on the event loop.
  func resetConnections() {
    for channel in channels {
      try? channel.eventLoop.submit { channel.reset() }.wait()
    }
  }

  /// Closes the listener and every connection, for good.
  func stop() async {
    let channels = state.withLock { state in
      defer { (state.listener, state.isOver) = (nil, true) }
      return (state.listener.map { [$0] } ?? []) + Array(state.channels.values)
    }
    for channel in channels {
      try? await channel.eventLoop.submit { channel.cut() }.get()
      try? await channel.closeFuture.get()
    }
  }

  private func entered(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    state.withLock { state in
      state.connections += 1
      state.channels[id] = channel
    }
    channel.closeFuture.whenComplete { _ in self.state.withLock { _ = $0.channels.removeValue(forKey: id) } }
  }
}

extension Channel {
  /// Closes with a reset instead of a farewell (`SO_LINGER` 0). On the channel's loop only.
  func reset() {
    (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in self.cut() }
  }

  /// Closes the socket at once: TLS says no farewell first. On the channel's loop only.
  func cut() {
    guard let gate = try? pipeline.syncOperations.context(handlerType: LabGate.self) else { return close(promise: nil) }
    gate.close(promise: nil)
  }
}
