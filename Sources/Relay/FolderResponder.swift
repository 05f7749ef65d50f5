import Foundation
import Hummingbird
import NIOCore
import NIOPosix
import News

/// Answers requests from a folder: GET and HEAD, conditions, one range.
struct FolderResponder: Sendable {
  let folder: ServedFolder
  /// Where the disk is waited for.
  let threads: NIOThreadPool

  /// So much of a file is in memory at once, for each client.
  static let piece = 64 * 1024

  /// - Parameter channel: the connection that the request came on
  func response(to request: Request, on channel: any Channel) async -> Response {
    var response: Response
    do {
      response = try await found(request, channel)
    } catch {
      response = Self.plain(.serviceUnavailable)
      response.headers[.retryAfter] = "5"
    }
    if request.method == .head { response = response.createHeadResponse() }
    response.headers[.date] = HTTPDate.text(time(nil))
    response.headers[.xContentTypeOptions] = "nosniff"
    return response
  }

  private func found(_ request: Request, _ channel: any Channel) async throws -> Response {
    guard request.method == .get || request.method == .head else {
      var response = Self.plain(.methodNotAllowed)
      response.headers[.allow] = "GET, HEAD"
      return response
    }
    guard let target = request.head.path, let path = RequestPath(target: target) else { return Self.plain(.notFound) }
    switch try await threads.runIfActive({ try folder.find(path) }) {
    case .file(let file): return try await send(file, for: request, channel)
    case .folder:
      var response = Self.plain(.movedPermanently)
      let end = target.firstIndex { $0 == "?" || $0 == "#" } ?? target.endIndex
      response.headers[.location] = target[..<end] + "/" + target[end...]
      return response
    case .nothing: return Self.plain(.notFound)
    }
  }

  private func send(
    _ file: ServedFile, for request: Request, _ channel: any Channel
  ) async throws -> Response {
    let validators = file.validators
    var headers: HTTPFields = [
      .eTag: validators.etag, .lastModified: HTTPDate.text(validators.modified), .acceptRanges: "bytes",
    ]
    switch validators.decision(for: request.headers) {
    case .notModified: return Response(status: .notModified, headers: headers)
    case .failed: return Self.plain(.preconditionFailed)
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
      var response = Self.plain(.rangeNotSatisfiable)
      response.headers[.contentRange] = "bytes */\(file.size)"
      return response
    }
    headers[.contentType] = file.type
    headers[.contentLength] = "\(bounds.count)"
    if request.method == .head { return Response(status: status, headers: headers) }
    return Response(status: status, headers: headers, body: try await body(of: file, bounds, channel))
  }

  /// A small body is read at once, which is one write to the network instead of three.
  private func body(of file: ServedFile, _ bounds: Range<Int>, _ channel: any Channel) async throws -> ResponseBody {
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

  /// The status in words, as a page of text.
  private static func plain(_ status: HTTPResponse.Status) -> Response {
    let text = ByteBuffer(string: "\(status.code) \(status.reasonPhrase)\n")
    return Response(
      status: status,
      headers: [.contentType: "text/plain; charset=utf-8", .contentLength: "\(text.readableBytes)"],
      body: ResponseBody(byteBuffer: text))
  }
}
