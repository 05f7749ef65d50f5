import Hummingbird
import News

/// What tells two states of a file apart, and what a request's conditions make of it (RFC 9110, 13).
struct Validators: Hashable {
  /// Strong, with its quotes.
  var etag: String
  /// Seconds since 1970.
  var modified: Int

  enum Decision { case proceed, notModified, failed }

  /// In the order of RFC 9110, 13.2.2. A date that can't be read is no condition.
  func decision(for fields: HTTPFields) -> Decision {
    if let match = fields[.ifMatch] {
      guard lists(match, weakly: false) else { return .failed }
    } else if let date = fields[.ifUnmodifiedSince].flatMap(HTTPDate.seconds), modified > date {
      return .failed
    }
    if let match = fields[.ifNoneMatch] {
      return lists(match, weakly: true) ? .notModified : .proceed
    }
    if let date = fields[.ifModifiedSince].flatMap(HTTPDate.seconds), modified <= date { return .notModified }
    return .proceed
  }

  /// Whether a part may be sent: `If-Range` names this very state, or nothing is asked of it.
  func allowsPart(for fields: HTTPFields) -> Bool {
    guard let condition = fields[.ifRange] else { return true }
    return condition == etag || HTTPDate.seconds(condition) == modified
  }

  private func lists(_ field: String, weakly: Bool) -> Bool {
    field.split(separator: ",").contains { piece in
      let tag = piece.drop { $0 == " " || $0 == "\t" }
      let known = tag.prefix { $0 != " " && $0 != "\t" }
      return known == "*" || known == etag || (weakly && known == "W/" + etag)
    }
  }
}
