import Foundation
import News

/// A rule of what is kept, in words: what the page shows is what can be typed there.
///
///     30 days, 1000 articles, 50 MB pictures, 200 MB all, pictures ahead, 5 MB each, starred too, unread too
///     forever
enum KeepingWords {
  static func text(_ policy: KeepingPolicy?, isWhole: Bool) -> String {
    guard let policy else { return isWhole ? "forever" : "usual" }
    var parts: [String] = []
    if let days = policy.days { parts.append("\(days) days") }
    if let articles = policy.articles { parts.append("\(articles) articles") }
    if let bytes = policy.pictureBytes { parts.append("\(megabytes(bytes)) MB pictures") }
    if let bytes = policy.totalBytes { parts.append("\(megabytes(bytes)) MB all") }
    if policy.fetchesAhead { parts.append("pictures ahead") }
    if let bytes = policy.fileBytes { parts.append("\(megabytes(bytes)) MB each") }
    if policy.expiresStarred { parts.append("starred too") }
    if policy.expiresUnread { parts.append("unread too") }
    return parts.isEmpty ? "forever" : parts.joined(separator: ", ")
  }

  /// The rule in the reader's language, as it is shown.
  static func shown(_ policy: KeepingPolicy?, isWhole: Bool, _ common: Common) -> String {
    let forever: Phrase = "forever"
    let usual: Phrase = "usual"
    guard let policy else { return common.text(isWhole ? forever : usual) }
    var rules: [Phrase] = []
    if let days = policy.days { rules.append(Phrase(days, one: "%1 day", many: "%1 days")) }
    if let articles = policy.articles { rules.append(Phrase(articles, one: "%1 article", many: "%1 articles")) }
    if let bytes = policy.pictureBytes { rules.append("\(Int(megabytes(bytes))) MB pictures") }
    if let bytes = policy.totalBytes { rules.append("\(Int(megabytes(bytes))) MB all") }
    if policy.fetchesAhead { rules.append("pictures ahead") }
    if let bytes = policy.fileBytes { rules.append("\(Int(megabytes(bytes))) MB each") }
    if policy.expiresStarred { rules.append("starred too") }
    if policy.expiresUnread { rules.append("unread too") }
    return rules.isEmpty ? common.text(forever) : rules.map { common.text($0) }.joined(separator: ", ")
  }

  private static func megabytes(_ bytes: Int64) -> Int64 { bytes / 1_000_000 }

  struct Wrong: Error { var phrase: Phrase }

  /// The rule that a text says; nil for `usual`: that of the whole holds.
  static func read(_ text: String, isWhole: Bool) -> Result<KeepingPolicy?, Wrong> {
    let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      .filter { !$0.isEmpty }
    if parts == ["usual"] || parts.isEmpty { return isWhole ? .success(.everything) : .success(nil) }
    var policy = KeepingPolicy()
    for part in parts where part != "forever" {
      let words = part.split(separator: " ").map(String.init)
      let number = words.first.flatMap { Int64($0) }.flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
      switch (words.dropFirst().joined(separator: " "), number) {
      case ("days", let number?), ("day", let number?): policy.days = Int(number)
      case ("articles", let number?), ("article", let number?): policy.articles = Int(number)
      case ("mb pictures", let number?) where number <= 1_000_000: policy.pictureBytes = number * 1_000_000
      case ("mb all", let number?) where isWhole && number <= 1_000_000: policy.totalBytes = number * 1_000_000
      case ("mb each", let number?) where number <= 1_000: policy.fileBytes = number * 1_000_000
      case ("ahead", nil) where words[0] == "pictures": policy.fetchesAhead = true
      case ("too", nil) where words[0] == "starred": policy.expiresStarred = true
      case ("too", nil) where words[0] == "unread": policy.expiresUnread = true
      case ("mb all", _):
        return .failure(Wrong(phrase: "MB all is a rule of the whole: the first line of this page"))
      default: return .failure(Wrong(phrase: "\(part) is no rule; write \(example)"))
      }
    }
    return .success(policy)
  }

  static let example = "30 days, 1000 articles, 50 MB pictures, pictures ahead, starred too, unread too, forever"
}
