/// What a desk publishes of a report that it has opened: SHA-256 of the nonce that only the report says, then of the drop's own
/// hash, as bytes; for what became of it, then of that word in ASCII. Only who wrote the report, and who opened it, can tell one from
/// random bytes, from that of another word, or from that of another report.
public enum ReceiptHash {
  /// What the desk says.
  public enum Word: String, Hashable, Sendable, Codable, CaseIterable { case received, published, declined }

  public static func of(nonce: [UInt8], drop: [UInt8], saying word: Word = .received) -> [UInt8] {
    Digest.of(nonce + drop + (word == .received ? [] : Array(word.rawValue.utf8)))
  }
}
