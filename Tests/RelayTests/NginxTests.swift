import Foundation
import NIOCore
import News
import TestSupport
import Testing

@testable import Relay

/// The configuration that `docs/relay.md` prints, run by nginx as it stands there.
@Suite(.timeLimit(.minutes(1)))
struct NginxTests {
  @Test(.enabled(if: NginxRelay.program != nil, "\(NginxRelay.why)"))
  func nginxIsARelayByTheConfigurationOfTheDocument() async throws {
    try await NginxRelay.play(passwords: ServedScene.passwords) { nginx in
      let (drop, large) = (DropTests.drop, ServedScene.large)
      for bytes in [drop, large] {
        let path = "/drop/\(ServedScene.name(bytes))"
        try await nginx.expect(404, getting: path, method: "HEAD")
        try await nginx.expect(201, putting: bytes)
        try await nginx.expect(200, getting: path, method: "HEAD")
        // The same again, and something else by its name.
        try await nginx.expect(204, putting: bytes)
        try await nginx.expect(204, putting: [1, 2, 3], as: ServedScene.name(bytes))
        try await nginx.expect(401, getting: path)
        let fetched = try await nginx.get(path, ServedScene.credentials)
        #expect(fetched.status == 200 && fetched.body == bytes)
        var status = stat()
        #expect(stat(nginx.folder.file("drop/\(ServedScene.name(bytes))"), &status) == 0)
        #expect(status.st_mode & 0o7777 == 0o600)
      }
      // It checks no hashes: that is the desk's to do.
      try await nginx.expect(201, putting: [1], as: ServedScene.name([2]))

      try await nginx.expect(401, getting: "/drop/")
      try await nginx.expect(401, getting: "/drop/", ServedScene.authorization("desk:wrong"))
      struct Entry: Decodable { var name, type, mtime: String, size: Int }
      let list = try await nginx.get("/drop/", ServedScene.credentials)
      let entries = try JSONDecoder().decode([Entry].self, from: Data(list.unchunked))
      #expect(Set(entries.map(\.name)) == Set([drop, large, [2]].map(ServedScene.name)))
      #expect(entries.allSatisfy { $0.type == "file" && $0.mtime.hasSuffix(" GMT") })
      // Ours is written to the byte as that.
      let ours = entries.map { entry in
        DropSpool.Entry(name: entry.name, size: entry.size, modified: HTTPDate.seconds(entry.mtime) ?? 0)
      }
      #expect(Array(DropListing(entries: ours).json.readableBytesView) == list.unchunked)

      let folder = "/drop/\(String(repeating: "a", count: 64))"
      for target in [
        folder.uppercased(), folder + "a", folder + "/x", "/drop/x", "/drop", "/x", "/drop/../x", "/drop/",
      ] {
        let request = "PUT \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"
        let response = try await ServedScene.answer(to: Array(request.utf8), from: nginx.client())
        #expect([403, 404, 405].contains(response.status), "\(target)")
      }
      for method in ["DELETE", "MOVE", "MKCOL", "COPY", "POST"] {
        let path = "/drop/\(ServedScene.name(drop))"
        try await nginx.expect(405, getting: path, ServedScene.credentials, method: method)
      }
      let client = try await nginx.client()
      try await client.send(
        ServedScene.putHead(ServedScene.name([9]), "Content-Length: \((32 << 20) + 1)\r\nExpect: 100-continue"))
      let (bytes, end) = await client.read { RawResponse($0, .enough) != nil }
      #expect(RawResponse(bytes, end)?.status == 413)
      let news = try await nginx.get("/news.atom")
      #expect(news.text == "<feed/>")
      #expect(try FileManager.default.contentsOfDirectory(atPath: nginx.folder.file("incoming")).isEmpty)
      // No address is written down.
      for file in try FileManager.default.contentsOfDirectory(atPath: nginx.folder.path) where file.hasSuffix("log") {
        let text = try String(contentsOfFile: nginx.folder.file(file), encoding: .utf8)
        #expect(!text.contains("127.0.0.1"), "\(text)")
      }
    }
  }
}

/// What is asked of it.
extension NginxRelay {
  func client() async throws -> RawClient { try await RawClient(port: port) }

  func expect(
    _ status: Int, putting bytes: [UInt8], as name: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let request = ServedScene.put(bytes, as: name)
    try await ServedScene.expect(status, sending: request, on: client(), sourceLocation: sourceLocation)
  }

  func expect(
    _ status: Int, getting path: String, _ header: String = "X-None: 1", method: String = "GET",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let response = try await get(path, header, method: method)
    #expect(response.status == status, "\(method) \(path)", sourceLocation: sourceLocation)
  }

  func get(_ path: String, _ header: String = "X-None: 1", method: String = "GET") async throws -> RawResponse {
    let client = try await client()
    try await client.send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(header)\r\nConnection: close\r\n\r\n")
    let (bytes, end) = await client.read()
    return try #require(RawResponse(bytes, end))
  }
}

extension RawResponse {
  /// The body without the chunks that it came in.
  fileprivate var unchunked: [UInt8] {
    guard headers["transfer-encoding"] == "chunked" else { return body }
    var (bytes, rest) = ([UInt8](), body[...])
    while let end = rest.firstRange(of: Array("\r\n".utf8)),
      let count = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16), count > 0
    {
      bytes += rest[end.upperBound...].prefix(count)
      rest = rest[end.upperBound...].dropFirst(count + 2)
    }
    return bytes
  }
}
