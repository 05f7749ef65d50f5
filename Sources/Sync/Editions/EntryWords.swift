import Edition
import Foundation
import Markup
import News
import Store

extension NewEntry {
  /// A proven entry as the store takes it: its words made safe.
  init(_ entry: Entry) {
    let frame = EntryWords.frame(of: entry)
    self.init(
      place: entry.index, bytes: entry.bytes, leaf: entry.leaf.bytes, content: EntryWords.content(entry, frame: frame),
      body: entry.body.map { NewBody($0, frame: frame) })
  }
}

extension NewBody {
  init(_ body: EntryBody, frame: BodyFrame?) {
    self.init(
      segment: body.segment, start: body.offset, length: body.length, sha256: body.sha256.hex,
      packed: body.packed?.hex, type: body.type, frame: frame)
  }
}

extension EntryBody {
  /// Nil where the store has no hash in it.
  init?(_ body: NewBody) {
    guard let sha256 = TreeHash(hex: body.sha256) else { return nil }
    self.init(
      segment: body.segment, offset: body.start, length: body.length, sha256: sha256, type: body.type,
      packed: body.packed.flatMap { TreeHash(hex: $0) })
  }
}

/// What an entry says, as the rows of the store want it. All text is a stranger's and is made safe here.
enum EntryWords {
  static func content(_ entry: Entry, frame: BodyFrame?) -> NewEntry.Content {
    guard let head = entry.head else { return entry.content == .removed ? .removed : .unknown }
    return switch entry.content {
    case .article(let article): .article(self.article(article, head, frame), files: article.media.map(SignedFile.init))
    case .message(let message): .article(self.message(message, head), files: [])
    case .retraction(let of, let note): .retraction(of: of, note: note.map(line), time: head.time)
    case .mirrors(let mirrors): .mirrors(mirrors.map(SignedMirror.init))
    case .boards(let lists): .lists("boards", lists.map(SignedList.init))
    case .sections(let lists): .lists("sections", lists.map(SignedList.init))
    case .unknown, .unreadable: .unknown
    case .removed: .removed
    case .letter: .letter
    case .receipt(let hashes): .receipt(hashes, time: head.time)
    case .root, .removal: .other
    }
  }

  /// What shows until the body is here: the summary, and the pictures with their words.
  private static func article(_ article: EntryArticle, _ head: EntryHead, _ frame: BodyFrame?) -> Article {
    let summary = article.summary.map { HTMLCleaner.clean(plain: $0) } ?? CleanHTML()
    return Article(
      guid: head.id, link: article.source.flatMap { LinkBase.link($0, base: nil) }, title: line(article.title),
      authors: [article.byline.map(line)].compactMap { $0 }.filter { !$0.isEmpty },
      published: article.published.flatMap(EntryTime.date) ?? head.time, updated: head.time,
      summary: article.summary == nil ? nil : summary.html, content: summary.html + (frame?.html ?? ""),
      text: [summary.text, frame?.text ?? ""].filter { !$0.isEmpty }.joined(separator: "\n"),
      sections: article.sections.map(line), language: article.language, isUrgent: article.isUrgent)
  }

  private static func message(_ message: EntryMessage, _ head: EntryHead) -> Article {
    let text = HTMLCleaner.clean(plain: message.text ?? "")
    return Article(
      guid: head.id, title: line(message.title), authors: [message.byline.map(line)].compactMap { $0 },
      published: head.time, updated: head.time, content: text.html, text: text.text, sections: [line(message.board)],
      inReplyTo: message.parent)
  }

  /// An article's pictures and files, as they follow its text. A picture is named by its hash: no address of anybody's stands in it.
  static func frame(of entry: Entry) -> BodyFrame? {
    guard case .article(let article) = entry.content, !article.media.isEmpty else { return nil }
    var html = ""
    var texts: [String] = []
    for media in article.media {
      let words = [media.caption, media.type.hasPrefix("image/") ? media.alt : nil].compactMap { $0 }.map(line)
      let path = TreePath.blob(media.name).text
      let body =
        media.type.hasPrefix("image/")
        ? "<img src=\"\(path)\" alt=\"\(escaped(line(media.alt ?? "")))\">"
        : "<p>\(escaped(line(media.type))) · \(media.size)</p>"
      let caption = media.caption.map { "<figcaption>\(escaped(line($0)))</figcaption>" } ?? ""
      html += "<figure>\(body)\(caption)</figure>"
      texts += words
    }
    return BodyFrame(html: html, text: texts.joined(separator: "\n"))
  }

  /// What of the frame follows a body that may show some of its pictures itself.
  static func rest(of frame: BodyFrame?, beside body: String) -> BodyFrame? {
    guard var rest = frame else { return nil }
    let figures = rest.html.components(separatedBy: "<figure>").dropFirst().filter { figure in
      guard let start = figure.range(of: "src=\"blob/"), let end = figure[start.upperBound...].firstIndex(of: "\"")
      else { return true }
      return !body.contains("blob/" + figure[start.upperBound..<end] + "\"")
    }
    if figures.isEmpty { return nil }
    rest.html = figures.map { "<figure>" + $0 }.joined()
    return rest
  }

  /// A body's bytes as safe HTML with its text.
  static func body(_ bytes: [UInt8], type: String) -> CleanHTML {
    let text = String(decoding: bytes, as: UTF8.self)
    return type.lowercased().hasPrefix("text/html") || type.lowercased().hasPrefix("application/xhtml")
      ? HTMLCleaner.clean(text, base: nil) : HTMLCleaner.clean(plain: text)
  }

  /// One line without control characters.
  private static func line(_ text: String) -> String {
    HTMLCleaner.clean(plain: text).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.append(character)
      }
    }
    return out
  }
}

extension SignedFile {
  init(_ media: EntryMedia) {
    self.init(
      sha256: media.name.text, type: media.type, size: media.size, caption: media.caption, alt: media.alt,
      width: media.width, height: media.height)
  }
}

extension SignedMirror {
  init(_ mirror: EntryMirror) {
    self.init(
      url: mirror.url, operatorName: mirror.operatorName, country: mirror.country, addresses: mirror.addresses,
      pins: mirror.pins, capabilities: mirror.capabilities, first: mirror.first)
  }
}

extension SignedList {
  init(_ list: EntryList) { self.init(name: list.name, titles: list.titles, descriptions: list.descriptions) }
}
