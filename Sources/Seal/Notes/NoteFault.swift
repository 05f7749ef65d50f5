/// Why a note is refused.
public enum NoteFault: Error, Hashable, Sendable {
  case tooLarge(most: Int)
  /// What is wrong with its form, in English for a log.
  case malformed(String)
  /// A key that we know did not sign this text.
  case badSignature(name: String)
  /// No key that we know signed it.
  case noKnownSignature
}
