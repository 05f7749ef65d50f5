import Seal

/// Which drops the desk has opened: `receipts.json`. Each gets one receipt, in the next publication.
struct ReceiptBook: Codable {
  /// Hashes that wait, by the drop's name; lower-case hex.
  var waiting: [String: String] = [:]
  /// Names of drops whose receipts were queued for publication.
  var done: Set<String> = []
  /// What was said last of a report, by its drop's name, beside that it was received.
  var words: [String: ReceiptHash.Word]?

  /// Under which the hash of a word waits beside that of the receipt.
  static func key(ofWordAbout drop: String) -> String { drop + " word" }
}
