public import News

/// A filed report with all that packing it needs.
public struct Filing: Hashable, Sendable {
  public var report: OutboxReport
  /// 32 bytes that only the report says: a receipt proves by them that it was opened.
  public var nonce: [UInt8]
  /// Paths of the kept copies, in the order of the report's attachments.
  public var files: [String]

  public init(report: OutboxReport, nonce: [UInt8], files: [String]) {
    self.report = report
    self.nonce = nonce
    self.files = files
  }
}
