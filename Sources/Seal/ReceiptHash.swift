/// What a desk publishes of a report that it has opened: SHA-256 of the nonce that only the report says, then of the drop's own
/// hash, as bytes. Only who wrote the report, and who opened it, can tell it from random bytes.
public enum ReceiptHash {
  public static func of(nonce: [UInt8], drop: [UInt8]) -> [UInt8] { Digest.of(nonce + drop) }
}
