import Hummingbird
import NIOCore
import NIOPosix

/// Answers requests for drops: brings them in, says whether one is there, lists and hands them out to the desk.
///
/// Who sends a drop is told at once what can be told without its bytes; a response that leaves bytes unread says
/// `Connection: close`, and the connection ends after it.
struct DropResponder: Sendable {
  let spool: DropSpool
  let rules: DropRules
  /// Nil where nobody may list and fetch.
  let login: DropLogin?
  /// Where the disk is waited for: not where files are read, so that flushing keeps no reader waiting.
  let threads: NIOThreadPool

  enum Step {
    case answer(Response)
    /// The body is wanted.
    case receive(DropUpload)
  }

  /// - Parameter channel: the connection that the request came on
  func begin(_ request: Request, _ target: DropTarget, on channel: any Channel) async throws -> Step {
    switch (target, request.method) {
    case (.nothing, _): .answer(.plain(.notFound))
    case (.drop(let name), .put): try await put(name, request)
    // Open to everyone: who knows the name has the bytes.
    case (.drop(let name), .head): .answer(try await file(name, request, channel))
    case (.drop(let name), .get):
      .answer(try await forDesk(request, channel) { try await file(name, request, channel) })
    case (.list, .get), (.list, .head): .answer(try await forDesk(request, channel, list))
    case (.drop, _): .answer(Self.notAllowed("GET, HEAD, PUT"))
    case (.list, _): .answer(Self.notAllowed("GET, HEAD"))
    }
  }

  /// Takes the body, to its end or to what is wrong with it.
  func receive(_ upload: DropUpload, _ body: RequestBody) async throws -> Response {
    do {
      var piece = ByteBuffer()
      var count = 0
      for try await var bytes in body {
        count += bytes.readableBytes
        if count > rules.mostBytes { throw DropFault.tooLarge }
        piece.writeBuffer(&bytes)
        if piece.readableBytes >= FileResponse.piece {
          try await threads.runIfActive { [piece] in try upload.write(piece) }
          piece.clear()
        }
      }
      let isNew = try await threads.runIfActive { [piece] in
        try upload.write(piece)
        return try upload.finish()
      }
      return Response.plain(isNew ? .created : .ok)
    } catch {
      // Also when the client is gone: nothing of it stays.
      try await threads.runIfActive { upload.discard() }
      guard let fault = error as? DropFault else { throw error }
      return Self.refused(fault)
    }
  }

  private func put(_ name: DropName, _ request: Request) async throws -> Step {
    let length = request.headers[.contentLength].flatMap { Int($0) }
    if let length, length > rules.mostBytes { return .answer(Self.refused(.tooLarge)) }
    do {
      switch try await threads.runIfActive({ try spool.begin(name, length: length) }) {
      case .held: return .answer(Self.last(.ok))
      case .upload(let upload): return .receive(upload)
      }
    } catch let fault as DropFault {
      return .answer(Self.refused(fault))
    }
  }

  private func file(_ name: DropName, _ request: Request, _ channel: any Channel) async throws -> Response {
    guard let file = try await threads.runIfActive({ try spool.open(name) }) else { return .plain(.notFound) }
    return try await FileResponse(file, threads: threads).made(for: request, on: channel)
  }

  private func list() async throws -> Response {
    let json = DropListing(entries: try await threads.runIfActive { try spool.list() }).json
    return Response(
      status: .ok, headers: [.contentType: "application/json", .contentLength: "\(json.readableBytes)"],
      body: ResponseBody(byteBuffer: json))
  }

  /// What only those may see whom the file of passwords names.
  private func forDesk(
    _ request: Request, _ channel: any Channel, _ answer: () async throws -> Response
  ) async throws -> Response {
    // Before a password is asked for: it would cross the network for everybody to read.
    guard let login, rules.allowsPlainAuth || channel.parent?.localAddress?.isLoopback == true else {
      return .plain(.forbidden)
    }
    switch await login.verdict(on: request.headers[.authorization]) {
    case .admitted: return try await answer()
    case .refused:
      var response = Response.plain(.unauthorized)
      response.headers[.wwwAuthenticate] = "Basic realm=\"drops\", charset=\"UTF-8\""
      return response
    case .busy:
      var response = Response.plain(.serviceUnavailable)
      response.headers[.retryAfter] = "1"
      return response
    }
  }

  private static func refused(_ fault: DropFault) -> Response {
    switch fault {
    case .tooLarge: return last(.contentTooLarge)
    case .mismatch: return last(.unprocessableContent)
    case .full: return last(.init(code: 507, reasonPhrase: "Insufficient Storage"))
    case .broken: return last(.internalServerError)
    case .busy:
      var response = last(.serviceUnavailable)
      response.headers[.retryAfter] = "5"
      return response
    }
  }

  private static func notAllowed(_ methods: String) -> Response {
    var response = Response.plain(.methodNotAllowed)
    response.headers[.allow] = methods
    return response
  }

  /// The connection's last response: what more the client sends is not read.
  private static func last(_ status: HTTPResponse.Status) -> Response {
    var response = Response.plain(status)
    response.headers[.connection] = "close"
    return response
  }
}

extension SocketAddress {
  /// Whether it reaches this machine alone.
  var isLoopback: Bool {
    switch self {
    case .v4: ipAddress?.hasPrefix("127.") == true
    case .v6: ipAddress == "::1" || ipAddress?.lowercased().hasPrefix("::ffff:127.") == true
    case .unixDomainSocket: true
    }
  }
}
