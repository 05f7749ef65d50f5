import NIOCore
import NIOHTTP1

/// Tells the `ConnectionGuard` of its connection where requests and responses begin and end. Right behind the decoder.
final class ExchangeGuard: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let front: ConnectionGuard

  init(_ front: ConnectionGuard) { self.front = front }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): front.beganRequest(keepsAlive: head.isKeepAlive)
    case .body(let bytes): front.readBody(bytes.readableBytes)
    case .end: front.endedRequest()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where front.isLastResponse:
      head.headers.replaceOrAdd(name: "Connection", value: "close")
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .head, .body: context.write(data, promise: promise)
    case .end:
      // Succeeds when the kernel has taken the whole response.
      let left = promise ?? context.eventLoop.makePromise()
      left.futureResult.assumeIsolated().whenSuccess { self.front.answered() }
      context.write(data, promise: left)
    }
  }
}
