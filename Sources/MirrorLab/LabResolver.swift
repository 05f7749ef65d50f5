import Foundation
import NIOCore
import NIOPosix

/// A DNS server on one loopback port, over UDP and TCP (RFC 1035, 7766), that answers from `LabNames`.
public final class LabResolver: Sendable {
  public let names: LabNames
  /// A loopback address, as a literal.
  public var address: String { listener.address }
  public var port: Int { listener.port }
  /// `127.0.0.1:40053`
  public var endpoint: String { "\(address):\(port)" }

  private let listener: LabListener
  private let datagrams: any Channel
  private let group: MultiThreadedEventLoopGroup

  private init(
    _ names: LabNames, _ listener: LabListener, _ datagrams: any Channel, _ group: MultiThreadedEventLoopGroup
  ) {
    self.names = names
    self.listener = listener
    self.datagrams = datagrams
    self.group = group
  }

  /// Answers when this returns. Throws NIO's `IOError` when no port is to be had.
  public static func start(_ names: LabNames, address: String = "127.0.0.1") async throws -> LabResolver {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      // A port that is free for TCP may be taken for UDP.
      for attempt in 1... {
        let listener = try LabListener(address: address, port: 0, group: group)
        let bootstrap = DatagramBootstrap(group: group).channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(DatagramNames(names)) }
        }
        do {
          let datagrams = try await bootstrap.bind(host: address, port: listener.port).get()
          let resolver = LabResolver(names, listener, datagrams, group)
          try listener.open { try $0.pipeline.syncOperations.addHandler(StreamNames(names)) }
          return resolver
        } catch let error as IOError where error.errnoCode == EADDRINUSE && attempt < 20 {
          continue
        }
      }
      throw IOError(errnoCode: EADDRINUSE, reason: "bind")
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// From now on who asks by UDP is told that nobody is there (ICMP), and by TCP is refused. The thread ends.
  public func stop() async {
    await listener.stop()
    try? await datagrams.close()
    try? await group.shutdownGracefully()
  }
}

/// A question a datagram.
private final class DatagramNames: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let names: LabNames

  init(_ names: LabNames) { self.names = names }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    let reply = names.reply(to: Array(envelope.data.readableBytesView), by: .udp)
    guard !reply.messages.isEmpty else { return }
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(reply.milliseconds))) {
      guard context.channel.isActive else { return }
      for message in reply.messages {
        let data = context.channel.allocator.buffer(bytes: message)
        context.write(self.wrapOutboundOut(.init(remoteAddress: envelope.remoteAddress, data: data)), promise: nil)
      }
      context.flush()
    }
  }

  /// What the kernel tells of a client that is gone: no matter.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

/// Questions one after the other, each behind its length in two bytes.
private final class StreamNames: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let names: LabNames
  private var unread = ByteBuffer()

  init(_ names: LabNames) { self.names = names }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var piece = unwrapInboundIn(data)
    unread.writeBuffer(&piece)
    while let length = unread.getInteger(at: unread.readerIndex, as: UInt16.self) {
      guard length <= LabNames.mostBytes else { return context.channel.reset() }
      guard unread.readableBytes >= 2 + Int(length) else { return }
      unread.moveReaderIndex(forwardBy: 2)
      answer(unread.readBytes(length: Int(length)) ?? [], context)
    }
    unread.discardReadBytes()
  }

  private func answer(_ question: [UInt8], _ context: ChannelHandlerContext) {
    let reply = names.reply(to: question, by: .tcp)
    guard let message = reply.messages.first else { return }
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(reply.milliseconds))) {
      guard context.channel.isActive else { return }
      var buffer = context.channel.allocator.buffer(capacity: message.count + 2)
      buffer.writeInteger(UInt16(clamping: message.count))
      buffer.writeBytes(message)
      context.writeAndFlush(self.wrapOutboundOut(buffer), promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
