import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import News

/// Answers every request, from the folder or from the drops.
struct MirrorResponder: Sendable {
  let folder: FolderResponder
  /// Nil for a mirror that takes none.
  let drops: DropResponder?

  /// - Parameter channel: the connection that the request came on
  func answer(_ request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
    var response: Response
    switch await begin(request, on: channel) {
    case .answer(let answer): response = answer
    case .receive(let upload):
      if request.expectsContinue { try await writer.writeInformationalHead(HTTPResponse(status: .continue)) }
      response = try await drops?.receive(upload, request.body) ?? .plain(.notFound)
    }
    if request.method == .head { response = response.createHeadResponse() }
    response.headers[.date] = HTTPDate.text(time(nil))
    response.headers[.xContentTypeOptions] = "nosniff"
    try await writer.write(response: response.head, body: response.body)
  }

  private func begin(_ request: Request, on channel: any Channel) async -> DropResponder.Step {
    do {
      if let drops, let target = request.head.path.flatMap(DropTarget.init(target:)) {
        return try await drops.begin(request, target, on: channel)
      }
      return .answer(try await folder.response(to: request, on: channel))
    } catch {
      // This machine is short of something.
      var response = Response.plain(.serviceUnavailable)
      response.headers[.retryAfter] = "5"
      return .answer(response)
    }
  }
}

extension Request {
  /// RFC 9110, 10.1.1.
  fileprivate var expectsContinue: Bool { headers[.expect]?.lowercased() == "100-continue" }
}
