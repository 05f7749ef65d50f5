import Foundation
import News

/// The place of a text that a query matched, in pieces.
enum Snippet {
  /// Characters shown, and those of them before the first match.
  static let length = 160
  static let lead = 40

  /// From the text; from its beginning where only the title matched.
  static func make(_ text: [UInt8], _ query: SearchQuery) -> [SearchHit.Piece] {
    let folded = FoldedText(text, origins: true)
    let matches = ranges(folded, query)
    let source = String(decoding: folded.source, as: UTF8.self)
    let utf8 = source.utf8
    func index(_ offset: Int) -> String.Index {
      let index = utf8.index(utf8.startIndex, offsetBy: min(offset, utf8.count))
      return index < source.endIndex ? source.rangeOfComposedCharacterSequence(at: index).lowerBound : index
    }
    let first = matches.first.map { index($0.lowerBound) } ?? source.startIndex
    let start = source.index(first, offsetBy: -lead, limitedBy: source.startIndex) ?? source.startIndex
    let end = source.index(start, offsetBy: length, limitedBy: source.endIndex) ?? source.endIndex
    var pieces: [SearchHit.Piece] = []
    func add(_ range: Range<String.Index>, isMatch: Bool) {
      guard !range.isEmpty else { return }
      pieces.append(.init(oneLine(source[range]), isMatch: isMatch))
    }
    var place = start
    for match in matches {
      let lower = max(index(match.lowerBound), place)
      let upper = min(index(match.upperBound), end)
      guard lower < upper else { continue }
      add(place..<lower, isMatch: false)
      add(lower..<upper, isMatch: true)
      place = upper
    }
    add(place..<max(place, end), isMatch: false)
    if start > source.startIndex { pieces.insert(.init("…"), at: 0) }
    if end < source.endIndex { pieces.append(.init("…")) }
    return pieces
  }

  /// Where the pieces of the query stand, in bytes of the source, in order and not overlapping.
  private static func ranges(_ folded: FoldedText, _ query: SearchQuery) -> [Range<Int>] {
    let all = query.pieces.flatMap { folded.matches($0, limit: 200) }
      .map { Int(folded.origins[$0.lowerBound])..<Int(folded.origins[$0.upperBound]) }
      .sorted { $0.lowerBound < $1.lowerBound }
    var ranges: [Range<Int>] = []
    for range in all {
      if let last = ranges.last, range.lowerBound < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  private static func oneLine(_ text: Substring) -> String {
    var line = ""
    for character in text {
      if character.isWhitespace {
        if line.last != " " { line.append(" ") }
      } else {
        line.append(character)
      }
    }
    return line
  }
}
