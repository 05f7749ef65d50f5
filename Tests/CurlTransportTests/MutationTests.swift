import Synchronization
import Testing
import Wire

@testable import CurlTransport

@Suite("What was honest once and is not any more", .timeLimit(.minutes(10)))
struct MutationTests {
  private static let heads = [
    "HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\nETag: \"1\"\r\nContent-Length: 5\r\n\r\nnews!",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 Partial Content\r\nContent-Range: bytes 10-14/15\r\n\r\nnews!",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n5\r\nnews!\r\n0\r\nX: y\r\n\r\n",
    "HTTP/1.1 301 Moved\r\nLocation: /other?x#y\r\nX-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 429 Too Many\r\nRetry-After: 30\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 4\r\n\r\nwait",
    "HTTP/2 200\r\ndate: Sat, 21 Nov 2026 05:00:00 GMT\r\ncontent-encoding: br, zstd\r\n\r\n",
  ]
  private static let headPieces = [
    "\r\n", "\r\n\r\n", "\n", "\r", ":", " ", "\t", "\u{0}", "HTTP/1.1 200\r\n", "HTTP/1.1 103 Early\r\n\r\n",
    "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n", "Content-Length: +5\r\n", "gzip, ", "zstd,",
    "Transfer-Encoding: ", "Content-Encoding: ", "999", "99999999999", "-", "가", "\u{FF}",
    String(repeating: "y", count: 20_000),
  ]
  private static let locations = [
    "https://news.example/feed", "http://www.news.example:8080/a/../b?c=d#e", "//news.example/feed", "/feed",
    "feed/../..",
    "?page=2", "#top", "https://user:secret@news.example/", "https://[2001:db8::1]:443/", "https://신문.example/길?글=뉴스",
  ]
  private static let locationPieces = [
    "@", ":", "/", "//", "\\", "?", "#", "[", "]", "%", "%00", "%2f", "..", ".", "www.", "http://", "https://",
    "news.example",
    "evil.example", ":80", ":443", " ", "\t", "\u{0}", "\u{7F}", "ſ", "。", "\u{200B}", "::1", "127.0.0.1", "0x7f.1",
  ]

  /// Lines as libcurl hands them on, each with its end.
  private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0A) {
      lines.append(rest[...end])
      rest = rest[(end + 1)...]
    }
    return rest.isEmpty ? lines : lines + [rest]
  }

  @Test("a head is a list of named fields under its cap, and what is taken of the body keeps within its own")
  func heads() {
    var mutator = Mutator(seed: 4, pieces: Self.headPieces)
    var (whole, refused) = (0, 0)
    var limits = WireLimits()
    (limits.wireBytes, limits.bodyBytes) = (4_000, 3_000)
    for _ in 0..<Mutator.rounds(1_000) {
      var intake = Intake(limits: limits, isHeadOnly: false)
      var goesOn = true
      for line in lines(mutator.mutated(mutator.one(of: Self.heads) ?? "")) where goesOn {
        goesOn = line.withUnsafeBytes { intake.take(headerLine: $0) }
      }
      let head = intake.head
      #expect(head.fields.map { $0.name.utf8.count + $0.value.utf8.count }.reduce(0, +) <= 2 * HeaderLines.mostBytes)
      #expect(head.contentLength ?? 0 >= 0)
      if let status = head.status { #expect((0...999).contains(status)) }
      for field in head.fields {
        #expect(!field.name.isEmpty)
        #expect(!(field.name + field.value).utf8.contains { $0 < 0x20 || $0 == 0x7F })
      }
      if let told = head.told {
        whole += 1
        #expect(told.headers == head.fields)
        #expect(!(100...199).contains(told.status))
      }
      guard goesOn else {
        refused += 1
        #expect(intake.fault != nil || intake.isEnough)
        #expect(intake.partial == nil)
        continue
      }
      let piece = [UInt8](repeating: 0x2E, count: 1_000)
      while goesOn, intake.body.count < 100_000 { goesOn = piece.withUnsafeBytes { intake.take(body: $0) } }
      #expect(intake.body.count <= Intake.mostOfRefusal)
      if head.status ?? 0 < 300 { #expect(intake.body.count <= limits.bodyBytes) }
    }
    #expect(whole > 200)
    #expect(refused > 40)
  }

  @Test("a redirect that may be followed leads to the very server that the rule has seen, and never from https to http")
  func redirects() {
    var mutator = Mutator(seed: 7, pieces: Self.locationPieces)
    var (usable, allowed) = (0, 0)
    let bases = [
      "https://news.example/a/b?c", "http://news.example/", "http://www.news.example:8080/x/",
      "https://u:p@news.example/feed",
    ]
    for _ in 0..<Mutator.rounds(2_000) {
      let base = mutator.one(of: bases) ?? ""
      let text = String(decoding: mutator.mutated(mutator.one(of: Self.locations) ?? ""), as: UTF8.self)
      let response = WireResponse(status: 302, headers: [.init("Location", text)], url: base)
      guard let location = response.location else { continue }
      usable += 1
      #expect(WireURL(location).userInfo == nil)
      #expect(!location.utf8.contains { $0 <= 0x20 || $0 == 0x7F })
      for rule in [RedirectRule.sameHost, .anyHost] where rule.allows(from: base, to: location) {
        // What libcurl would ask.
        guard let from = try? Target(base), let to = try? Target(location) else { continue }
        #expect(!from.isSecure || to.isSecure)
        guard rule == .sameHost else { continue }
        allowed += 1
        let hosts = [from.host, to.host].map { $0.hasPrefix("www.") ? String($0.dropFirst(4)) : $0 }
        #expect(hosts[0] == hosts[1])
        #expect(from.port == to.port || (from.port == 80 && to.port == 443 && !from.isSecure))
      }
    }
    #expect(usable > 500)
    #expect(allowed > 100)
  }

  @Test("an exchange comes to its end, whatever is sent")
  func exchanges() async throws {
    let names = try NameServer { _, _ in .noSuchName }
    let transport = Scene.transport { $0.resolvers = "127.0.0.1:\(names.port)" }
    let mutators = Shared(
      Mutex(Mutator(seed: 11, pieces: Self.headPieces + ["Location: http://127.0.0.1/\r\n"])))
    let server = try RawServer { peer in
      guard !peer.readHead().isEmpty else { return }
      peer.write(mutators.value.withLock { $0.mutated($0.one(of: Self.heads) ?? "") })
    }
    var limits = Scene.limits()
    (limits.wireBytes, limits.bodyBytes) = (40_000, 30_000)
    var kinds: Set<WireFailure.Kind> = []
    var answers = 0
    for _ in 0..<Mutator.rounds(200) {
      do throws(WireFailure) {
        let response = try await transport.exchange(WireRequest("http://127.0.0.1:\(server.port)/feed", limits: limits))
        answers += 1
        #expect((200...999).contains(response.status))
        #expect(response.body.count <= Intake.mostOfRefusal)
      } catch {
        kinds.insert(error.kind)
        #expect(error.kind != .cancelled)
        #expect(error.timings.total ?? 0 < 10_000)
        if let partial = error.partial { #expect(partial.body.count == error.bodyBytes) }
      }
    }
    #expect(answers > 20)
    #expect(kinds.isSuperset(of: [.cutOff, .notHTTP]))
    transport.close()
    server.stop()
    names.stop()
  }
}
