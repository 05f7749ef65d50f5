public import News

/// Why a newsroom was not served for a reason of our own: what `RoundReport.trouble` says, in words that can be translated.
public enum RoundTrouble: String, Hashable, Sendable, CaseIterable {
  case cancelled = "cancelled"
  case noMirrors = "it has no mirrors"
  case allDisabled = "all its mirrors are disabled; enable one to get news"
  case pinnedFailed = "only the pinned mirror was asked; unpin it to try the others"
  case forked =
    "two different editions of it are signed: nothing more is taken from it until its editors say which is theirs"
  case leftAlone = "its mirrors asked to be left alone for a while; retry asks them all the same"
  case pinnedLeftAlone =
    "only the pinned mirror may be asked, and it asked to be left alone for a while; unpin it to try the others"

  /// The sentence of a report's trouble: one of ours, or what the store said.
  public static func phrase(_ trouble: String) -> Phrase {
    RoundTrouble(rawValue: trouble) == nil ? Phrase(verbatim: trouble) : Phrase(stringLiteral: trouble)
  }
}
