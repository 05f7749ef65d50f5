import News

/// What is said of a report in a line.
enum DraftLine {
  /// Its title; of one without, how its text begins.
  static func title(_ report: Report, _ common: Common) -> String {
    let title = report.title.contains { !$0.isWhitespace } ? report.title : opening(report.body)
    return title.isEmpty ? common.text("(no title)") : title
  }

  private static func opening(_ body: String) -> String {
    let line = body.prefix(2_000).split(whereSeparator: \.isNewline).first { $0.contains { !$0.isWhitespace } }
    return line.map { String($0.drop(while: \.isWhitespace).prefix(200)) } ?? ""
  }

  static func kind(_ report: Report) -> Phrase {
    switch (report.kind, report.version) {
    case (.report, ...1): "report"
    case (.alert, ...1): "alert"
    case (.correction, ...1): "correction"
    case (.report, let version): "report, version \(version)"
    case (.alert, let version): "alert, version \(version)"
    case (.correction, let version): "correction, version \(version)"
    }
  }
}
