/// A response as a value, before any fault is done to it.
struct LabAnswer {
  var status: Int
  var headers: [LabRequest.Header] = []
  var body: [UInt8] = []
  /// Where in the whole file the body begins.
  var offset = 0

  /// What an honest server says to `request` (RFC 9110: conditions, ranges, content codings).
  static func honest(_ request: LabRequest, site: LabSite) -> LabAnswer {
    guard request.method == "GET" || request.method == "HEAD" else {
      return page(405, "Method Not Allowed").adding("Allow", "GET, HEAD")
    }
    guard let file = site.file(for: request.path) else { return page(404, "Not Found") }
    let coded = acceptedCoding(of: file, for: request)
    // A strong tag means these very bytes, so that each coding has its own (RFC 9110, 8.8.1).
    let etag = coded.map { coding, _ in file.etag?.tagged(coding) } ?? file.etag
    let validators = [("ETag", etag), ("Last-Modified", file.lastModified)]
      .compactMap { name, value in value.map { LabRequest.Header(name: name, value: $0) } }
    if isUnchanged(etag, file.lastModified, for: request) {
      return LabAnswer(status: 304, headers: site.repeatsValidators ? validators : [])
    }
    var answer = LabAnswer(status: 200, headers: validators + file.headers, body: coded?.1 ?? file.bytes)
    if let type = file.type { answer = answer.adding("Content-Type", type) }
    if !file.encoded.isEmpty { answer = answer.adding("Vary", "Accept-Encoding") }
    if let coded { answer = answer.adding("Content-Encoding", coded.0) }
    return answer.adding("Accept-Ranges", "bytes").ranged(by: request, etag: etag, lastModified: file.lastModified)
  }

  /// A status and a short page, with what belongs to it: 451 names who asked for it (RFC 7725), 429 says when to come
  /// again, 401 asks for a login.
  static func status(_ status: Int, retryAfter: Int? = nil) -> LabAnswer {
    var answer = status == 204 ? LabAnswer(status: 204) : page(status, reason[status] ?? "Status \(status)")
    if status == 451 { answer = answer.adding("Link", "<https://censor.example/>; rel=\"blocked-by\"") }
    if status == 401 { answer = answer.adding("WWW-Authenticate", "Basic realm=\"drops\"") }
    if let seconds = retryAfter ?? (status == 429 ? 60 : nil) { answer = answer.adding("Retry-After", "\(seconds)") }
    return answer
  }

  static let blockPage = page(200, "이 사이트는 차단되었습니다. Access to this site has been restricted.")

  /// As hotspots show it to everyone who has not logged in.
  static let portal: LabAnswer = {
    let form = "<form method=\"post\" action=\"http://login.hotspot.example/\"><input name=\"room\"></form>"
    return page(200, "Welcome to the guest network", form).adding("Cache-Control", "no-store")
  }()

  /// A short page of HTML.
  static func page(_ status: Int, _ text: String, _ rest: String = "") -> LabAnswer {
    let body = "<h1>\(text)</h1>\(rest)"
    let html = "<!DOCTYPE html><html><head><title>\(text)</title></head><body>\(body)</body></html>\n"
    return LabAnswer(status: status, body: Array(html.utf8)).adding("Content-Type", "text/html; charset=utf-8")
  }

  func adding(_ name: String, _ value: String) -> LabAnswer {
    var answer = self
    answer.headers.append(.init(name: name, value: value))
    return answer
  }

  /// In place of what it says of this.
  func with(_ name: String, _ value: String) -> LabAnswer {
    var answer = self
    answer.headers.removeAll { $0.name == name }
    return answer.adding(name, value)
  }

  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// Status line and header fields. The length is told when `withLength`; without it the connection's end is the body's.
  func head(withLength: Bool = true) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(Self.reason[status] ?? "Status")\r\n"
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if !withLength {
      text += "Connection: close\r\n"
    } else if status != 304 && status != 204 {
      text += "Content-Length: \(body.count)\r\n"
    }
    return Array((text + "\r\n").utf8)
  }

  /// The head, and so much of the body as is given.
  func sent(_ body: some Sequence<UInt8>, withLength: Bool = true) -> LabStep {
    let head = head(withLength: withLength)
    return .send(head + body, head: head.count)
  }

  private static let reason = [
    200: "OK", 201: "Created", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found",
    304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 409: "Conflict", 410: "Gone", 413: "Content Too Large",
    416: "Range Not Satisfiable", 422: "Unprocessable Content", 429: "Too Many Requests",
    451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 502: "Bad Gateway",
    503: "Service Unavailable", 507: "Insufficient Storage", 511: "Network Authentication Required",
  ]

  private static func isUnchanged(_ etag: String?, _ modified: String?, for request: LabRequest) -> Bool {
    if let asked = request.header("If-None-Match") {
      guard let etag else { return false }
      let known = asked.split(separator: ",").map { opaque($0.drop { $0 == " " }) }
      return known.contains("*") || known.contains(opaque(etag[...]))
    }
    guard let since = request.header("If-Modified-Since"), let modified else { return false }
    return since == modified
  }

  /// An entity tag without its mark of weakness and the white space after it.
  private static func opaque(_ tag: Substring) -> Substring {
    let end = tag.lastIndex { $0 != " " }.map { tag.index(after: $0) } ?? tag.startIndex
    return tag[..<end].hasPrefix("W/") ? tag[..<end].dropFirst(2) : tag[..<end]
  }

  private static func acceptedCoding(of file: LabSite.File, for request: LabRequest) -> (String, [UInt8])? {
    let accepted = (request.header("Accept-Encoding") ?? "").lowercased().split { ", ;".contains($0) }
    for coding in ["zstd", "br", "gzip"] where accepted.contains(coding[...]) {
      if let bytes = file.encoded[coding] { return (coding, bytes) }
    }
    return nil
  }

  private func ranged(by request: LabRequest, etag: String?, lastModified: String?) -> LabAnswer {
    guard request.method == "GET", let asked = request.header("Range"), asked.hasPrefix("bytes=") else { return self }
    if let condition = request.header("If-Range") {
      // Compared strongly: a weak tag never matches (RFC 9110, 13.1.5).
      let isSame = condition == etag && !condition.hasPrefix("W/") || condition == lastModified
      guard isSame else { return self }
    }
    let parts = asked.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return self }
    let bounds: Range<Int>
    switch (Int(parts[0]), Int(parts[1])) {
    case (let first?, let last?) where first <= last: bounds = first..<max(first, min(last, body.count - 1) + 1)
    case (let first?, nil) where parts[1].isEmpty: bounds = first..<max(first, body.count)
    case (nil, let count?) where parts[0].isEmpty: bounds = max(0, body.count - count)..<body.count
    default: return self
    }
    var answer = self
    guard !bounds.isEmpty, bounds.upperBound <= body.count else {
      answer.status = 416
      answer.body = []
      return answer.adding("Content-Range", "bytes */\(body.count)")
    }
    answer.status = 206
    answer.body = Array(body[bounds])
    answer.offset = bounds.lowerBound
    return answer.adding("Content-Range", "bytes \(bounds.lowerBound)-\(bounds.upperBound - 1)/\(body.count)")
  }
}

extension String {
  /// An entity tag with this added inside its quotes: the tag of another state.
  func tagged(_ mark: String) -> String { hasSuffix("\"") ? dropLast() + "-\(mark)\"" : self + "-" + mark }
}
