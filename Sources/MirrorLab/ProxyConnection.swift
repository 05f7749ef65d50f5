import Foundation
import NIOCore
import NIOPosix

/// One client of the proxy, until it is connected to where it wants to be (RFC 1928).
final class ProxyConnection: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Stage { case greeting, request, connecting, over }

  private let proxy: LabProxy
  private var stage = Stage.greeting
  private var unread = ByteBuffer()

  init(_ proxy: LabProxy) { self.proxy = proxy }

  func channelActive(context: ChannelHandlerContext) {
    // The last that the kernel accepted may still come after the listener was told to close.
    if proxy.fault == .refuse { context.channel.reset() }
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard stage != .over else { return }
    var piece = unwrapInboundIn(data)
    unread.writeBuffer(&piece)
    // Whoever is not connected yet has little to say.
    guard unread.readableBytes <= 64 << 10 else { return end(context) { $0.channel.reset() } }
    if stage == .greeting { greet(context) }
    if stage == .request { take(context) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    stage = .over
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func greet(_ context: ChannelHandlerContext) {
    let bytes = Array(unread.readableBytesView.prefix(2 + 255))
    guard bytes.first == 5 else { return end(context) { $0.channel.reset() } }
    guard bytes.count >= 2, bytes.count >= 2 + Int(bytes[1]) else { return }
    unread.moveReaderIndex(forwardBy: 2 + Int(bytes[1]))
    switch proxy.fault {
    case .swallow: end(context) { _ in }
    case .reset, .refuse: end(context) { $0.channel.reset() }
    case .noLogin: end(context, saying: [5, 0xFF])
    default:
      guard bytes[2..<(2 + Int(bytes[1]))].contains(0) else { return end(context, saying: [5, 0xFF]) }
      stage = .request
      say([5, 0], context)
    }
  }

  private func take(_ context: ChannelHandlerContext) {
    let bytes = Array(unread.readableBytesView.prefix(5 + 255 + 2))
    guard bytes.count >= 5 else { return }
    let length: Int
    switch bytes[3] {
    case 1: length = 4
    case 3: length = 1 + Int(bytes[4])
    case 4: length = 16
    default: return refuse(.addressTypeNotSupported, context)
    }
    guard bytes.count >= 4 + length + 2 else { return }
    unread.moveReaderIndex(forwardBy: 4 + length + 2)
    let host = bytes[4..<(4 + length)]
    let question = LabProxy.Question(
      host: bytes[3] == 3 ? String(decoding: host.dropFirst(), as: UTF8.self).lowercased() : Self.literal(Array(host)),
      port: Int(bytes[4 + length]) << 8 | Int(bytes[5 + length]), isName: bytes[3] == 3)
    proxy.saw(question)
    switch proxy.fault {
    case .swallowRequest: return end(context) { _ in }
    case .resetRequest: return end(context) { $0.channel.reset() }
    case .reply(let code): return refuse(ProxyRefusal(code: UInt8(clamping: code)), context)
    default: break
    }
    guard bytes[1] == 1 else { return refuse(.commandNotSupported, context) }
    switch proxy.goal(of: question) {
    case .failure(let refusal): refuse(refusal, context)
    case .success(let goal): connect(to: goal, context)
    }
  }

  private func connect(to goal: (address: String, port: Int), _ context: ChannelHandlerContext) {
    stage = .connecting
    let glue = ProxyGlue()
    ClientBootstrap(group: context.eventLoop)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelOption(.socketOption(.tcp_nodelay), value: 1)
      .connectTimeout(.seconds(10))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(ProxyGlue()) }
      }
      .connect(host: goal.address, port: goal.port)
      .assumeIsolated().whenComplete { result in
        switch result {
        case .failure: self.refuse(.connectionRefused, context)
        case .success(let far): self.join(glue, far, context)
        }
      }
  }

  private func join(_ near: ProxyGlue, _ far: any Channel, _ context: ChannelHandlerContext) {
    guard context.channel.isActive, let other = try? far.pipeline.syncOperations.handler(type: ProxyGlue.self) else {
      return far.close(promise: nil)
    }
    stage = .over
    say(Self.success, context)
    do {
      try context.channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
      try context.pipeline.syncOperations.addHandler(near, position: .after(self))
    } catch {
      return far.close(promise: nil)
    }
    near.join(other)
    if unread.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(unread)) }
    context.fireChannelReadComplete()
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }

  private func refuse(_ refusal: ProxyRefusal, _ context: ChannelHandlerContext) {
    end(context, saying: [5, refusal.code] + Self.success.dropFirst(2))
  }

  private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  private func end(_ context: ChannelHandlerContext, saying bytes: [UInt8]) {
    end(context) {
      say(bytes, $0)
      $0.close(mode: .output, promise: nil)
    }
  }

  /// Nothing that comes counts any more.
  private func end(_ context: ChannelHandlerContext, _ last: (ChannelHandlerContext) -> Void) {
    stage = .over
    last(context)
  }

  private static let success: [UInt8] = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]

  private static func literal(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
