/// The full views of the desk; the raw value is their name in settings: `[keys.front]`.
public enum PageKind: String, Hashable, Sendable, CaseIterable {
  case front, reader, mirrors, search, log, help
  case composer, review, outbox
}
