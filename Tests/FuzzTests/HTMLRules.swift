/// Holds safe HTML against a list of its own, byte by byte: only inert elements and attributes, quoted and well nested, and
/// links of five kinds.
struct HTMLRules {
  /// Elements that do nothing but say what their text is.
  private static let elements = Set(
    """
    a abbr acronym address article aside audio b bdi big blockquote br caption cite code col colgroup dd del details dfn div
    dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark math mfenced mfrac mi mn mo
    mover mroot mrow ms mspace msqrt msub msubsup msup mtable mtd mtext mtr munder munderover nav ol p pre q rp rt ruby s
    samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
  private static let empty = Set(["br", "col", "hr", "img", "wbr"].map { Array($0.utf8) })
  private static let attributes = Set(
    """
    alt cite class colspan datetime dir epub:type height href id lang reversed role rowspan span src start title value width
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
  private static let schemes = Set(["http", "https", "mailto", "magnet", "geo"])

  private let bytes: [UInt8]
  private var at = 0
  private var open: [[UInt8]] = []

  private init(_ html: String) { bytes = Array(html.utf8) }

  static func check(_ html: String?) throws(Complaint) {
    guard let html else { return }
    try TextRules.check(html, "safe HTML")
    var rules = HTMLRules(html)
    try rules.run()
  }

  private mutating func run() throws(Complaint) {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: ">"): throw fault("a bare >")
      case UInt8(ascii: "<"): try tag()
      default: at += 1
      }
    }
    if !open.isEmpty { throw fault("an element is not closed") }
  }

  private mutating func tag() throws(Complaint) {
    at += 1
    let isEnd = take(UInt8(ascii: "/"))
    let name = word()
    guard Self.elements.contains(name) else { throw fault("an element that is not inert") }
    if isEnd {
      guard take(UInt8(ascii: ">")) else { throw fault("an end tag with more than its name") }
      guard open.popLast() == name else { throw fault("an end tag of nothing open") }
      return
    }
    while take(UInt8(ascii: " ")) { try attribute() }
    guard take(UInt8(ascii: ">")) else { throw fault("a tag without end") }
    if !Self.empty.contains(name) { open.append(name) }
  }

  private mutating func attribute() throws(Complaint) {
    let name = word()
    guard Self.attributes.contains(name) else { throw fault("an attribute that is not inert") }
    guard take(UInt8(ascii: "=")), take(UInt8(ascii: "\"")) else { throw fault("a value without quotes") }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "<") { throw fault("a < in a value") }
      at += 1
    }
    let value = String(decoding: bytes[start..<at], as: UTF8.self)
    guard take(UInt8(ascii: "\"")) else { throw fault("a value without end") }
    guard ["href", "src", "cite"].contains(String(decoding: name, as: UTF8.self)) else { return }
    try Self.check(link: value.replacing("&amp;", with: "&"))
  }

  /// A link is relative, or of a scheme that nothing can be run by. Spaces and controls count as a browser counts them: not.
  static func check(link: String?) throws(Complaint) {
    let plain = (link ?? "").unicodeScalars.filter { $0.value > 0x20 }
    let scheme = plain.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    guard scheme.endIndex < plain.endIndex, plain[scheme.endIndex] == ":" else { return }
    var name = ""
    name.unicodeScalars.append(contentsOf: scheme)
    if !schemes.contains(name.lowercased()) { throw Complaint("a link of another scheme: \(plain.prefix(60))") }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Letters in lower case, digits, colons.
  private mutating func word() -> [UInt8] {
    let start = at
    while at < bytes.count, bytes[at] &- 0x61 < 26 || bytes[at] &- 0x30 < 11 { at += 1 }
    return Array(bytes[start..<at])
  }

  private func fault(_ what: String) -> Complaint {
    let around = bytes[max(0, at - 40)..<min(bytes.count, at + 20)]
    return Complaint("\(what): \(String(decoding: around, as: UTF8.self))")
  }
}
