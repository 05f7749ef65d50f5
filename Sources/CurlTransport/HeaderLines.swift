import Wire

/// The head of an answer, line by line as libcurl hands it on, with a cap.
struct HeaderLines {
  static let mostBytes = 256 << 10
  static let mostLineBytes = 16 << 10

  /// Of the last head: an interim one (1xx) is forgotten when the next begins.
  private(set) var status: Int?
  private(set) var fields: [WireHeader] = []
  /// The empty line came. What comes after it are trailers, which nobody here reads.
  private(set) var isWhole = false
  private var bytes = 0

  /// - Returns: false when there is too much of it.
  mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
    bytes += line.count
    guard bytes <= Self.mostBytes, line.count <= Self.mostLineBytes else { return false }
    let text = Self.text(line)
    if isWhole && !isInterim { return true }
    if text.hasPrefix("HTTP/"), status == nil || isWhole {
      status = Self.status(text)
      fields = []
      isWhole = false
    } else if text.isEmpty {
      isWhole = true
    } else if let first = text.utf8.first, first == 0x20 {
      // A folded line (RFC 9112, section 5.2).
      guard !fields.isEmpty else { return true }
      fields[fields.count - 1].value += " " + Self.trimmed(text[...])
    } else if let colon = text.firstIndex(of: ":") {
      let name = Self.trimmed(text[..<colon])
      if !name.isEmpty { fields.append(WireHeader(name, Self.trimmed(text[colon...].dropFirst()))) }
    }
    return true
  }

  /// As it is told to others; nil until it is whole, and of interim ones.
  var told: WireHead? { isWhole ? finalStatus.map { WireHead(status: $0, headers: fields) } : nil }

  /// What the answer says of its own body, on the wire.
  var contentLength: Int? {
    guard let text = fields.first(where: { Self.isNamed($0, "content-length") })?.value,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }

  /// What the body has to be decoded from, whatever was asked for: libcurl heeds codings of the transfer, too.
  var codings: [String] {
    fields.filter { Self.isNamed($0, "content-encoding") || Self.isNamed($0, "transfer-encoding") }
      .flatMap { $0.value.lowercased().split { $0 == "," || $0 == " " }.map(String.init) }
      .filter { $0 != "identity" && $0 != "chunked" }
  }

  private static func isNamed(_ field: WireHeader, _ name: String) -> Bool {
    field.name.utf8.count == name.utf8.count && field.name.lowercased() == name
  }

  /// Of the answer itself; nil while there are interim ones alone.
  var finalStatus: Int? { isInterim ? nil : status }

  var isInterim: Bool { status.map { (100...199).contains($0) } ?? false }

  /// Without the line's end, other control characters as spaces (RFC 9110, section 5.5). UTF-8, or else Latin-1, as headers
  /// once were.
  private static func text(_ line: UnsafeRawBufferPointer) -> String {
    var end = line.count
    while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
    let bytes = line.prefix(end).map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func status(_ line: String) -> Int? {
    let code = line.drop { $0 != " " }.drop { $0 == " " }.prefix { $0 != " " }
    return code.utf8.count == 3 && code.utf8.allSatisfy { (0x30...0x39).contains($0) } && code.first != "0"
      ? Int(code) : nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var bytes = text.utf8[...]
    while bytes.first == 0x20 { bytes.removeFirst() }
    while bytes.last == 0x20 { bytes.removeLast() }
    return String(Substring(bytes))
  }
}
