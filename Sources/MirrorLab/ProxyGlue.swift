import NIOCore

/// One end of a connection through the proxy: what comes here goes out at the other end, no faster than it is taken there.
final class ProxyGlue: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var context: ChannelHandlerContext?
  private var other: ProxyGlue?
  /// Reading was asked for while the other end was full, or not there.
  private var isHeldBack = false

  /// On the loop of both.
  func join(_ other: ProxyGlue) {
    self.other = other
    other.other = self
    other.goOn()
    goOn()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    other = nil
  }

  func read(context: ChannelHandlerContext) {
    if other?.context?.channel.isWritable == true { context.read() } else { isHeldBack = true }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    guard let far = other?.context else { return }
    far.write(wrapOutboundOut(bytes), promise: nil)
  }

  func channelReadComplete(context: ChannelHandlerContext) { other?.context?.flush() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { other?.goOn() }
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed, let far = other?.context {
      // Behind everything that is still to be written there.
      let nothing = wrapOutboundOut(far.channel.allocator.buffer(capacity: 0))
      far.writeAndFlush(nothing).assumeIsolated().whenComplete { _ in far.close(mode: .output, promise: nil) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    other?.context?.channel.reset()
    context.close(promise: nil)
  }

  /// The whole connection is over, not its input alone: nothing that still waits for the other end matters.
  func channelInactive(context: ChannelHandlerContext) {
    if let far = other?.context {
      let nothing = wrapOutboundOut(far.channel.allocator.buffer(capacity: 0))
      far.writeAndFlush(nothing).assumeIsolated().whenComplete { _ in far.close(promise: nil) }
    }
    context.fireChannelInactive()
  }

  private func goOn() {
    guard isHeldBack, let context, other?.context?.channel.isWritable == true else { return }
    isHeldBack = false
    context.read()
  }
}
