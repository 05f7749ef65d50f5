import Hummingbird
import NIOCore
import NIOPosix
import News

/// The answer that is a file: conditions, one range, its bytes piece by piece.
struct FileResponse: Sendable {
  private let file: ServedFile
  /// Where the disk is waited for.
  private let threads: NIOThreadPool

  /// So much of a file is in memory at once, for each client.
  static let piece = 64 * 1024

  init(_ file: ServedFile, threads: NIOThreadPool) {
    self.file = file
    self.threads = threads
  }

  /// - Parameter channel: the connection that the request came on
  func made(for request: Request, on channel: any Channel) async throws -> Response {
    let validators = file.validators
    var headers: HTTPFields = [
      .eTag: validators.etag, .lastModified: HTTPDate.text(validators.modified), .acceptRanges: "bytes",
    ]
    switch validators.decision(for: request.headers) {
    case .notModified: return Response(status: .notModified, headers: headers)
    case .failed: return Response.plain(.preconditionFailed)
    case .proceed: break
    }
    // RFC 9110, 14.2: a range means something for GET only.
    let takesPart = request.method == .get && validators.allowsPart(for: request.headers)
    var status = HTTPResponse.Status.ok
    var bounds = 0..<file.size
    switch ByteRange(takesPart ? request.headers[.range] : nil, size: file.size) {
    case .whole: break
    case .part(let part):
      status = .partialContent
      bounds = part
      headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)"
    case .unsatisfiable:
      var response = Response.plain(.rangeNotSatisfiable)
      response.headers[.contentRange] = "bytes */\(file.size)"
      return response
    }
    headers[.contentType] = file.type
    headers[.contentLength] = "\(bounds.count)"
    if request.method == .head { return Response(status: status, headers: headers) }
    return Response(status: status, headers: headers, body: try await body(bounds, channel))
  }

  /// A small body is read at once, which is one write to the network instead of three.
  private func body(_ bounds: Range<Int>, _ channel: any Channel) async throws -> ResponseBody {
    if bounds.isEmpty { return ResponseBody() }
    @Sendable func read(_ bounds: Range<Int>) async throws -> ByteBuffer {
      try await threads.runIfActive { try file.read(from: bounds.lowerBound, count: min(bounds.count, Self.piece)) }
    }
    let start = try await read(bounds)
    if start.readableBytes == bounds.count { return ResponseBody(byteBuffer: start) }
    return ResponseBody(contentLength: bounds.count) { writer in
      var buffer = start
      var place = bounds.lowerBound
      while true {
        place += buffer.readableBytes
        try await writer.write(buffer)
        // Writing suspends once the channel has said that it is full, which it can only on its loop. Without this turn
        // of the loop a fast disk gets ahead of it, by megabytes for each client that reads slowly.
        try await channel.eventLoop.submit {}.get()
        if place == bounds.upperBound { break }
        buffer = try await read(place..<bounds.upperBound)
      }
      try await writer.finish(nil)
    }
  }
}

extension Response {
  /// The status in words, as a page of text.
  static func plain(_ status: HTTPResponse.Status) -> Response {
    let text = ByteBuffer(string: "\(status.code) \(status.reasonPhrase)\n")
    return Response(
      status: status,
      headers: [.contentType: "text/plain; charset=utf-8", .contentLength: "\(text.readableBytes)"],
      body: ResponseBody(byteBuffer: text))
  }
}
