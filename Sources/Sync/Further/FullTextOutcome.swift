public import News

/// What came of asking for an article's full text.
public enum FullTextOutcome: Hashable, Sendable {
  /// It is in the store, from this address on a mirror.
  case kept(url: String)
  /// What is kept stays: the site's own words.
  case keptBefore
  /// Nobody has it, or nobody can be asked: why, in a line.
  case refused(Phrase)
  case cancelled
}
