import Foundation
import Testing

@testable import Store

struct BodyTests {
  /// Text and markup as a round brought them, and pairs that have little in common.
  static let pairs: [(text: String, html: String)] = [
    ("", ""), ("", "<hr/>"), ("words alone", ""),
    ("The dockers strike.\n\nThey hold the port.", "<p>The dockers strike.</p>\n<p>They hold the port.</p>"),
    ("A & B < C, then D", "<p>A &amp; B &lt; C, then <em>D</em></p>"),
    ("first line second line", "<p>first line\nsecond line</p>"),
    ("수입는 평양도 배급은\n조사\tsignal\t9920", "<p><strong>수입는 평양도</strong> 배급은</p><table><tr><td>조사</td></tr></table>"),
    ("one thing", "<p>quite another thing, which no text says</p>"),
    ("far \u{1}\u{2} away", "<p>far \u{1}\u{2} away\u{1}</p>\u{2}"),
    ("\n\n\n\nlines\n\n", "\n\nlines\n<br/>\n\n"),
    ("cut", "<p>cut <a href=\"never closed"), ("amp", "&amp;&;&&&amp"), ("🔒 gone", "<p>🔒 gone 🔒</p>"),
    (String(repeating: "abcd ", count: 50_000), "<p>" + String(repeating: "abcd ", count: 50_000) + "</p>"),
  ]

  @Test(arguments: pairs.indices)
  func whatIsPackedComesBack(_ index: Int) {
    let (text, html) = Self.pairs[index]
    let packed = BodyPacker().pack(text: text, html: html)
    let unpacker = BodyUnpacker()
    let (textLength, bodyLength) = (text.utf8.count, text.utf8.count + html.utf8.count)
    let body = packed.withUnsafeBytes { unpacker.body($0, textLength: textLength, bodyLength: bodyLength) }
    #expect(body == Array((text + html).utf8))
    #expect(packed.withUnsafeBytes { unpacker.text($0, textLength: textLength) } == Array(text.utf8))
  }

  @Test
  func anyMarkupComesBackOverAnyText() {
    var random = SystemRandomNumberGenerator()
    let pieces = [
      "the port", "<p>", "</p>", "\n", " ", "&amp;", "&", "\u{1}", "\u{2}", "<a href=\"x>", "파업", "stays closed", "<",
      "é",
    ]
    let (packer, unpacker) = (BodyPacker(), BodyUnpacker())
    for _ in 0..<3_000 {
      func some() -> String {
        (0..<Int.random(in: 0..<24, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      }
      let (text, html) = (some(), some())
      let packed = packer.pack(text: text, html: html)
      let body = packed.withUnsafeBytes {
        unpacker.body($0, textLength: text.utf8.count, bodyLength: text.utf8.count + html.utf8.count)
      }
      #expect(body == Array((text + html).utf8), "\(text.debugDescription) under \(html.debugDescription)")
    }
  }

  @Test
  func bodiesOfTheFirstFormAreStillRead() {
    // Deflated without compression (RFC 1951, section 3.2.4): "ab" and "<p>ab".
    let blob: [UInt8] = [1, 0x01, 7, 0, 0xF8, 0xFF] + Array("ab<p>ab".utf8)
    let unpacker = BodyUnpacker()
    #expect(blob.withUnsafeBytes { unpacker.body($0, textLength: 2, bodyLength: 7) } == Array("ab<p>ab".utf8))
    #expect(blob.withUnsafeBytes { unpacker.text($0, textLength: 2) } == Array("ab".utf8))
  }

  @Test
  func whatIsNoPackedBodyIsToldNotShown() {
    let unpacker = BodyUnpacker()
    let packed = BodyPacker().pack(text: "The dockers strike.", html: "<p>The dockers strike.</p>")
    let (textLength, bodyLength) = (19, 45)
    #expect(packed.withUnsafeBytes { unpacker.body($0, textLength: textLength, bodyLength: bodyLength) } != nil)
    #expect(packed.withUnsafeBytes { unpacker.body($0, textLength: textLength, bodyLength: bodyLength + 1) } == nil)
    #expect(packed.prefix(10).withUnsafeBytes { unpacker.text($0, textLength: textLength) } == nil)
    #expect([UInt8]([9, 0, 0]).withUnsafeBytes { unpacker.text($0, textLength: 1) } == nil)
    #expect([UInt8]().withUnsafeBytes { unpacker.text($0, textLength: 1) } == nil)
    #expect(packed.withUnsafeBytes { unpacker.body($0, textLength: 50, bodyLength: bodyLength) } == nil)
  }
}
