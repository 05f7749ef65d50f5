import Screen

/// A text beside its label, its further lines set below one another: keys and what they do.
enum LabelledText {
  /// - Parameter indent: columns of the label; a longer one has a line of its own.
  static func lines(_ label: String, _ text: StyledText, indent: Int, width: Int) -> [StyledLine] {
    let head = StyledText(label, style: Style(.code, bold: true)).lines(width: max(2, width))
    let isLong = head.count > 1 || head[0].columns > indent - 1
    let set = text.lines(width: max(8, width - indent)).enumerated().map { number, line in
      let first = number == 0 && !isLong ? head[0].pieces : []
      let pad = indent - first.reduce(0) { $0 + $1.columns }
      return StyledLine(
        pieces: first + [.init(String(repeating: " ", count: pad), style: .normal, columns: pad)] + line.pieces)
    }
    return isLong ? head + set : set
  }
}
