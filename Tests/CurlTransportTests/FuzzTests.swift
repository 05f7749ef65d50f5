import Testing
import Wire

@testable import CurlTransport

@Suite("Whatever a mirror sends")
struct FuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "HTTP/1.1 ", "HTTP/2 ", "200", "-12", "301 x", "Location", ":", ": ", "\r\n", "\n", " ", "\t", "//", "http://",
      "https:",
      "@", "\\", "[", "]", "::1", "a.example", "..", "/", "?", "#", "%", "%00", "가", "\u{0}", "\u{7F}", ";", "=",
      "Content-Length: 9999999999999999999999",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80]]

  private static func bytes(_ draw: inout Draw) -> [UInt8] {
    (0..<Int.random(in: 0...12, using: &draw)).flatMap { _ in pieces.randomElement(using: &draw) ?? [] }
  }

  @Test("the head stays a list of named fields under its cap")
  func heads() {
    var draw = Draw(state: 2026)
    for _ in 0..<2_000 {
      var head = HeaderLines()
      for _ in 0..<8 {
        let line = Self.bytes(&draw)
        _ = line.withUnsafeBytes { head.add($0) }
      }
      if let status = head.status { #expect((0...999).contains(status)) }
      for field in head.fields {
        #expect(!field.name.isEmpty)
        #expect(field.name.utf8.first != 0x20 && field.name.utf8.last != 0x20)
        #expect(!(field.name + field.value).utf8.contains { $0 < 0x20 || $0 == 0x7F })
      }
    }
  }

  @Test("a Location is nowhere, or an address that can be asked without credentials")
  func locations() {
    var draw = Draw(state: 1121)
    var usable = 0
    var compared = 0
    for _ in 0..<5_000 {
      let text = String(decoding: Self.bytes(&draw), as: UTF8.self)
      let response = WireResponse(status: 302, headers: [.init("Location", text)], url: "https://u:p@a.example/b/c?d")
      guard let location = response.location else { continue }
      usable += 1
      #expect(WireAddress(location) != nil)
      #expect(WireURL(location).userInfo == nil)
      #expect(!location.utf8.contains { $0 <= 0x20 || $0 == 0x7F })
      // What decides on redirects and what asks must read the same server from it, numbers as addresses aside.
      guard let address = WireAddress(location), address.host.contains(where: \.isLetter),
        address.host.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x25 }),
        let target = try? Target(location)
      else { continue }
      compared += 1
      #expect(target.host == address.host)
      #expect(target.port == address.port)
    }
    #expect(usable > 500)
    #expect(compared > 100)
  }
}
