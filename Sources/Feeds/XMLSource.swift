import Markup

/// A document that is handed on piece by piece, so that no second copy of it stands in memory.
protocol XMLSource: AnyObject {
  /// Hands on what comes next, UTF-8 that ends behind a character; false at the end.
  func next(_ take: (Bytes) -> Void) -> Bool
}

/// A document as it is. Valid as long as the bytes are.
final class WholeSource: XMLSource {
  /// Bytes of a piece, about: libxml2 moves what it has not read yet, again and again.
  private static let pieceLength = 16 * 1024
  private var rest: Bytes

  init(_ bytes: Bytes) { rest = bytes }

  func next(_ take: (Bytes) -> Void) -> Bool {
    guard !rest.isEmpty else { return false }
    var count = min(Self.pieceLength, rest.count)
    while count < rest.count, rest[count] & 0xC0 == 0x80 { count += 1 }
    take(rest[at: 0..<count])
    rest = rest[at: count..<rest.count]
    return true
  }
}

/// A document as it is mended. Valid as long as the bytes are.
final class MendedSource: XMLSource {
  private var mender: XMLMender

  init(_ mender: XMLMender) { self.mender = mender }

  /// The document ended before its root did; known at its end.
  var isCut: Bool { mender.isCut }

  func next(_ take: (Bytes) -> Void) -> Bool {
    mender.mendOn()
    guard !mender.result.isEmpty else { return false }
    mender.result.withUnsafeBufferPointer { piece in
      let pieces = WholeSource(piece)
      while pieces.next(take) {}
    }
    return true
  }
}
