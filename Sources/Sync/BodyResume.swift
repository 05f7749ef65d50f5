import News
import Wire

/// A question for the rest of a document whose beginning came from elsewhere, or from the same mirror before.
///
/// It is asked with the tag of that beginning as its condition (RFC 9110, sections 13.1.5 and 14.2), from a little before its
/// end: the bytes that both sent must be the same. Tags are a server's own words, and two may use one for different bytes.
struct BodyResume: Hashable, Sendable {
  /// What of an answer may be used.
  enum Fit: Hashable, Sendable {
    /// The rest that was asked for.
    case rest
    /// An answer of its own, as if nothing had been said of a range: a whole document, or a refusal.
    case whole
    /// Neither: it must be asked without a range.
    case none
  }

  /// Bytes that are asked for twice, to be compared.
  static let overlap = 4_096
  /// Bytes from which on a beginning is worth it.
  static let least = 16 << 10

  let document: ResumeDocument
  /// The first byte that is asked for.
  let from: Int

  /// - Parameter bytes: how many of the document have come.
  init?(_ document: ResumeDocument, bytes: Int) {
    guard bytes >= Self.least, bytes < document.total else { return nil }
    self.document = document
    from = max(0, bytes - Self.overlap)
  }

  var headers: [WireHeader] {
    [
      WireHeader("Range", "bytes=\(from)-"), WireHeader("If-Range", document.etag),
      // A coding would make other bytes of it.
      WireHeader("Accept-Encoding", "identity"),
    ]
  }

  /// Whether an answer is what was asked for, as far as its head can tell.
  func fit(_ head: WireHead) -> Fit {
    switch head.status {
    case 206: ResumeDocument(head, way: document.way) == document && ContentRange(head)?.first == from ? .rest : .none
    case 304, 416: .none
    default: .whole
    }
  }

  /// Puts the rest behind the beginning.
  ///
  /// - Returns: the document, or nil where the two don't fit: the rest is not all of it, the beginning ends too early, or the
  ///   bytes that both have are not the same.
  func join(_ beginning: consuming [UInt8], _ rest: [UInt8]) -> [UInt8]? {
    guard rest.count == document.total - from, beginning.count <= document.total,
      beginning.count >= from + min(Self.overlap, rest.count),
      beginning[from...].elementsEqual(rest.prefix(beginning.count - from))
    else { return nil }
    let missing = rest.suffix(document.total - beginning.count)
    beginning.reserveCapacity(document.total)
    beginning.append(contentsOf: missing)
    return beginning
  }
}
