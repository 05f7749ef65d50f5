public import Seal

/// A letter as it stands in an entry: words in UTF-8, zeros up to one of four sizes, sealed as an age v1 file to the one-time
/// recipient that a report brought along. Nothing in it names anybody; the stock program makes and opens it, too.
public enum SealedLetter {
  /// Bytes of the words, padding included: what an entry's 64 KiB hold in base 64.
  static let sizes = [1 << 10, 4 << 10, 16 << 10, 32 << 10]
  public static let mostText = 32 << 10
  /// Stanzas of a letter that is tried: who tries all of them does so for each of their reports.
  static let mostStanzas = 4

  /// Nil where the words are none, or too many.
  public static func seal(_ text: String, for recipient: AgeRecipient) throws(AgeFault) -> [UInt8]? {
    var words = Array(text.utf8)
    guard !words.isEmpty, let size = sizes.first(where: { words.count <= $0 }) else { return nil }
    words += [UInt8](repeating: 0, count: size - words.count)
    return try AgeSealer.seal(words, for: [recipient])
  }

  /// The words, and which of the identities opens it; nil for a letter that is somebody else's. What comes out is text from
  /// outside.
  public static func open(_ sealed: [UInt8], with identities: [AgeIdentity]) -> (text: String, identity: Int)? {
    guard sealed.count <= EditionLimits.entry, !identities.isEmpty,
      let words = try? AgeOpener.open(sealed, .identities(identities, mostStanzas: mostStanzas))
    else { return nil }
    let place = identities.firstIndex {
      (try? AgeOpener.open(sealed, .identities([$0], mostStanzas: mostStanzas))) != nil
    }
    let text = words.prefix(words.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)
    return (String(decoding: text, as: UTF8.self), place ?? 0)
  }
}
