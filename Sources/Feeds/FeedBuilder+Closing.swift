import Foundation
import Markup
import News

/// What an element says at its end: the text of leaves.
extension FeedBuilder {
  /// A leaf ends: `leaf` is its text.
  func close(_ role: FeedRole) {
    switch role {
    case .entry: closeEntry()
    case .source: if sourceDepth == depth { sourceDepth = nil }
    case .author, .contributor, .taker: closePerson()
    case .tombstone:
      if let tombstone { feed.deleted.append(tombstone) }
      tombstone = nil
    case .generator: closeGenerator()
    case .name:
      person?.name = folded
      person?.hasParts = true
    case .email:
      person?.email = folded
      person?.hasParts = true
    case .uri: person?.hasParts = true
    case .creator: add(author: folded)
    case .editor: if draft == nil, feedAuthors.isEmpty { add(author: folded) }
    case .id: closeID()
    case .link:
      if case .link(false) = pending { leaf.withUnsafeBufferPointer { setLink($0, rank: 3) } }
      pending = nil
    case .published, .updated, .date, .created: closeDate(role)
    case .category:
      if case .category(let isFlag) = pending { add(category: folded, isFlag: isFlag) }
      pending = nil
    case .keywords:
      let text = folded
      let words = text.contains(",") ? text.split(separator: ",").map { $0 } : text.split(separator: " ").map { $0 }
      for word in words { add(category: MarkedText.folded(Array(word.utf8)), isFlag: false) }
    case .language:
      guard let language = folded.withBytes({ LanguageTag.read($0) }) else { return }
      if draft != nil { draft?.language = language } else { feed.language = language }
    case .commentsFeed: leaf.withUnsafeBufferPointer { setComments($0) }
    case .commentCount: draft?.commentCount = Int(folded)
    default: break
    }
  }

  var folded: String { MarkedText.folded(leaf) }

  func closePerson() {
    guard let person, person.depth == depth else { return }
    self.person = nil
    let name =
      [person.name, person.hasParts ? nil : folded, person.email].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
    guard person.isAuthor, !name.isEmpty else { return }
    if tombstone != nil {
      tombstone?.by = name
    } else if sourceDepth != nil {
      draft?.sourceAuthors.append(name)
    } else {
      add(author: name)
    }
  }

  func closeGenerator() {
    guard draft == nil else { return }
    let name = [folded, generatorURL ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    if feed.generator == nil, !name.isEmpty { feed.generator = name }
  }

  func add(author: String) {
    if draft != nil {
      draft?.add(author: author)
    } else if !author.isEmpty, feedAuthors.count < FeedDraft.maximumList, feed.format == .atom {
      feedAuthors.append(author)
    }
  }

  func closeID() {
    guard case .id(let isPermanent, let isAtom) = pending, draft != nil else { return }
    pending = nil
    let id = folded
    guard !id.isEmpty else { return }
    // An Atom id is an IRI: `a/b` is one that rests on the base. An RSS guid is any string.
    if isAtom, !id.contains(":"), id.contains("/"), let absolute = LinkBase.link(id, base: base) {
      draft?.id = absolute
    } else {
      draft?.id = id
    }
    let isURL = leaf.withUnsafeBufferPointer {
      $0.trimmed.hasWord("http://", at: 0) || $0.trimmed.hasWord("https://", at: 0)
    }
    draft?.isPermanentLink = isPermanent && isURL
  }

  func closeDate(_ role: FeedRole) {
    guard let date = leaf.withUnsafeBufferPointer({ FeedDate.date($0) }) else { return }
    guard draft != nil else {
      if role != .created, role != .published || feed.updated == nil { feed.updated = date }
      return
    }
    switch role {
    case .published: draft?.published = date
    case .updated: draft?.updated = date
    case .date where draft?.date == nil: draft?.date = date
    case .created where draft?.created == nil: draft?.created = date
    default: break
    }
  }
}

extension MarkedText {
  static func folded(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { folded($0) } }
}
