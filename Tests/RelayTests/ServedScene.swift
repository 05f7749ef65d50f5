import TestSupport
import Testing

@testable import Relay

/// A folder that is served while a scene plays, with a few files in it:
///
///     news.atom  pages/index.html  pages/deep/a b.txt  large.bin (4 MiB)
struct ServedScene: Sendable {
  let folder: TemporaryFolder
  let port: Int
  /// Ends when the server has.
  let serving: Task<Void, any Error>

  static let large = [UInt8]((0..<4 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })

  static func play(
    _ limits: ServeLimits = .init(), host: String = "127.0.0.1",
    drops: (TemporaryFolder) throws -> DropRules? = { _ in nil },
    prepare: (TemporaryFolder) throws -> Void = { _ in }, _ scene: (ServedScene) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("<feed/>".utf8), to: "news.atom")
    try folder.write(Array("<p>index</p>".utf8), to: "pages/index.html")
    try folder.write(Array("spaced".utf8), to: "pages/deep/a b.txt")
    try folder.write(large, to: "large.bin")
    try prepare(folder)
    let server = MirrorServer(root: folder.path, host: host, limits: limits, drops: try drops(folder))
    let (ports, told) = AsyncStream.makeStream(of: Int.self)
    let serving = Task {
      defer { told.finish() }
      try await server.run { _, port in told.yield(port) }
    }
    var iterator = ports.makeAsyncIterator()
    guard let port = await iterator.next() else {
      try await serving.value
      return
    }
    let result: Result<Void, any Error>
    do { result = .success(try await scene(ServedScene(folder: folder, port: port, serving: serving))) } catch {
      result = .failure(error)
    }
    serving.cancel()
    try await serving.value
    try result.get()
  }

  func client(receiveBuffer: Int? = nil) async throws -> RawClient {
    try await RawClient(port: port, receiveBuffer: receiveBuffer)
  }

  /// One request on a connection of its own.
  func get(_ path: String, _ header: String = "X-None: 1", method: String = "GET") async throws -> RawResponse {
    try await client().get(path, header, method: method)
  }
}
