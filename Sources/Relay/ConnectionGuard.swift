import Foundation
import NIOCore

/// Holds a connection to its limits. First in the pipeline, where bytes are counted before anything is made of them.
///
/// It hands the decoder one head at a time, so it knows each head's length and start to the byte. How requests and
/// responses begin and end it is told by its `ExchangeGuard`, which stands behind the decoder.
final class ConnectionGuard: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  /// After the last byte was sent, so long is read on: closing with unread bytes would reset, and the client might lose
  /// the answer.
  static let lingerTime = TimeAmount.seconds(1)

  /// So much of a drop is read at once.
  private static let piece = 16 * 1024

  private let limits: ServeLimits
  private let table: ConnectionTable
  private var context: ChannelHandlerContext?
  private var watch: ConnectionWatch
  private var scan = HeadScan()
  /// Bytes written, whether the kernel took them or not.
  private var written = 0
  /// Whatever comes is thrown away.
  private var isDeaf = false
  private var endsWhenAnswered = false
  /// A response is on its way.
  private var isAnswering = false
  /// The last word was said.
  private var isEnding = false

  init(limits: ServeLimits, table: ConnectionTable) {
    self.limits = limits
    self.table = table
    watch = ConnectionWatch(limits: limits, now: .now())
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    switch table.admit(context.channel) {
    case .served: tick()
    case .busy: end(Refusal.busy)
    case .shutOut: context.close(promise: nil)
    }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    table.remove(context.channel)
    isEnding = true
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    watch.gotBytes(now: .now())
    var buffer = unwrapInboundIn(data)
    while !isDeaf, buffer.readableBytes > 0 {
      if watch.reading == .body {
        context.fireChannelRead(wrapInboundOut(buffer))
        return
      }
      guard let piece = scan.next(in: &buffer) else { return }
      if let cut = watch.readHead(piece.readableBytes, now: .now()) { return perform(cut) }
      context.fireChannelRead(wrapInboundOut(piece))
    }
  }

  func read(context: ChannelHandlerContext) {
    watch.awaitedBytes(now: .now())
    context.read()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    written += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      endsWhenAnswered = true
      if watch.unanswered == 0 { context.close(promise: nil) }
    case ChannelEvent.inputClosed where isEnding: context.close(promise: nil)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  private func tick() {
    guard !isEnding, let context else { return }
    let waiting = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    if let cut = watch.check(now: .now(), taken: written - waiting, waiting: waiting > 0) { perform(cut) }
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limits.step)) { self.tick() }
  }

  private func perform(_ cut: ConnectionWatch.Cut) {
    switch cut {
    case .stalled: context?.channel.reset()
    case .idle: end(nil)
    // Its responder waits for the rest, whatever else is said.
    case .uploadTooSlow where isAnswering || watch.unanswered > 1: context?.channel.reset()
    case .uploadTooSlow: end(Refusal.tooSlow)
    case _ where watch.unanswered > 0:
      // Into the middle of a response no other can be put: that one is the last.
      isDeaf = true
      endsWhenAnswered = true
    case .headTooSlow, .bodyTooSlow: end(Refusal.tooSlow)
    case .headTooLong: end(Refusal.headTooLong)
    case .bodyTooLarge: end(Refusal.bodyTooLarge)
    }
  }

  /// A drop may come in chunks of one byte, each of which is a part of its own in memory until the responder takes it:
  /// what is read at once bounds how many.
  private func readInSmallPieces() {
    let options = context?.channel.syncOptions
    let pieces = AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: Self.piece, maximum: Self.piece)
    // An option that a channel does not know leaves it as fast, and hungrier.
    try? options?.setOption(.recvAllocator, value: pieces)
    try? options?.setOption(.maxMessagesPerRead, value: 1)
  }

  /// Says a last word, closes its own side, and waits a moment for the client to close its.
  private func end(_ refusal: Refusal?) {
    guard !isEnding, let context else { return }
    isEnding = true
    isDeaf = true
    let bytes = context.channel.allocator.buffer(string: refusal?.rawValue ?? "")
    context.writeAndFlush(wrapOutboundOut(.byteBuffer(bytes))).assumeIsolated().whenComplete { _ in
      self.context?.close(mode: .output, promise: nil)
    }
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.lingerTime) { self.context?.close(promise: nil) }
  }
}

/// What the `ExchangeGuard` tells.
extension ConnectionGuard {
  /// Whether the response that begins is the connection's last.
  var isLastResponse: Bool { endsWhenAnswered && watch.unanswered == 1 }

  func beganRequest(keepsAlive: Bool, isUpload: Bool) {
    watch.beganRequest(isUpload: isUpload, now: .now())
    if isUpload { readInSmallPieces() }
    if !keepsAlive { endsWhenAnswered = true }
  }

  /// - Parameter isLast: the response says so itself: what was not read of the request is not going to be.
  func beganResponse(isLast: Bool) {
    isAnswering = true
    if isLast { endsWhenAnswered = true }
  }

  func readBody(_ count: Int) {
    if let cut = watch.readBody(count) { perform(cut) }
  }

  func endedRequest() { watch.endedRequest(now: .now()) }

  /// A whole response left: to a request, or (400) to what was none.
  func answered() {
    isAnswering = false
    guard watch.unanswered > 0 else { return end(nil) }
    watch.answered(now: .now())
    if endsWhenAnswered, watch.unanswered == 0 { end(nil) }
  }
}

extension Channel {
  /// Closes with a reset: a farewell would wait in the kernel for a client that takes nothing. On the channel's loop only.
  fileprivate func reset() {
    _ = (self as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    close(promise: nil)
  }
}

/// Answers that are given before there is a request to answer.
enum Refusal: String {
  case busy = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
  case tooSlow = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
  case headTooLong =
    "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
  case bodyTooLarge = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
}
