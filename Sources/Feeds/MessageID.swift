import News

/// Ids of messages out of those of articles, and back: letters and digits as they are, the rest as `%XX`, so that each is a
/// `dot-atom-text` (RFC 5322, 3.2.3).
enum MessageID {
  /// Bytes on the left; lines of a message are at most 998 long. A longer one is cut and closed with a hash.
  private static let longest = 600

  static func text(of article: Article) -> String {
    if let guid = article.guid, !guid.isEmpty { return text(guid: guid) }
    if let link = article.link, !link.isEmpty { return text(kind: "l", link) }
    let date = (article.published ?? article.updated).map(FeedDate.text) ?? ""
    return text(kind: "t", article.title + "\n" + date)
  }

  static func text(guid: String) -> String { text(kind: "g", guid) }

  private static func text(kind: String, _ id: String) -> String {
    var left = kind + "."
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        left.unicodeScalars.append(Unicode.Scalar(byte))
      default: left += "%" + MailHead.hex(byte)
      }
      if left.utf8.count > longest {
        left += "." + String(hash(id), radix: 16)
        break
      }
    }
    return left + "@" + MailboxWriter.host
  }

  /// FNV-1a, 64 bits: it parts what has 600 bytes in common, nothing more.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
