import Foundation
import Screen

/// Finds a text on a page of lines, without regard to case, and marks where it stands.
struct Finder: Hashable, Sendable {
  var text = ""
  /// Rows that hold it, ascending.
  private(set) var rows: [Int] = []

  mutating func look(in lines: [StyledLine]) { look(in: lines.map(\.text)) }

  mutating func look(in lines: [String]) {
    let wanted = text.lowercased()
    rows = wanted.isEmpty ? [] : lines.indices.filter { lines[$0].lowercased().contains(wanted) }
  }

  /// The next row that holds it, from the top again after the last.
  func next(after row: Int) -> Int? { rows.first { $0 > row } ?? rows.first }
  func previous(before row: Int) -> Int? { rows.last { $0 < row } ?? rows.last }

  /// The line with what was found in it restyled.
  func marked(_ line: StyledLine) -> StyledLine {
    guard !text.isEmpty, line.text.lowercased().contains(text.lowercased()) else { return line }
    let pieces = line.pieces.flatMap { piece -> [StyledLine.Piece] in
      var parts: [StyledLine.Piece] = []
      var rest = piece.text[...]
      while let place = rest.range(of: text, options: .caseInsensitive), !place.isEmpty {
        parts.append(part(rest[..<place.lowerBound], of: piece, isMatch: false))
        parts.append(part(rest[place], of: piece, isMatch: true))
        rest = rest[place.upperBound...]
      }
      parts.append(part(rest, of: piece, isMatch: false))
      return parts.filter { !$0.text.isEmpty }
    }
    return StyledLine(pieces: pieces)
  }

  private func part(_ text: Substring, of piece: StyledLine.Piece, isMatch: Bool) -> StyledLine.Piece {
    var style = piece.style
    if isMatch {
      style.role = .match
      style.isBold = true
    }
    let text = String(text)
    return .init(text, style: style, link: piece.link, columns: TextWidth.columns(of: text))
  }
}
