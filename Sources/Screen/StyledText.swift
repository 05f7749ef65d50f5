/// Text of several styles that is yet to be set in lines: a title, a paragraph with its links.
public struct StyledText: Hashable, Sendable {
  /// A run of one style.
  public struct Span: Hashable, Sendable {
    /// From outside, as it came; `\n` ends a line.
    public var text: String
    public var style: Style
    /// The number of the link that it belongs to.
    public var link: Int?
    public init(_ text: String, style: Style = .normal, link: Int? = nil) {
      self.text = text
      self.style = style
      self.link = link
    }
  }

  public var spans: [Span]

  public init(spans: [Span] = []) { self.spans = spans }
  public init(_ text: String, style: Style = .normal, link: Int? = nil) {
    spans = [Span(text, style: style, link: link)]
  }

  public mutating func append(_ text: String, style: Style = .normal, link: Int? = nil) {
    spans.append(Span(text, style: style, link: link))
  }

  /// Sets the text in lines of no more than `width` columns (at least 2, which a wide letter needs; at 1 it is shown as
  /// `?`). Always at least one line. Spaces where a line is broken are left out; nothing else is.
  public func lines(width: Int) -> [StyledLine] {
    LineSetter(spans, width: width).lines
  }
}

/// One line as it is drawn.
public struct StyledLine: Hashable, Sendable {
  /// A piece of one style, made visible.
  public struct Piece: Hashable, Sendable {
    public var text: String
    public var style: Style
    public var link: Int?
    public var columns: Int
    public init(_ text: String, style: Style, link: Int? = nil, columns: Int) {
      self.text = text
      self.style = style
      self.link = link
      self.columns = columns
    }
  }

  public var pieces: [Piece]
  public var columns: Int { pieces.reduce(0) { $0 + $1.columns } }
  public var text: String { pieces.map(\.text).joined() }
  public init(pieces: [Piece] = []) { self.pieces = pieces }
}

extension Grid {
  /// Writes a line in its own styles, as `put` of a text does.
  /// - Returns: the column after the last one written.
  @discardableResult
  public mutating func put(_ line: StyledLine, column: Int, row: Int, limit: Int = .max) -> Int {
    var at = column
    for piece in line.pieces {
      let used = at - column
      guard used < limit else { break }
      let next = put(piece.text, column: at, row: row, style: piece.style, limit: limit - used)
      guard next == at + piece.columns else { return next }
      at = next
    }
    return at
  }
}
