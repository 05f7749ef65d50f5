/// A body as paragraphs: what the reader page lays out. Made by `Markup` from untrusted HTML.
public struct Document: Hashable, Sendable {
  public var blocks: [Block]
  /// Targets of the numbered links; link `n` on the screen is `links[n - 1]`.
  public var links: [Link]
  /// Footnotes, taken out of `blocks`: what `Span.note` refers to, note `n` is `notes[n - 1]`. They read well below the
  /// text and above the list of links.
  public var notes: [Note]

  public init(blocks: [Block] = [], links: [Link] = [], notes: [Note] = []) {
    self.blocks = blocks
    self.links = links
    self.notes = notes
  }

  /// A footnote, without the link by which a page leads back to its mark.
  public struct Note: Hashable, Sendable {
    /// As the text writes it, without brackets: `1`, `*`.
    public var mark: String
    public var blocks: [Block]
    public init(mark: String, blocks: [Block]) {
      self.mark = mark
      self.blocks = blocks
    }
  }

  public struct Link: Hashable, Sendable {
    /// Absolute `http`, `https`, `mailto`, `magnet` or `geo`, or relative where no base was known.
    public var url: String
    public init(url: String) { self.url = url }
  }

  public indirect enum Block: Hashable, Sendable {
    /// `level` 1 to 6.
    case heading(level: Int, [Span])
    case paragraph([Span])
    /// `start` is the first number of an ordered list, nil for bullets.
    case list(start: Int?, items: [[Block]])
    case quote([Block])
    /// Preformatted, lines as they stand.
    case code(String)
    case table(Table)
    case definitions([Definition])
    case figure(Figure)
    case rule
  }

  /// A run of text in one style; `"\n"` in it is a hard line break.
  public struct Span: Hashable, Sendable {
    public var text: String
    public var style: SpanStyle
    /// Number of the link that it is part of, from 1.
    public var link: Int?
    /// Number of the footnote whose mark it is, from 1: `text` is that mark.
    public var note: Int?
    public init(_ text: String, style: SpanStyle = [], link: Int? = nil, note: Int? = nil) {
      self.text = text
      self.style = style
      self.link = link
      self.note = note
    }
  }

  public struct SpanStyle: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let strong = SpanStyle(rawValue: 1)
    public static let emphasis = SpanStyle(rawValue: 2)
    public static let code = SpanStyle(rawValue: 4)
    public static let deleted = SpanStyle(rawValue: 8)
    public static let inserted = SpanStyle(rawValue: 16)
    public static let superscript = SpanStyle(rawValue: 32)
    public static let `subscript` = SpanStyle(rawValue: 64)
    public static let ruby = SpanStyle(rawValue: 128)
  }

  public struct Table: Hashable, Sendable {
    public var header: [[Span]]
    public var rows: [[[Span]]]
    public init(header: [[Span]] = [], rows: [[[Span]]]) {
      self.header = header
      self.rows = rows
    }
  }

  public struct Definition: Hashable, Sendable {
    public var term: [Span]
    public var meaning: [Block]
    public init(term: [Span], meaning: [Block]) {
      self.term = term
      self.meaning = meaning
    }
  }

  public struct Figure: Hashable, Sendable {
    /// Absolute URL of the picture, where one is known.
    public var source: String?
    public var alt: String
    public var caption: [Span]
    public init(source: String? = nil, alt: String, caption: [Span] = []) {
      self.source = source
      self.alt = alt
      self.caption = caption
    }
  }
}
