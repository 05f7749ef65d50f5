public import News

/// Articles as messages of a mailbox: mbox (RFC 4155, in its form mboxrd), each a message of RFC 5322 with MIME parts in
/// UTF-8, in 7 bits, so that nothing on its way has to change it. `MailboxReader` reads them back as they were.
///
/// A message's id is made from the article's, so that an answer (`In-Reply-To`) names the message that it answers, and the
/// same article exported twice is one message to a mail reader.
public enum MailboxWriter {
  /// Hosts below `.invalid` belong to nobody (RFC 2606): no answer by mail can go astray.
  static let host = "wirecopy.invalid"

  /// One message with the `From ` line before it and the empty line after it.
  public static func message(_ kept: KeptArticle) -> [UInt8] {
    let article = kept.article
    let time = article.published ?? article.updated ?? kept.arrived
    var head = MailHead()
    let author = article.authors.first.flatMap { $0.isEmpty ? nil : $0 } ?? kept.newsroom
    head.phrase("From", author, before: " <news@\(host)>")
    head.field("Subject", article.title)
    head.plain("Date", MailDate.text(time))
    head.plain("Message-ID", "<\(MessageID.text(of: article))>")
    if let parent = article.inReplyTo {
      head.plain("In-Reply-To", "<\(MessageID.text(guid: parent))>")
      head.plain("References", "<\(MessageID.text(guid: parent))>")
    }
    if let language = article.language, language.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      head.plain("Content-Language", language)
    }
    if !article.sections.isEmpty { head.list("Keywords", article.sections) }
    if article.isUrgent { head.plain("Importance", "high") }
    head.plain("Status", kept.isRead ? "RO" : "O")
    if kept.isStarred { head.plain("X-Status", "F") }
    head.field("X-Wirecopy-Newsroom", kept.newsroom)
    if let guid = article.guid { head.field("X-Wirecopy-ID", guid) }
    if let link = article.link { head.field("X-Wirecopy-Link", link) }
    for author in article.authors.dropFirst() { head.field("X-Wirecopy-Author", author) }
    if article.authors.isEmpty { head.plain("X-Wirecopy-Author", "none") }
    if let parent = article.inReplyTo { head.field("X-Wirecopy-In-Reply-To", parent) }
    if let published = article.published { head.plain("X-Wirecopy-Published", FeedDate.text(published)) }
    if let updated = article.updated { head.plain("X-Wirecopy-Updated", FeedDate.text(updated)) }
    head.plain("X-Wirecopy-Arrived", FeedDate.text(kept.arrived))
    for enclosure in article.enclosures {
      let parts = [enclosure.length.map { "\($0)" } ?? "-", enclosure.type ?? "-", enclosure.url]
      head.field("X-Wirecopy-Enclosure", parts.joined(separator: " "))
    }
    var bytes = Array("From news@\(host) \(MailDate.line(time))\n".utf8)
    var message = head.bytes
    MailBody.append(text: article.text, html: article.content ?? article.summary, to: &message)
    append(quoted: message, to: &bytes)
    bytes.append(0x0A)
    return bytes
  }

  /// mboxrd: a line of any number of `>` and `From ` gets one `>` more, which a reader takes away.
  static func append(quoted message: [UInt8], to bytes: inout [UInt8]) {
    let from = Array("From ".utf8)
    for line in message.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      if line.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: from) { bytes.append(UInt8(ascii: ">")) }
      bytes += line
      bytes.append(0x0A)
    }
  }
}
