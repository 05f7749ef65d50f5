import Foundation
import NIOCore
import NIOHTTP1

/// One connection to a mirror: reads requests, plays a script for each, one after the other.
///
/// It stands last in the pipeline, behind the HTTP decoder, and writes bytes; what stands in front of the decoder (`LabGate`,
/// and TLS where there is TLS) sees both directions.
final class LabConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  /// A request whose body is being read.
  private struct Incoming {
    var request: LabMirror.Seen
    var keepAlive: Bool
    var reception = LabReception.ignored
    var body: [UInt8] = []
    /// Bytes of body read.
    var count = 0
  }

  /// A request that can be answered.
  private struct Waiting {
    var request: LabMirror.Seen
    var keepAlive: Bool
    /// Nil where it was longer than is kept.
    var body: [UInt8]?
    /// What to do without any look at the body.
    var steps: [LabStep]?
  }

  private let mirror: LabMirror
  private var incoming: Incoming?
  /// Bytes of body that came since reading was last asked for.
  private var taken = 0
  /// Not answered yet; the first is being answered.
  private var requests: [Waiting] = []

  init(_ mirror: LabMirror) { self.mirror = mirror }

  func channelInactive(context: ChannelHandlerContext) {
    requests = []
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let piece): take(piece, context)
    case .end: finish(context)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if let rate = incoming?.reception.bytesPerSecond, rate > 0 {
      let pause = TimeAmount.nanoseconds(1_000_000_000 * Int64(taken) / Int64(rate))
      taken = 0
      wait(pause, context) { _ in context.read() }
    }
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  // MARK: Reading

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let request = mirror.saw(
      LabRequest(
        method: head.method.rawValue, path: head.uri,
        headers: head.headers.map { .init(name: $0.name, value: $0.value) }, time: .now))
    var incoming = Incoming(request: request, keepAlive: head.isKeepAlive)
    defer { self.incoming = incoming.reception.steps == nil ? incoming : nil }
    let hasBody =
      head.headers.contains(name: "Transfer-Encoding") || head.headers["Content-Length"].contains { $0 != "0" }
    guard hasBody else { return }
    incoming.reception = mirror.reception(for: request)
    if let steps = incoming.reception.steps {
      read(false, context)
      return enter(Waiting(request: request, keepAlive: false, steps: steps), context)
    }
    if incoming.reception.continues {
      let text = context.channel.allocator.buffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
      context.writeAndFlush(wrapOutboundOut(text), promise: nil)
    }
    if incoming.reception.bytesPerSecond != nil { read(false, context) }
  }

  private func take(_ piece: ByteBuffer, _ context: ChannelHandlerContext) {
    guard var incoming else { return }
    self.incoming = nil
    let count = piece.readableBytes
    incoming.count += count
    taken += count
    mirror.read(bodyBytes: count)
    if let most = incoming.reception.resetsAt, incoming.count >= most { return context.channel.reset() }
    if incoming.count <= incoming.reception.keeps { incoming.body.append(contentsOf: piece.readableBytesView) }
    self.incoming = incoming
  }

  private func finish(_ context: ChannelHandlerContext) {
    guard let incoming else { return }
    self.incoming = nil
    if incoming.reception.bytesPerSecond != nil { read(true, context) }
    let isKept = incoming.count <= incoming.reception.keeps
    enter(
      Waiting(request: incoming.request, keepAlive: incoming.keepAlive, body: isKept ? incoming.body : nil), context)
  }

  /// Whether it reads by itself, or only when asked, little at a time.
  private func read(_ isReading: Bool, _ context: ChannelHandlerContext) {
    let options = context.channel.syncOptions
    if !isReading { try? options?.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096)) }
    try? options?.setOption(.autoRead, value: isReading)
  }

  // MARK: Answering

  private func enter(_ waiting: Waiting, _ context: ChannelHandlerContext) {
    requests.append(waiting)
    if requests.count == 1 { answer(context) }
  }

  private func answer(_ context: ChannelHandlerContext) {
    guard let next = requests.first else { return }
    let steps = next.steps ?? mirror.script(for: next.request, body: next.body)
    play(steps[...] + (next.keepAlive ? [] : [.close]), context)
  }

  private func play(_ steps: ArraySlice<LabStep>, _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    guard let step = steps.first else {
      requests.removeFirst()
      return answer(context)
    }
    let rest = steps.dropFirst()
    switch step {
    case .send(let bytes, let head): send(bytes, head: head, then: rest, context)
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
    case .cut: context.channel.cut()
    case .hang: break
    }
  }

  /// Goes on when the kernel has taken the bytes, and in a turn of its own: `again` would fill the stack.
  private func send(
    _ bytes: [UInt8], head: Int = 0, then rest: ArraySlice<LabStep>, _ context: ChannelHandlerContext
  ) {
    let buffer = context.channel.allocator.buffer(bytes: bytes)
    let number = requests.first?.request.number
    context.writeAndFlush(wrapOutboundOut(buffer)).assumeIsolated().whenSuccess {
      if let number { self.mirror.served(bytes.count - head, to: number) }
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
