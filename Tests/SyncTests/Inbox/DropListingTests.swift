import Foundation
import Testing

@testable import Sync

@Suite struct DropListingTests {
  private let name = String(repeating: "ab", count: 32)
  private func read(_ text: String) -> DropListing? { DropListing.read(Array(text.utf8)) }

  @Test func theListOfNginxIsRead() throws {
    let listing = try #require(
      read(
        """
        [
        { "name":"\(name)", "type":"file", "mtime":"Sun, 15 Jun 2025 15:06:40 GMT", "size":4096 },
        { "name":"sub", "type":"directory", "mtime":"Sun, 15 Jun 2025 15:06:40 GMT" }
        ]
        """))
    #expect(listing.names == [name] && listing.sizes == [name: 4_096] && !listing.isCut)
    #expect(read("[]")?.names == [])
  }

  @Test(
    arguments: [
      "../../etc/passwd", "/", "..", "", String(repeating: "AB", count: 32), String(repeating: "a", count: 63),
      String(repeating: "a", count: 65), String(repeating: "é", count: 32), ".part-0011", "\\u0000",
    ]) func otherNamesAreNone(name: String)
  {
    #expect(read("[{\"name\":\"\(name)\",\"size\":1}]")?.names == [])
  }

  @Test func eachNameCountsOnceWhateverIsSaidBesides() {
    let lines = [
      #"{"name":"\#(name)"}"#, #"{"name":"\#(name)","size":-1}"#, "{}", "1", "null", "\"x\"", #"{"name":7}"#,
      #"{"name":null,"size":"x"}"#, #"{"name":"\#(name)","size":1e400}"#,
    ]
    #expect(read("[\(lines.joined(separator: ","))]")?.names == [name])
  }

  @Test(
    arguments: [
      "", "{", "{}", "null", "[", "[1", "<html>", "[{\"name\":", String(repeating: "[", count: 200_000),
      String(repeating: "{\"a\":", count: 100_000), "\u{FFFE}",
    ]) func whatIsNoListIsRefused(text: String)
  { #expect(read(text) == nil) }

  @Test func aListWithoutAnEndIsCut() throws {
    let lines = (0..<20_000).map { #"{"name":"\#(String(repeating: "0", count: 59))\#(10_000 + $0)"}"# }
    let listing = try #require(read("[" + lines.joined(separator: ",") + "]"))
    #expect(listing.names.count == 10_000 && listing.isCut)
    #expect(read("[" + String(repeating: " ", count: 4 << 20) + "]") == nil, "more than is read")
    let rubbish = try #require(read("[" + String(repeating: "0,", count: 2_000_000) + "0]"))
    #expect(rubbish.names.isEmpty && rubbish.isCut)
  }

  @Test func anyBytesAreAListOrNone() {
    let sound = Array(#"[{"name":"\#(name)","type":"file","size":4096},{"name":"x","size":1}]"#.utf8)
    var draw = SeededNumbers(seed: 9)
    var read = 0
    for _ in 0..<1_500 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...3, using: &draw) {
        let place = Int.random(in: 0..<bytes.count, using: &draw)
        switch Int.random(in: 0..<3, using: &draw) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &draw)
        case 1: bytes.insert(contentsOf: "[{\"9,".utf8.prefix(2), at: place)
        default: bytes.remove(at: place)
        }
      }
      guard let listing = DropListing.read(bytes) else { continue }
      read += 1
      #expect(listing.names.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) })
    }
    #expect(read > 50)
  }
}
