import Foundation
import News
import Store
import Sync
import Testing
import Wire

@Suite struct MirrorListTests {
  private let pin = "sha256//" + String(repeating: "A", count: 43) + "="

  @Test func aListIsReadLineByLine() {
    let list = MirrorList.read(
      """
      \u{FEFF}# Base21, November

      https://KR1.example/news.atom   # the first
      https://de1.example/news.atom address=192.0.2.7,2001:db8::7 pin=\(pin)\r
      relay.example relay
      https://kr1.example/news.atom
      """)
    #expect(list.refused.isEmpty)
    #expect(
      list.entries == [
        NewMirror(url: "https://kr1.example/news.atom"),
        NewMirror(
          url: "https://de1.example/news.atom",
          route: MirrorRoute(addresses: ["192.0.2.7", "2001:db8::7"], pins: [pin])),
        NewMirror(url: "https://relay.example/", kind: .relay),
      ])
  }

  @Test func aWrongLineIsNamedAndHindersNoOther() {
    let list = MirrorList.read(
      """
      not an address
      https://a.example/ proxy=socks5h://evil.example:1
      https://user:secret@b.example/
      ftp://c.example/
      https://d.example/ address=example.org
      https://e.example/ pin=sha1//AAAA
      https://f.example/?x relay
      https://g.example/
      """)
    #expect(list.entries.map(\.url) == ["https://g.example/"])
    #expect(list.refused.map(\.line) == [1, 2, 3, 4, 5, 6, 7])
    #expect(!"\(list.refused)".contains("secret"))
  }

  @Test func theBoundsAreKept() {
    let many = (0..<1_200).map { "https://m\($0).example/" }.joined(separator: "\n")
    let list = MirrorList.read(many)
    #expect(list.entries.count == 1_000 && list.refused.map(\.line) == [1_001])
    let lines = MirrorList.read(String(repeating: "\n", count: 20_000) + "https://m.example/")
    #expect(lines.entries.isEmpty && lines.refused.count == 1)
    let large = MirrorList.read(String(repeating: "#", count: 1 << 20) + "\nhttps://m.example/")
    #expect(large.entries.isEmpty && large.refused.count == 1)
  }

  @Test func theUsersOwnWayIsNeverPassedOn() {
    let sample = MirrorSample()
    let route = MirrorRoute(
      proxy: "socks5h://10.0.0.1:9050", names: "https://mine.example/dns-query 10.0.0.2", addresses: ["192.0.2.7"],
      pins: [pin])
    let text = MirrorList.write([
      sample.mirror(1, [.soft], route: route), sample.mirror(2, url: "https://me:secret@m2.example/"),
      sample.mirror(3, disabled: true),
    ])
    #expect(
      text == """
        https://m1.example/ address=192.0.2.7 pin=\(pin)
        # m2.example: left out, its address holds a user and a password
        https://m3.example/

        """)
  }

  @Test(arguments: 0..<300) func whatIsWrittenIsReadAgain(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let mirrors = (0..<Int.random(in: 0...30, using: &numbers)).map { place in
      var mirror = Mirror(
        id: MirrorID(rawValue: Int64(place)), newsroom: NewsroomID(rawValue: 1),
        url: "https://m\(place).example:\(Int.random(in: 1...65_535, using: &numbers))/feed%20\(place)",
        kind: Bool.random(using: &numbers) ? .feed : .relay)
      if Bool.random(using: &numbers) { mirror.route.addresses = ["192.0.2.\(place)", "2001:db8::\(place)"] }
      if Bool.random(using: &numbers) { mirror.route.pins = [pin] }
      return mirror
    }
    let list = MirrorList.read(MirrorList.write(mirrors))
    #expect(list.refused.isEmpty)
    #expect(list.entries == mirrors.map { NewMirror(url: $0.url, kind: $0.kind, route: $0.route) })
  }

  @Test(arguments: 0..<300) func noListBringsWhatCantBeAsked(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let seeds = [
      "https://m.example/", "relay", "address=192.0.2.1", "pin=\(pin)", "#", "\n", " ", "http://u:pw@h/", "@", "://",
      "\u{202E}", "\u{0}", "\u{1B}[2J", "[::1]", "https://[", "%00", "\\", "e\u{301}", "\r\n", "=", ",", "\u{2028}",
      "feed:", "ftp://x/", String(repeating: "a", count: 3_000),
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...120, using: &numbers) {
      if Bool.random(using: &numbers) {
        text += seeds.randomElement(using: &numbers) ?? ""
      } else {
        let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10_FFFF, using: &numbers)) ?? "\u{FFFD}"
        text.unicodeScalars.append(scalar)
      }
    }
    let list = MirrorList.read(text)
    for entry in list.entries {
      #expect(WireAddress(entry.url) != nil && WireURL(entry.url).userInfo == nil)
      #expect(entry.url.utf8.allSatisfy { (0x21...0x7E).contains($0) || $0 >= 0x80 })
      #expect(entry.route.proxy == nil && entry.route.names == nil)
      #expect(entry.route.addresses.allSatisfy(WireAddress.isLiteral) && entry.route.pins.allSatisfy(WireRoute.isPin))
    }
    #expect(list.refused.allSatisfy { $0.text.unicodeScalars.count <= 120 })
    #expect(!"\(list.refused)".contains("u:pw@"))
  }
}
