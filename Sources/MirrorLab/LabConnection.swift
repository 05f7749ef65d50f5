import Foundation
import NIOCore
import NIOHTTP1

/// One connection to a mirror: reads requests, plays a script for each, one after the other.
///
/// It stands last in the pipeline, behind the HTTP decoder, and writes bytes; whatever is put in front of the decoder (TLS)
/// sees both directions.
final class LabConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let mirror: LabMirror
  private var head: HTTPRequestHead?
  /// Read and not answered yet; the first is being answered.
  private var requests: [(LabRequest, keepAlive: Bool)] = []

  init(_ mirror: LabMirror) { self.mirror = mirror }

  func channelActive(context: ChannelHandlerContext) {
    if mirror.opened(context.channel).breaksAtAccept { context.channel.reset() }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    mirror.closed(context.channel)
    requests = []
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body: break
    case .end:
      guard let head else { return }
      let request = LabRequest(
        method: head.method.rawValue, path: head.uri,
        headers: head.headers.map { .init(name: $0.name, value: $0.value) }, time: .now)
      mirror.saw(request)
      requests.append((request, head.isKeepAlive))
      if requests.count == 1 { answer(context) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ context: ChannelHandlerContext) {
    guard let (request, keepAlive) = requests.first else { return }
    play(mirror.script(for: request)[...] + (keepAlive ? [] : [.close]), context)
  }

  private func play(_ steps: ArraySlice<LabStep>, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    guard let step = steps.first else {
      requests.removeFirst()
      return answer(context)
    }
    let rest = steps.dropFirst()
    switch step {
    case .send(let bytes): send(bytes, then: rest, context)
    case .drip(let bytes, let rate):
      let piece = max(1, rate / 20)
      guard !bytes.isEmpty, rate > 0 else { return play(rest, context) }
      wait(.nanoseconds(1_000_000_000 * Int64(piece) / Int64(rate)), context) { connection in
        connection.send(
          Array(bytes.prefix(piece)), then: [.drip(Array(bytes.dropFirst(piece)), bytesPerSecond: rate)] + rest, context
        )
      }
    case .again(let bytes, let times):
      guard times > 0 else { return play(rest, context) }
      send(bytes, then: [.again(bytes, times: times - 1)] + rest, context)
    case .wait(let milliseconds): wait(.milliseconds(Int64(milliseconds)), context) { $0.play(rest, context) }
    case .reset: context.channel.reset()
    case .close: context.close(promise: nil)
    case .hang: break
    }
  }

  /// Goes on when the kernel has taken the bytes, and in a turn of its own: `again` would fill the stack.
  private func send(_ bytes: [UInt8], then rest: ArraySlice<LabStep>, _ context: ChannelHandlerContext) {
    let buffer = context.channel.allocator.buffer(bytes: bytes)
    context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenSuccess {
      context.eventLoop.assumeIsolated().execute { self.play(rest, context) }
    }
  }

  private func wait(
    _ time: TimeAmount, _ context: ChannelHandlerContext, then action: @escaping (LabConnection) -> Void
  ) {
    context.eventLoop.assumeIsolated().scheduleTask(in: time) {
      if context.channel.isActive { action(self) }
    }
  }
}

extension Channel {
  /// Closes with a reset instead of a farewell (`SO_LINGER` 0). On the channel's loop only.
  func reset() {
    (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
      self.close(promise: nil)
    }
  }
}
