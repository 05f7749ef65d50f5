import NIOCore

/// Stands first in each connection's pipeline, where bytes are what they are on the wire: it does to a TLS hello what the
/// mirror's fault says, and a connection that is closed from here ends without any farewell.
final class LabGate: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Way { case undecided, open, shut }

  private let mirror: LabMirror
  private var way = Way.undecided
  /// What came while undecided.
  private var first = ByteBuffer()

  init(_ mirror: LabMirror) { self.mirror = mirror }

  func channelActive(context: ChannelHandlerContext) {
    if mirror.fault.breaksAtAccept { context.channel.reset() }
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch way {
    case .open: return context.fireChannelRead(data)
    case .shut: return
    case .undecided: break
    }
    var piece = unwrapInboundIn(data)
    first.writeBuffer(&piece)
    let name: String?
    switch TLSHello(Array(first.readableBytesView)) {
    case .partial: return
    case .absent: name = nil
    case .whole(let asked):
      name = asked
      mirror.sawHello(naming: asked)
    }
    decide(mirror.helloFault(naming: name), context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    way = .shut
    context.fireChannelInactive()
  }

  private func decide(_ fault: Fault, _ context: ChannelHandlerContext) {
    way = .shut
    switch fault {
    case .resetAfterHello: context.channel.reset()
    case .closeAfterHello: context.close(mode: .output, promise: nil)
    case .swallowHello: break
    case .refuseHello: say([21, 3, 3, 0, 2, 2, 112], context)  // alert, fatal, unrecognized_name (RFC 8446, section 6)
    case .plainText:
      say(Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8), context)
    case .certificate(let certificate): pass(with: certificate, context)
    default: pass(with: .good, context)
    }
  }

  /// Says it and that nothing follows; the other side may still talk.
  private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
    context.close(mode: .output, promise: nil)
  }

  private func pass(with certificate: LabCertificate, _ context: ChannelHandlerContext) {
    do {
      if let handler = try mirror.layer?.handler(certificate) {
        try context.pipeline.syncOperations.addHandler(handler, position: .after(self))
      }
    } catch {
      return context.channel.reset()
    }
    way = .open
    context.fireChannelRead(wrapInboundOut(first))
    first = ByteBuffer()
  }
}
