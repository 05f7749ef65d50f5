import News
import TestSupport
import Wire

/// A feed of 40 articles and 300 KB, as a server of plain files hands it out.
enum LongFeed {
  static let count = 40
  static let bytes: [UInt8] = Array(
    SampleFeed.atom(
      (1...count).map { number in
        SampleFeed.Item(
          id: "long-\(number)", title: "Part \(number)", day: 10,
          body: (0..<600).map { "word \(number * 1_000 + $0) " }.joined())
      }
    ).utf8)

  static func headers(_ etag: String?, length: Int = bytes.count) -> [WireHeader] {
    [
      WireHeader("Content-Type", "application/atom+xml"), WireHeader("Accept-Ranges", "bytes"),
      WireHeader("Content-Length", "\(length)"),
    ] + (etag.map { [WireHeader("ETag", $0)] } ?? [])
  }

  static func whole(_ url: String, etag: String? = "\"1\"", bytes: [UInt8] = bytes) -> WireResponse {
    WireResponse(
      status: 200, headers: headers(etag, length: bytes.count), body: bytes, url: url, wireBytes: bytes.count)
  }

  /// Honours conditions and ranges (RFC 9110).
  @Sendable static func honest(_ request: WireRequest) -> WireResponse {
    if request.header("If-None-Match") == "\"1\"" {
      return WireResponse(status: 304, headers: [WireHeader("ETag", "\"1\"")], url: request.url)
    }
    guard request.header("If-Range") == "\"1\"", let from = request.rangeStart else { return whole(request.url) }
    return part(request.url, from: from)
  }

  static func part(
    _ url: String, from: Int, etag: String = "\"1\"", range: String? = nil, bytes: [UInt8] = bytes
  ) -> WireResponse {
    let body = Array(bytes[from...])
    let range = range ?? "bytes \(from)-\(bytes.count - 1)/\(bytes.count)"
    return WireResponse(
      status: 206, headers: headers(etag, length: body.count) + [WireHeader("Content-Range", range)], body: body,
      url: url, wireBytes: body.count)
  }
}

extension WireRequest {
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  var rangeStart: Int? { header("Range").flatMap { Int($0.dropFirst(6).dropLast()) } }
}
