public import News

/// Files that are being copied and cleaned for drafts: a report is not filed without one that is still to come.
public struct FilesUnderWay: Hashable, Sendable {
  private var counts: [ReportNumber: Int] = [:]

  public init() {}

  public func has(_ draft: ReportNumber) -> Bool { counts[draft] != nil }

  public mutating func begin(_ draft: ReportNumber) { counts[draft, default: 0] += 1 }

  /// One of them is there, or was refused.
  public mutating func end(_ draft: ReportNumber) {
    guard let count = counts[draft] else { return }
    counts[draft] = count > 1 ? count - 1 : nil
  }
}
