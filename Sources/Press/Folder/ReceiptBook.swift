/// Which drops the desk has opened: `receipts.json`. Each gets one receipt, in the next publication.
struct ReceiptBook: Codable {
  /// Hashes that wait, by the drop's name; lower-case hex.
  var waiting: [String: String] = [:]
  /// Names of drops whose receipts were queued for publication.
  var done: Set<String> = []
}
