import Foundation
public import News

/// What is to be hidden, and for how long.
public struct MuteWish: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    case author(String)
    case word(String)
    /// The thread that this article belongs to.
    case thread(of: ArticleID)
  }
  public var subject: Subject
  /// Only in this newsroom; nil for all.
  public var newsroom: NewsroomID?
  /// nil: until it is taken away.
  public var days: Int?
  public init(subject: Subject, newsroom: NewsroomID? = nil, days: Int? = nil) {
    (self.subject, self.newsroom, self.days) = (subject, newsroom, days)
  }

  /// Reads `author`, `author NAME`, `word WORDS`, `thread`, each with `for 7 days` (`weeks`, `d`, `w`) behind it.
  /// - Parameter headline: what is selected: whose author and thread are meant, and where.
  /// - Throws: what is wrong and what to write, as a phrase.
  static func read(_ text: String, of headline: Headline) -> Result<MuteWish, Wrong> {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let kind = words.first?.lowercased() else { return .failure(Wrong()) }
    words.removeFirst()
    var days: Int?
    if let place = words.lastIndex(where: { $0.lowercased() == "for" }), place + 1 < words.count,
      let found = Self.days(words[(place + 1)...].joined(separator: " "))
    {
      days = found
      words.removeSubrange(place...)
    }
    let rest = words.joined(separator: " ")
    switch kind {
    case "author":
      let name = rest.isEmpty ? headline.byline ?? "" : rest
      guard !name.isEmpty else { return .failure(Wrong(phrase: "this article names no author")) }
      return .success(MuteWish(subject: .author(name), newsroom: headline.newsroom, days: days))
    case "word" where !rest.isEmpty: return .success(MuteWish(subject: .word(rest), days: days))
    case "thread" where rest.isEmpty:
      return .success(MuteWish(subject: .thread(of: headline.id), newsroom: headline.newsroom, days: days))
    default: return .failure(Wrong())
    }
  }

  struct Wrong: Error {
    var phrase: Phrase = "write author, word WORDS or thread; for 7 days behind it ends it by itself"
  }

  /// `7 days`, `7d`, `2 weeks`, `2w`; 1 to 3,650.
  private static func days(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    let unit = text[digits.endIndex...].trimmingCharacters(in: .whitespaces).lowercased()
    let days: Int? =
      switch unit {
      case "d", "day", "days": number
      case "w", "week", "weeks": number.multipliedReportingOverflow(by: 7).overflow ? nil : number * 7
      default: nil
      }
    return days.flatMap { (1...3_650).contains($0) ? $0 : nil }
  }
}
