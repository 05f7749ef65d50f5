import Edition
import Foundation
import Testing

@Suite struct JSONTests {
  @Test(
    "What is no JSON is refused",
    arguments: [
      "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{a:1}", "'a'", "01", "+1", "1.", ".5", "1e", "-",
      "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "tru", "nul", "1 2", "{\"a\":1}x", "\"abc",
      "{\"a\":1,\"a\":2}", "[1 2]", "\u{FEFF}1", "NaN",
    ])
  func refused(text: String) { #expect(JSONValue(reading: Array(text.utf8)) == nil) }

  @Test("Depth is bounded, bytes must be UTF-8")
  func bounds() {
    let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(JSONValue(reading: Array(deep(16).utf8)) != nil)
    #expect(JSONValue(reading: Array(deep(17).utf8)) == nil)
    #expect(JSONValue(reading: Array(repeating: UInt8(ascii: "["), count: 60_000)) == nil)
    #expect(JSONValue(reading: [0x22, 0xFF, 0x22]) == nil)
    #expect(JSONValue(reading: [0x22, 0xC0, 0x80, 0x22]) == nil)
  }

  @Test("What is written is read again the same")
  func roundTrip() {
    let value = JSONValue.object([
      .init("text", .string("\"\\\n\t\u{1}é파업😀/")), .init("number", .integer(-7)), .init("none", .null),
      .init("list", .array([.bool(true), .bool(false), .number("1.5e3")])), .init("empty", .object([])),
    ])
    #expect(JSONValue(reading: value.bytes) == value)
    #expect(JSONValue(reading: Array("\"\\ud83d\\ude00\\u00e9\"".utf8)) == .string("😀é"))
  }

  @Test("Canonical form sorts by code points, escapes two characters alone, and knows no fractions")
  func canonical() {
    let value = JSONValue.object([
      .init("b", .integer(1)), .init("a", .string("\"\\\n/é")), .init("B", .array([])), .init("é", .null),
    ])
    #expect(value.canonicalBytes == Array("{\"B\":[],\"a\":\"\\\"\\\\\n/é\",\"b\":1,\"é\":null}".utf8))
    #expect(JSONValue.array([.number("1.5")]).canonicalBytes == nil)
  }

  @Test("Times are read strictly and written as they were read")
  func times() {
    for text in ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-12-31T12:34:56Z", "0001-01-01T00:00:00Z"] {
      #expect(EntryTime.date(text).map(EntryTime.text) == text)
    }
    #expect(EntryTime.date("2026-01-01T00:00:00.123Z") == EntryTime.date("2026-01-01T00:00:00Z"))
    #expect(EntryTime.date("1970-01-02T00:00:01Z") == Date(timeIntervalSince1970: 86_401))
    for text in [
      "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01 00:00:00Z",
      "2026-01-01T00:00:00", "2026-01-01T00:00:00+09:00", "2026-1-1T0:0:0Z", "", "2026-01-01T00:00:00.Z",
    ] { #expect(EntryTime.date(text) == nil, "\(text)") }
  }
}
