/// A picture as the terminal takes it.
public enum Picture: Hashable, Sendable {
  /// Half-blocks in colour: cells like any others, rows of like length.
  case cells([[Cell]])
  /// What a terminal that can draw pictures is sent: see `PictureBytes`.
  case bytes(PictureBytes)
}

/// How a terminal said that it draws pictures.
public enum PictureProtocol: String, Hashable, Sendable {
  /// https://sw.kovidgoyal.net/kitty/graphics-protocol/
  case kitty
  /// Device control strings of DEC's terminals (VT330/VT340, chapter 14).
  case sixel
}

/// A picture in one of these protocols, its framing checked by whoever made it.
///
/// Invariant: two with one `number` are the same; bytes are never compared.
public struct PictureBytes: Hashable, Sendable {
  public let number: Int
  public let form: PictureProtocol
  /// Cells that it covers.
  public let size: Size
  public let bytes: [UInt8]

  public init(number: Int, form: PictureProtocol, size: Size, bytes: [UInt8]) {
    (self.number, self.form, self.size, self.bytes) = (number, form, size, bytes)
  }

  public static func == (one: Self, other: Self) -> Bool { one.number == other.number && one.size == other.size }
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// A picture of a grid, and where its left upper corner is.
public struct PlacedPicture: Hashable, Sendable {
  public var picture: PictureBytes
  public var at: Point
  public var rect: Rect {
    Rect(column: at.column, row: at.row, columns: picture.size.columns, rows: picture.size.rows)
  }
}

/// What a terminal says of itself when it is asked.
public struct PictureSkill: Hashable, Sendable {
  public var form: PictureProtocol?
  /// Width and height of a cell in pixels, where it is known.
  public var cell: Size?
  public init(form: PictureProtocol? = nil, cell: Size? = nil) {
    self.form = form
    self.cell = cell
  }
}
