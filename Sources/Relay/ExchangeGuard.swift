import NIOCore
import NIOHTTP1

/// Tells the `ConnectionGuard` of its connection where requests and responses begin and end. Right behind the decoder.
final class ExchangeGuard: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let front: ConnectionGuard
  private let takesDrops: Bool

  init(_ front: ConnectionGuard, takesDrops: Bool) {
    self.front = front
    self.takesDrops = takesDrops
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): front.beganRequest(keepsAlive: head.isKeepAlive, isUpload: takesDrops && head.isUpload)
    case .body(let bytes): front.readBody(bytes.readableBytes)
    case .end: front.endedRequest()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var head) where head.status.code >= 200:
      front.beganResponse(isLast: head.headers["Connection"].contains("close"))
      if front.isLastResponse { head.headers.replaceOrAdd(name: "Connection", value: "close") }
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

extension HTTPRequestHead {
  /// Whether its body is a drop.
  fileprivate var isUpload: Bool {
    guard method == .PUT, case .drop = DropTarget(target: uri) else { return false }
    return true
  }
}
