import Hummingbird
import NIOCore
import NIOPosix

/// Answers requests from a folder: GET and HEAD.
struct FolderResponder: Sendable {
  let folder: ServedFolder
  /// Where the disk is waited for.
  let threads: NIOThreadPool

  /// Throws where the machine is short of something.
  ///
  /// - Parameter channel: the connection that the request came on
  func response(to request: Request, on channel: any Channel) async throws -> Response {
    guard request.method == .get || request.method == .head else {
      var response = Response.plain(.methodNotAllowed)
      response.headers[.allow] = "GET, HEAD"
      return response
    }
    guard let target = request.head.path, let path = RequestPath(target: target) else {
      return Response.plain(.notFound)
    }
    switch try await threads.runIfActive({ try folder.find(path) }) {
    case .file(let file): return try await FileResponse(file, threads: threads).made(for: request, on: channel)
    case .folder:
      var response = Response.plain(.movedPermanently)
      let end = target.firstIndex { $0 == "?" || $0 == "#" } ?? target.endIndex
      response.headers[.location] = target[..<end] + "/" + target[end...]
      return response
    case .nothing: return Response.plain(.notFound)
    }
  }
}
