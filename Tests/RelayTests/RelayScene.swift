import Foundation
import Seal
import TestSupport
import Testing

@testable import Relay

/// What relays need besides: drops go into `spool`, a folder inside the served one, and `desk` fetches with `secret`.
extension ServedScene {
  /// bcrypt of `secret`, as `htpasswd -nbBC 4 desk secret` makes it.
  static let passwords = "desk:$2y$04$YtayP7vH8fxQqBMIfPTtjueV.iOnii403ubUu7.JvPA/r/J8hMOnq\n"
  static let credentials = authorization("desk:secret")

  static func authorization(_ pair: String) -> String {
    "Authorization: Basic \(Data(pair.utf8).base64EncodedString())"
  }

  static func relay(
    _ limits: ServeLimits = .init(), host: String = "127.0.0.1", rules change: (inout DropRules) -> Void = { _ in },
    prepare: (TemporaryFolder) throws -> Void = { _ in }, _ scene: (ServedScene) async throws -> Void
  ) async throws {
    try await play(
      limits, host: host,
      drops: { folder in
        var rules = DropRules(spool: folder.file("spool"), auth: try DropAuth(text: passwords, path: "passwords"))
        change(&rules)
        return rules
      }, prepare: prepare, scene)
  }

  var spool: String { folder.file("spool") }

  /// Names of all that lies in the spool, temporary files too.
  var kept: [String] { (try? FileManager.default.contentsOfDirectory(atPath: spool).sorted()) ?? [] }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(spool)/\(name)").map { [UInt8]($0) }
  }

  /// The name of a drop of these bytes.
  static func name(_ bytes: [UInt8]) -> String { Digest.of(bytes).hex }

  /// A request that brings these bytes, in a body of known length.
  static func put(_ bytes: [UInt8], as name: String? = nil, _ header: String = "X-None: 1") -> [UInt8] {
    Array((putHead(name ?? Self.name(bytes), "Content-Length: \(bytes.count)\r\n\(header)")).utf8) + bytes
  }

  static func putHead(_ name: String, _ header: String) -> String {
    "PUT /drop/\(name) HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n\r\n"
  }

  /// Brings a drop on a connection of its own.
  func put(_ bytes: [UInt8], as name: String? = nil) async throws -> RawResponse {
    try await Self.answer(to: Self.put(bytes, as: name), from: client())
  }

  static func answer(to request: [UInt8], from client: RawClient) async throws -> RawResponse {
    try await client.send(request)
    let (bytes, end) = await client.read(within: .seconds(20)) { RawResponse($0, .enough) != nil }
    return try #require(RawResponse(bytes, end))
  }

  func expect(
    _ status: Int, putting bytes: [UInt8], as name: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let response = try await put(bytes, as: name)
    #expect(response.status == status, sourceLocation: sourceLocation)
  }

  func expect(
    _ status: Int, getting path: String, _ header: String = "X-None: 1", method: String = "GET",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let response = try await get(path, header, method: method)
    #expect(response.status == status, "\(path)", sourceLocation: sourceLocation)
  }

  static func expect(
    _ status: Int, sending request: [UInt8], on client: RawClient, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let response = try await answer(to: request, from: client)
    #expect(response.status == status, sourceLocation: sourceLocation)
  }

  /// Waits until something is so, for at most 10 s.
  static func wait(sourceLocation: SourceLocation = #_sourceLocation, until isSo: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !isSo() {
      guard ContinuousClock.now < deadline else {
        Issue.record("not within 10 s", sourceLocation: sourceLocation)
        return
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
