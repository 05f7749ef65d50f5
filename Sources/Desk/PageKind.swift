/// The full views of the desk; the raw value is their name in settings: `[keys.front]`.
public enum PageKind: String, Hashable, Sendable, CaseIterable {
  case front, reader, mirrors, search, log, help
  case composer, review, outbox
  case pictures, themes, boards, keeping, mutes, edition

  /// Where a key asks the other mirrors though one is pinned.
  static let askingOthers: Set<PageKind> = [.front, .search, .reader, .mirrors, .log]
}
