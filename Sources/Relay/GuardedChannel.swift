import Foundation
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Hummingbird's HTTP/1.1 connection with guards before and behind its decoder.
struct GuardedChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

  let http: HTTP1Channel
  let limits: ServeLimits
  let table: ConnectionTable
  let takesDrops: Bool

  /// So much of a response may wait in the kernel unsent. What the client takes is then seen in small steps, and its
  /// slowness costs memory in proportion to nothing but this.
  private static let unsent: SocketOptionValue = 32 * 1024

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    #if os(Linux)
      let lowWater = channel.setOption(.socket(SocketOptionLevel(IPPROTO_TCP), TCP_NOTSENT_LOWAT), value: Self.unsent)
    #else
      let lowWater = channel.eventLoop.makeSucceededVoidFuture()
    #endif
    // A kernel that doesn't know it makes nothing worse than slower detection.
    return lowWater.recover { _ in }.flatMap {
      do {
        let front = ConnectionGuard(limits: limits, table: table)
        try channel.pipeline.syncOperations.addHandler(front)
        return http.setup(channel: channel, logger: logger).assumeIsolated().flatMapThrowing { value in
          let pipeline = channel.pipeline.syncOperations
          let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
          try pipeline.addHandler(ExchangeGuard(front, takesDrops: takesDrops), position: .after(decoder))
          return value
        }.nonisolated()
      } catch {
        return channel.eventLoop.makeFailedFuture(error)
      }
    }
  }

  func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}
