import Markup

/// Whether a feed's articles are whole: what its first ones carry beside their links.
///
/// A cut text ends in an ellipsis or an invitation to read on. A summary without content is one where Atom calls it so or
/// where it is short. An article without a title is a post that is short by itself, one without a link has nothing more.
struct ExcerptCount {
  private static let sample = 30
  /// Bytes of text below which a description that stands alone is taken for a summary: some two hundred words.
  private static let short = 1200

  private var excerpts = 0
  private var counted = 0

  /// Most of them are.
  var isMost: Bool { counted > 0 && excerpts * 3 >= counted * 2 }

  mutating func count(_ draft: FeedDraft) {
    guard counted < Self.sample, draft.link != nil || draft.isPermanentLink, draft.hasHeading else { return }
    counted += 1
    if let content = draft.content {
      if Self.isCut(content) { excerpts += 1 }
    } else if let summary = draft.summary ?? draft.secondSummary ?? draft.mediaDescription {
      if draft.isSummary || summary.bytes.count < Self.short || Self.isCut(summary) { excerpts += 1 }
    } else {
      excerpts += 1
    }
  }

  /// Ends as cut texts do, WordPress's line about where a post appeared first left aside.
  private static func isCut(_ marked: MarkedText) -> Bool {
    var tail = MarkedText(bytes: Array(marked.bytes.suffix(2048)), kind: marked.kind, base: nil).clean.text[...]
    if let line = tail.lastIndex(of: "\n"), tail[line...].contains("appeared first on") { tail = tail[..<line] }
    let end = tail.suffix(48).lowercased().trimmingSuffix { !$0.isLetter && !$0.isNumber && !"….]）)".contains($0) }
    return ends.contains { end.hasSuffix($0) }
  }

  private static let ends = [
    "…", "...", "[…]", "[...]", "[..]", "(…)", "(...)", "read more", "continue reading", "read the rest", "more...",
    "keep reading", "full story", "read on", "read full article", "더 보기", "더보기", "계속 읽기", "전문 보기", "자세히 보기", "続きを読む",
    "もっと見る", "阅读全文",
    "閱讀全文", "继续阅读", "繼續閱讀", "lire la suite", "weiterlesen", "mehr lesen", "leer más", "seguir leyendo", "leia mais",
    "continua a leggere", "leggi tutto", "читать далее", "читать дальше", "читати далі", "đọc tiếp", "czytaj dalej",
    "lees verder", "devamını oku",
  ]
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
