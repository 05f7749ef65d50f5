import Markup

/// One message of a mailbox: its header's fields unfolded and decoded, its parts found. Bounded in fields, parts and depth.
struct MailMessage {
  /// Names in lower case, in their order.
  private var fields: [(name: String, value: String)] = []
  private(set) var plain: String?
  private(set) var html: String?

  private static let mostFields = 512
  private static let mostField = 65_536
  private static let mostParts = 64
  private static let mostDepth = 8

  init(_ bytes: ArraySlice<UInt8>) {
    let (head, body) = Self.cut(bytes)
    fields = Self.fields(head)
    var parts = 0
    read(fields, body, depth: 0, &parts)
  }

  /// Decoded; the first of this name.
  func field(_ name: String) -> String? { fields.first { $0.name == name }.map { MailWords.decode($0.value) } }

  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map { MailWords.decode($0.value) } }

  /// As it stands.
  func raw(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  // MARK: Header

  private static func cut(_ bytes: ArraySlice<UInt8>) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let isEmpty = end == start || end == start + 1 && bytes[start] == 0x0D
      let next = end < bytes.endIndex ? end + 1 : end
      if isEmpty { return (bytes[..<start], bytes[next...]) }
      start = next
    }
    return (bytes, bytes[bytes.endIndex...])
  }

  private static func fields(_ head: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    for slice in head.split(separator: 0x0A) {
      let line = slice.last == 0x0D ? slice.dropLast() : slice
      guard let first = line.first else { continue }
      if first == 0x20 || first == 0x09 {
        guard !fields.isEmpty, fields[fields.count - 1].value.utf8.count < mostField else { continue }
        fields[fields.count - 1].value += " " + text(line.drop { $0 == 0x20 || $0 == 0x09 })
        continue
      }
      guard fields.count < mostFields, let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex
      else {
        continue
      }
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      fields.append((text(line[..<colon]).lowercased(), text(value.prefix(mostField))))
    }
    return fields
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Body

  private mutating func read(
    _ fields: [(name: String, value: String)], _ body: ArraySlice<UInt8>, depth: Int, _ parts: inout Int
  ) {
    parts += 1
    guard parts <= Self.mostParts, depth <= Self.mostDepth else { return }
    let type = fields.first { $0.name == "content-type" }?.value ?? "text/plain"
    let kind = type.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    if kind.hasPrefix("multipart/") {
      guard let boundary = Self.parameter("boundary", of: type), !boundary.isEmpty else { return }
      for part in Self.parts(body, boundary) {
        let (head, inner) = Self.cut(part)
        read(Self.fields(head), inner, depth: depth + 1, &parts)
      }
      return
    }
    let isHTML = kind == "text/html"
    guard isHTML ? html == nil : kind == "text/plain" && plain == nil else { return }
    let encoding = fields.first { $0.name == "content-transfer-encoding" }?.value.lowercased()
      .filter { !$0.isWhitespace }
    let bytes: [UInt8] =
      switch encoding {
      case "base64": body.withUnsafeBufferPointer { Base64.decode($0) }
      case "quoted-printable": MailWords.quotedPrintable(body, isHeader: false)
      default: Array(body)
      }
    let text = CharacterSets.text(bytes, contentType: type, kind: isHTML ? .html : .text)
    if isHTML { html = text } else { plain = text }
  }

  private static func parts(_ body: ArraySlice<UInt8>, _ boundary: String) -> [ArraySlice<UInt8>] {
    let mark = Array("--\(boundary)".utf8)
    var parts: [ArraySlice<UInt8>] = []
    var begin: Int?
    var start = body.startIndex
    while start < body.endIndex {
      let end = body[start...].firstIndex(of: 0x0A) ?? body.endIndex
      let next = end < body.endIndex ? end + 1 : end
      if body[start..<end].starts(with: mark) {
        if let begin {
          // The line end before the mark belongs to it.
          parts.append(body[begin..<max(begin, start - 1)])
        }
        begin = next
        if body[start..<end].dropFirst(mark.count).starts(with: Array("--".utf8)) || parts.count >= mostParts {
          return parts
        }
      }
      start = next
    }
    if let begin { parts.append(body[begin...]) }
    return parts
  }

  private static func parameter(_ name: String, of type: String) -> String? {
    guard let found = type.lowercased().firstRange(of: name + "=") else { return nil }
    // Lower case may have another length than what is lowered: the place is counted in what both have in common.
    let offset = type.lowercased().utf8.distance(from: type.lowercased().startIndex, to: found.upperBound)
    let rest = type.utf8.dropFirst(offset)
    let text = String(decoding: Array(rest), as: UTF8.self)
    if text.hasPrefix("\"") { return String(text.dropFirst().prefix { $0 != "\"" }) }
    return String(text.prefix { $0 != ";" && !$0.isWhitespace })
  }
}
