import CurlTransport
import MirrorLab
import Testing
import Wire

@Suite("Redirects", .timeLimit(.minutes(1)))
struct RedirectTests {
  /// Answers each path by its own line: status and Location, or 200.
  private func server(_ hops: [String: (status: Int, location: String)]) throws -> RawServer {
    try RawServer { peer in
      while true {
        let words = peer.readHead().split(separator: " ")
        guard words.count > 1 else { return }
        if let hop = hops[String(words[1])] {
          peer.write("HTTP/1.1 \(hop.status) Hop\r\nLocation: \(hop.location)\r\nContent-Length: 4\r\n\r\ngone")
        } else {
          peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews")
        }
      }
    }
  }

  private func exchange(
    _ hops: [String: (status: Int, location: String)], _ path: String, rule: RedirectRule = .sameHost
  ) async throws -> (response: WireResponse, root: String) {
    let server = try server(hops)
    let transport = CurlTransport()
    defer {
      transport.close()
      server.stop()
    }
    let root = "http://127.0.0.1:\(server.port)"
    return (try await transport.exchange(WireRequest(root + path, limits: Scene.limits(), redirects: rule)), root)
  }

  @Test("on the same host are followed, and the end of the permanent ones is told")
  func followed() async throws {
    let hops = ["/a/b": (301, "../c?x=1"), "/c?x=1": (308, "/d"), "/d": (302, "e"), "/e": (301, "/f")]
    let (response, root) = try await exchange(hops, "/a/b")
    #expect(response.status == 200)
    #expect(response.body == Array("news".utf8))
    #expect(response.url == root + "/f")
    #expect(response.permanentURL == root + "/d")
  }

  @Test("that are temporary from the start have no permanent end")
  func temporary() async throws {
    let (response, root) = try await exchange(["/a": (307, "/b"), "/b": (301, "/c")], "/a")
    #expect(response.url == root + "/c")
    #expect(response.permanentURL == nil)
  }

  @Test("to another host come back as they are")
  func otherHost() async throws {
    let (response, root) = try await exchange(["/a": (302, "http://mirror.example/x")], "/a")
    #expect(response.status == 302)
    #expect(response.location == "http://mirror.example/x")
    #expect(response.body == Array("gone".utf8))
    #expect(response.url == root + "/a")
  }

  @Test("to another host are followed while adding, without the credentials of the first")
  func anyHost() async throws {
    let other = try await Lab.start(site: LabSite(["/feed": .init("news")]), addresses: ["127.0.0.2"])
    let first = try RawServer { peer in
      let head = peer.readHead()
      let word = head.contains("Authorization: Basic dTpw") ? "Location: \(other.mirrors[0].url("/feed"))" : "X: y"
      peer.write("HTTP/1.1 301 Moved\r\n\(word)\r\nContent-Length: 0\r\n\r\n")
    }
    let transport = CurlTransport()
    let request = WireRequest(
      "http://u:p@127.0.0.1:\(first.port)/", headers: [WireHeader("Cookie", "secret=1"), WireHeader("Accept", "a/b")],
      limits: Scene.limits(), redirects: .anyHost)
    let response = try await transport.exchange(request)
    #expect(response.url == other.mirrors[0].url("/feed"))
    #expect(response.permanentURL == other.mirrors[0].url("/feed"))
    let seen = try #require(other.mirrors[0].requests.first)
    #expect(seen.header("authorization") == nil)
    #expect(seen.header("cookie") == nil)
    #expect(seen.header("accept") == "a/b")
    transport.close()
    first.stop()
    await other.stop()
  }

  @Test("on the same host keep the credentials that the user wrote, and no others")
  func credentials() async throws {
    let server = try RawServer { peer in
      for status in [302, 200] {
        let head = peer.readHead()
        guard head.contains("Authorization: Basic dTpw\r\n") else { return }
        peer.write(
          "HTTP/1.1 \(status) X\r\nLocation: http://other:one@127.0.0.1:\(head.port)/b\r\nContent-Length: 0\r\n\r\n")
      }
    }
    let transport = CurlTransport()
    let request = WireRequest("http://u:p@127.0.0.1:\(server.port)/a", limits: Scene.limits())
    let response = try await transport.exchange(request)
    #expect(response.status == 200)
    #expect(response.url == "http://u:p@127.0.0.1:\(server.port)/b")
    transport.close()
    server.stop()
  }

  @Test("without an end are given up after five hops")
  func loop() async throws {
    let server = try server(["/a": (302, "/b"), "/b": (302, "/a")])
    let failure = try await Scene.failure(of: "http://127.0.0.1:\(server.port)/a")
    #expect(failure.kind == .tooManyRedirects)
    #expect(failure.status == 302)
    server.stop()
  }

  @Test("without a usable Location come back as they are", arguments: ["", "ftp://a/", "https://a\\@b/"])
  func unusable(location: String) async throws {
    let (response, _) = try await exchange(["/a": (302, location)], "/a", rule: .anyHost)
    #expect(response.status == 302)
    #expect(response.location == nil)
  }
}

extension String {
  /// The port of a request's Host.
  fileprivate var port: String {
    let line = split(separator: "\r\n").first { $0.hasPrefix("Host: ") }
    return String(line?.split(separator: ":").last ?? "")
  }
}
