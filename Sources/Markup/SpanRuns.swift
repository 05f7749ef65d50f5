import News

/// Text of one paragraph while it is read: runs of one style each, white space folded.
struct SpanRuns {
  /// How a run stands in the text around it.
  struct Place: Equatable {
    var style: Document.SpanStyle = []
    var link: Int?
    var note: Int?
  }

  private var runs: [(bytes: [UInt8], place: Place)] = []

  /// Adds text as it stands.
  mutating func add(preformatted text: [UInt8], _ place: Place) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.place == place {
      runs[runs.count - 1].bytes += text
    } else {
      runs.append((text, place))
    }
  }

  /// Adds text, its white space folded with what stands before it.
  mutating func add(_ text: [UInt8], _ place: Place) {
    var text = text
    for i in text.indices where text[i] == 0x0A || text[i] == 0x09 { text[i] = 0x20 }
    let endsInSpace = runs.last?.bytes.last.map { $0 == 0x20 || $0 == 0x0A } ?? true
    if endsInSpace, let first = text.first, first == 0x20 { text.removeFirst(text.prefix { $0 == 0x20 }.count) }
    add(preformatted: text, place)
  }

  /// A hard line end.
  mutating func breakLine(_ place: Place) {
    trimEnd { $0 == 0x20 }
    add(preformatted: [0x0A], place)
  }

  /// The runs so far as spans, without white space at their ends; none are left.
  mutating func take() -> [Document.Span] {
    defer { runs = [] }
    trimEnd { $0 == 0x20 || $0 == 0x0A }
    var spans: [Document.Span] = []
    spans.reserveCapacity(runs.count)
    for run in runs {
      let bytes = spans.isEmpty ? run.bytes.drop { $0 == 0x20 || $0 == 0x0A } : run.bytes[...]
      guard !bytes.isEmpty else { continue }
      spans.append(
        Document.Span(
          String(decoding: bytes, as: UTF8.self), style: run.place.style, link: run.place.link, note: run.place.note))
    }
    return spans
  }

  /// The text of preformatted runs, without empty lines around it.
  func code() -> String {
    var bytes = runs.flatMap(\.bytes)[...]
    if bytes.first == 0x0A { bytes.removeFirst() }
    while bytes.last == 0x0A { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func trimEnd(_ isSpace: (UInt8) -> Bool) {
    while let last = runs.last {
      let kept = last.bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? 0
      if kept > 0 {
        runs[runs.count - 1].bytes.removeLast(last.bytes.count - kept)
        return
      }
      runs.removeLast()
    }
  }
}
