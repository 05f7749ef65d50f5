import Foundation
import Markup
public import News

/// A mailbox's messages as articles: those of `MailboxWriter` as they were, those of others by what mail has of an article.
/// mbox in its forms mboxrd and mboxo; line ends of either kind.
public enum MailboxReader {
  /// Bytes that are read of one message; the rest of it is left out.
  static let mostBytes = 32 << 20

  /// Begins as a mailbox does.
  public static func isMailbox(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("From ".utf8)) }

  /// Each message in its order. `newsroom` of a message that names none is empty.
  public static func read(_ bytes: [UInt8], each: (KeptArticle) throws -> Void) rethrows {
    let from = Array("From ".utf8)
    var message: [UInt8] = []
    var isInside = false
    // A line that begins so begins a message only behind an empty line, or at the start.
    var isAfterEmpty = true
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      var line = bytes[start..<end]
      if line.last == 0x0D { line = line.dropLast() }
      start = end < bytes.endIndex ? end + 1 : end
      if isAfterEmpty, line.starts(with: from) {
        if isInside { try each(article(MailMessage(ended(message)))) }
        message.removeAll(keepingCapacity: true)
        isInside = true
        isAfterEmpty = false
        continue
      }
      isAfterEmpty = line.isEmpty
      guard isInside, message.count + line.count < mostBytes else { continue }
      let isQuoted = line.first == UInt8(ascii: ">") && line.drop { $0 == UInt8(ascii: ">") }.starts(with: from)
      message += isQuoted ? line.dropFirst() : line
      message.append(0x0A)
    }
    if isInside { try each(article(MailMessage(ended(message)))) }
  }

  /// Without the empty line that parts it from the next one.
  private static func ended(_ message: [UInt8]) -> ArraySlice<UInt8> {
    message.suffix(2) == [0x0A, 0x0A] ? message.dropLast() : message[...]
  }

  private static func article(_ message: MailMessage) -> KeptArticle {
    let date = { (name: String) in message.raw(name).flatMap(FeedDate.date) }
    let isOurs = message.raw("x-wirecopy-newsroom") != nil
    let sent = date("date")
    let html = message.html ?? ""
    let clean =
      html.isEmpty
      ? HTMLCleaner.clean(plain: message.plain ?? "")
      : HTMLCleaner.clean(html, base: message.field("x-wirecopy-link"))
    // Ours were made safe before: their text is what is compared, to the letter.
    let text = isOurs ? message.plain.map(SafeText.clean) ?? clean.text : clean.text
    let article = Article(
      guid: isOurs ? message.field("x-wirecopy-id").map(SafeText.clean) : message.raw("message-id").map(bare),
      link: message.field("x-wirecopy-link").flatMap(link), title: line(message.field("subject") ?? ""),
      authors: authors(message), published: isOurs ? date("x-wirecopy-published") : sent,
      updated: date("x-wirecopy-updated"), content: isOurs && html.isEmpty ? nil : clean.html, text: text,
      sections: sections(message),
      language: message.raw("content-language").flatMap { $0.withBytes { LanguageTag.read($0) } },
      enclosures: message.all("x-wirecopy-enclosure").compactMap(enclosure),
      inReplyTo: isOurs
        ? message.field("x-wirecopy-in-reply-to").map(SafeText.clean) : message.raw("in-reply-to").map(bare),
      isUrgent: message.raw("importance")?.lowercased() == "high")
    return KeptArticle(
      article, newsroom: line(message.field("x-wirecopy-newsroom") ?? ""),
      arrived: date("x-wirecopy-arrived") ?? sent ?? Date(timeIntervalSince1970: 0),
      isRead: message.raw("status")?.contains("R") ?? false, isStarred: message.raw("x-status")?.contains("F") ?? false)
  }

  private static func line(_ text: String) -> String {
    SafeText.clean(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private static func bare(_ id: String) -> String {
    SafeText.clean(String(id.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }))
  }

  /// Absolute, of a kind that can do no harm.
  private static func link(_ text: String) -> String? {
    let lower = text.prefix(8).lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
    return LinkBase.link(text, base: nil)
  }

  private static func authors(_ message: MailMessage) -> [String] {
    let more = message.all("x-wirecopy-author").map(line)
    if message.raw("x-wirecopy-author") == "none" { return [] }
    guard let from = message.raw("from") else { return more }
    let name = MailWords.decode(unquoted(String(from.prefix { $0 != "<" })))
    return ([line(name)] + more).filter { !$0.isEmpty }
  }

  private static func sections(_ message: MailMessage) -> [String] {
    guard let value = message.raw("keywords") else { return [] }
    var phrases: [String] = []
    var phrase = ""
    var isQuoted = false
    var isEscaped = false
    for character in value.prefix(16_384) {
      switch character {
      case "," where !isQuoted:
        phrases.append(phrase)
        phrase = ""
        continue
      case "\"" where !isEscaped: isQuoted.toggle()
      default: break
      }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      phrase.append(character)
    }
    return (phrases + [phrase]).map { line(MailWords.decode(unquoted($0))) }.filter { !$0.isEmpty }
  }

  /// A phrase without its quotation marks and backslashes.
  private static func unquoted(_ text: String) -> String {
    let text = text.trimmingCharacters(in: .whitespaces)
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2 else { return text }
    var plain = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      plain.append(character)
      isEscaped = false
    }
    return plain
  }

  private static func enclosure(_ text: String) -> Enclosure? {
    let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count == 3, let url = link(parts[2]) else { return nil }
    return Enclosure(url: url, type: parts[1] == "-" ? nil : line(parts[1]), length: Int64(parts[0]))
  }
}
