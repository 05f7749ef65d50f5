/// A title of which nobody says whether it is HTML: RSS leaves it open, and `List<String>` is as common as `<b>now</b>`.
///
/// What looks like a tag is one when it stands there as one: an element of running text, one that has attributes, or one
/// that is closed again. Every other is text that was meant to be read.
struct LooseTitle {
  /// The title as HTML, with the `<` of what is no tag escaped.
  private(set) var html: [UInt8] = []

  private struct Tag {
    /// Offset of its `<`.
    var offset: Int
    var hash: UInt64
    var isEnd: Bool
    var isPlainly: Bool
  }

  init(_ title: Bytes) {
    let tags = Self.tags(of: title)
    let starts = Set(tags.lazy.filter { !$0.isEnd }.map(\.hash))
    var lastEnds: [UInt64: Int] = [:]
    for tag in tags where tag.isEnd { lastEnds[tag.hash] = tag.offset }
    html.reserveCapacity(title.count + 16)
    var start = 0
    for tag in tags where !tag.isPlainly {
      let isPaired = tag.isEnd ? starts.contains(tag.hash) : lastEnds[tag.hash].map { $0 > tag.offset } ?? false
      guard !isPaired else { continue }
      html += title[at: start..<tag.offset]
      html.append("&lt;")
      start = tag.offset + 1
    }
    html += title[at: start..<title.count]
  }

  private static func tags(of title: Bytes) -> [Tag] {
    var tags: [Tag] = []
    var tokens = HTMLTokens(title)
    while let token = tokens.next() {
      switch token {
      case .start(let name, let hash, _):
        let isPlainly = isOfText(hash) || tokens.attributes.contains { !$0.value.isEmpty }
        tags.append(Tag(offset: name.lowerBound - 1, hash: hash, isEnd: false, isPlainly: isPlainly))
      case .end(let name, let hash):
        tags.append(Tag(offset: name.lowerBound - 2, hash: hash, isEnd: true, isPlainly: isOfText(hash)))
      case .text, .section: break
      }
    }
    return tags
  }

  /// Elements that titles hold for their looks, closed or not.
  private static func isOfText(_ hash: UInt64) -> Bool {
    guard let element = HTMLElement.named(hash) else { return false }
    switch element {
    case .p, .div, .br, .img, .wbr, .hr: return true
    default: return element.isInline
    }
  }
}
