import News
import Wire

/// Who had a document withheld: the link of relation `blocked-by` (RFC 7725, section 4) in the form of RFC 8288.
enum BlockedByLink {
  static let mostCharacters = 2_048

  /// Absolute, http or https; nil where there is none.
  static func target(of response: WireResponse) -> String? {
    for header in response.headers where header.name.lowercased() == "link" {
      for link in links(header.value.utf8.prefix(16_384)) where isBlockedBy(link.relation) {
        let url = BareAddress.of(WireURL(link.target).resolved(against: WireURL(response.url)).text)
        if url.utf8.count <= mostCharacters, WireAddress(url) != nil { return url }
      }
    }
    return nil
  }

  private static func isBlockedBy(_ relation: String) -> Bool {
    relation.lowercased().split(separator: " ").contains("blocked-by")
  }

  /// Each `<target>` with its first `rel`; a comma within the brackets or within quotes belongs to them.
  private static func links(_ bytes: some Collection<UInt8>) -> [(target: String, relation: String)] {
    var rest = Array(bytes)[...]
    var links: [(target: String, relation: String)] = []
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(open + 1)...]
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { break }
      let target = String(decoding: rest[..<close], as: UTF8.self)
      rest = rest[(close + 1)...]
      var relation: String?
      while rest.first.map({ $0 != UInt8(ascii: ",") }) ?? false {
        let (name, value) = parameter(&rest)
        if relation == nil, name == "rel" { relation = value }
      }
      links.append((target, relation ?? ""))
    }
    return links
  }

  /// One parameter, up to the next `;` or `,` outside quotes; it always takes at least a byte.
  private static func parameter(_ rest: inout ArraySlice<UInt8>) -> (name: String, value: String) {
    if rest.first == UInt8(ascii: ";") { rest = rest.dropFirst() }
    var text: [UInt8] = []
    var isQuoted = false
    while let byte = rest.first, isQuoted || (byte != UInt8(ascii: ";") && byte != UInt8(ascii: ",")) {
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else { text.append(byte) }
    }
    let parts = text.split(separator: UInt8(ascii: "="), maxSplits: 1)
    let words = parts.map { String(decoding: $0.drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self) }
    let name = String((words.first ?? "").lowercased().prefix { $0 != " " })
    return (name, words.count > 1 ? words[1] : "")
  }
}
